-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "owner_email" TEXT;

-- CreateTable
CREATE TABLE "email_outbox" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "dedupe_key" TEXT NOT NULL,
    "client_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'READY',
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unreachable_numbers" (
    "phone" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "error_code" INTEGER,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unreachable_numbers_pkey" PRIMARY KEY ("phone")
);

-- CreateIndex
CREATE UNIQUE INDEX "email_outbox_dedupe_key_key" ON "email_outbox"("dedupe_key");

-- CreateIndex
CREATE INDEX "email_outbox_client_id_idx" ON "email_outbox"("client_id");

-- CreateIndex
CREATE INDEX "email_outbox_waiting" ON "email_outbox"("not_before") WHERE "state" IN ('READY', 'SENDING');

-- AddForeignKey
ALTER TABLE "email_outbox" ADD CONSTRAINT "email_outbox_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "clients" ADD CONSTRAINT "clients_owner_email_one_line" CHECK ("owner_email" ~ '^[^[:space:]@]+@[^[:space:]@]+$');
ALTER TABLE "email_outbox" ADD CONSTRAINT "email_outbox_state_known" CHECK ("state" IN ('READY', 'SENDING', 'SENT', 'SUPPRESSED', 'FAILED', 'UNKNOWN'));
ALTER TABLE "email_outbox" ADD CONSTRAINT "email_outbox_purpose_known" CHECK ("purpose" IN ('owner-urgent', 'owner-notice'));
ALTER TABLE "email_outbox" ADD CONSTRAINT "email_outbox_sending_is_leased" CHECK ("state" <> 'SENDING' OR "claimed_at" IS NOT NULL AND "lease_until" IS NOT NULL);
ALTER TABLE "unreachable_numbers" ADD CONSTRAINT "unreachable_numbers_phone_e164" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
