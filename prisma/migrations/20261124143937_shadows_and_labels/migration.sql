-- CreateTable
CREATE TABLE "turn_shadows" (
    "turn_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "brain" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'WAITING',
    "reason" TEXT,
    "intent" TEXT NOT NULL,
    "same_sentinel" BOOLEAN,
    "same_dial" BOOLEAN,
    "same_flow" BOOLEAN,
    "same_decision" BOOLEAN,
    "answers" JSONB,
    "turn_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "turn_shadows_pkey" PRIMARY KEY ("turn_id")
);

-- CreateTable
CREATE TABLE "turn_labels" (
    "turn_id" UUID NOT NULL,
    "client_id" UUID,
    "expect" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "turn_labels_pkey" PRIMARY KEY ("turn_id")
);

-- CreateIndex
CREATE INDEX "turn_shadows_turn_at_turn_id_idx" ON "turn_shadows"("turn_at", "turn_id");

-- CreateIndex
CREATE INDEX "turn_shadows_client_id_turn_at_turn_id_idx" ON "turn_shadows"("client_id", "turn_at", "turn_id");

-- CreateIndex
CREATE INDEX "turn_labels_created_at_turn_id_idx" ON "turn_labels"("created_at", "turn_id");

-- CreateIndex
CREATE INDEX "turn_labels_client_id_idx" ON "turn_labels"("client_id");

-- CreateIndex
CREATE INDEX "turns_created_at_id_idx" ON "turns"("created_at", "id");

-- AddForeignKey
ALTER TABLE "turn_shadows" ADD CONSTRAINT "turn_shadows_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn_shadows" ADD CONSTRAINT "turn_shadows_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn_labels" ADD CONSTRAINT "turn_labels_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn_labels" ADD CONSTRAINT "turn_labels_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Few wait at a time, and only they are looked for.
CREATE INDEX "turn_shadows_waiting" ON "turn_shadows"("created_at") WHERE "state" = 'WAITING';

ALTER TABLE "turn_shadows" ADD CONSTRAINT "turn_shadows_brain_known" CHECK ("brain" IN ('ai', 'rules'));
ALTER TABLE "turn_shadows" ADD CONSTRAINT "turn_shadows_state_known" CHECK ("state" IN ('WAITING', 'ASKING', 'DONE', 'SKIPPED'));
ALTER TABLE "turn_shadows" ADD CONSTRAINT "turn_shadows_done_has_answers" CHECK ("state" <> 'DONE' OR "answers" IS NOT NULL AND "done_at" IS NOT NULL);
