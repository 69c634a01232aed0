-- AlterTable
ALTER TABLE "audit_log" ADD COLUMN     "actor_id" UUID;

-- CreateTable
CREATE TABLE "operators" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "everybody" BOOLEAN NOT NULL DEFAULT true,
    "client_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_keys" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "operator_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "operator_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operators_name_key" ON "operators"("name");

-- CreateIndex
CREATE INDEX "operators_created_at_id_idx" ON "operators"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_keys_hash_key" ON "operator_keys"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "operator_keys_previous_hash_key" ON "operator_keys"("previous_hash");

-- CreateIndex
CREATE INDEX "operator_keys_operator_id_created_at_id_idx" ON "operator_keys"("operator_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "operator_keys" ADD CONSTRAINT "operator_keys_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operators"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "operators" ADD CONSTRAINT "operators_role_check" CHECK ("role" IN ('viewer', 'operator', 'admin'));
ALTER TABLE "operator_keys" ADD CONSTRAINT "operator_keys_role_check" CHECK ("role" IN ('viewer', 'operator', 'admin'));
ALTER TABLE "operator_keys" ADD CONSTRAINT "operator_keys_kind_check" CHECK ("kind" IN ('LINK', 'SESSION', 'TOKEN'));
