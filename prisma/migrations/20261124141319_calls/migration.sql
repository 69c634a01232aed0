-- CreateTable
CREATE TABLE "calls" (
    "id" UUID NOT NULL,
    "call_sid" TEXT NOT NULL,
    "client_id" UUID,
    "conversation_id" UUID,
    "our_number" TEXT,
    "caller" TEXT,
    "forwarded_from" TEXT,
    "kind" TEXT,
    "spoken" TEXT,
    "no_text" TEXT,
    "status" TEXT,
    "status_rank" INTEGER NOT NULL DEFAULT -1,
    "duration_seconds" INTEGER,
    "recording_sid" TEXT,
    "recording_url" TEXT,
    "recording_seconds" INTEGER,
    "transcription_status" TEXT,
    "transcription" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_lines" (
    "phone" TEXT NOT NULL,
    "line_type" TEXT NOT NULL,
    "looked_up_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "phone_lines_pkey" PRIMARY KEY ("phone")
);

-- CreateTable
CREATE TABLE "ignored_numbers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ignored_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "calls_call_sid_key" ON "calls"("call_sid");

-- CreateIndex
CREATE INDEX "calls_client_id_started_at_id_idx" ON "calls"("client_id", "started_at", "id");

-- CreateIndex
CREATE INDEX "calls_conversation_id_started_at_id_idx" ON "calls"("conversation_id", "started_at", "id");

-- CreateIndex
CREATE INDEX "calls_started_at_id_idx" ON "calls"("started_at", "id");

-- CreateIndex
CREATE INDEX "ignored_numbers_client_id_created_at_id_idx" ON "ignored_numbers"("client_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ignored_numbers_client_id_phone_key" ON "ignored_numbers"("client_id", "phone");

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calls" ADD CONSTRAINT "calls_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ignored_numbers" ADD CONSTRAINT "ignored_numbers_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "calls" ADD CONSTRAINT "calls_kind_known" CHECK ("kind" IN ('missed', 'not-live', 'owner', 'test-call', 'texts-only', 'nobody'));
ALTER TABLE "calls" ADD CONSTRAINT "calls_no_text_known" CHECK ("no_text" IN ('withheld', 'landline', 'owner', 'ignored', 'opted-out', 'unreachable', 'texted-lately', 'talked-lately', 'test-call', 'too-late', 'nobody'));
ALTER TABLE "calls" ADD CONSTRAINT "calls_status_known" CHECK ("status" IN ('queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'canceled', 'failed'));
ALTER TABLE "calls" ADD CONSTRAINT "calls_taken_whole" CHECK ("kind" IS NULL OR "our_number" IS NOT NULL AND "caller" IS NOT NULL AND "spoken" IS NOT NULL);
ALTER TABLE "phone_lines" ADD CONSTRAINT "phone_lines_phone_e164" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "ignored_numbers" ADD CONSTRAINT "ignored_numbers_phone_e164" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$');
