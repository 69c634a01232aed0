-- DropIndex
DROP INDEX "opt_outs_client_id_idx";

-- CreateTable
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "client_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_log_created_at_id_idx" ON "audit_log"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_client_id_created_at_id_idx" ON "audit_log"("client_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_log_subject_id_created_at_id_idx" ON "audit_log"("subject_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "leads_client_id_opened_at_id_idx" ON "leads"("client_id", "opened_at", "id");

-- CreateIndex
CREATE INDEX "opt_outs_client_id_changed_at_id_idx" ON "opt_outs"("client_id", "changed_at", "id");

-- CreateIndex
CREATE INDEX "opt_outs_changed_at_id_idx" ON "opt_outs"("changed_at", "id");

-- CreateIndex
CREATE INDEX "outbox_created_at_id_idx" ON "outbox"("created_at", "id");

-- CreateIndex
CREATE INDEX "outbox_client_id_created_at_id_idx" ON "outbox"("client_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "outbox_not_sent" ON "outbox"("state", "created_at", "id") WHERE "state" IN ('HELD', 'SUPPRESSED', 'FAILED');

-- CreateIndex
CREATE INDEX "outbox_undelivered" ON "outbox"("created_at", "id") WHERE "delivery_status" IN ('undelivered', 'failed', 'canceled');

-- CreateIndex
CREATE INDEX "outbox_refused" ON "outbox"("error_code", "created_at", "id") WHERE "error_code" IS NOT NULL;

-- CreateIndex
CREATE INDEX "twilio_number_pool_created_at_id_idx" ON "twilio_number_pool"("created_at", "id");

-- AddForeignKey
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An entry says what was done; a reason that is given says something.
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_reason_says_something" CHECK (btrim("reason") <> '');
