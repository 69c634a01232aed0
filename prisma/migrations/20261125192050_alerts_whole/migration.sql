-- AlterTable
ALTER TABLE "incidents" ADD COLUMN     "failed_texts" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "alert_copies" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "alert_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'READY',
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_copies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "founder_requests" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "client_id" UUID NOT NULL,
    "pause" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "founder_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_spells" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "asked" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "at_the_end" INTEGER NOT NULL,
    "why" TEXT,

    CONSTRAINT "ai_spells_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "services_seen" (
    "name" TEXT NOT NULL,
    "ok_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "detail" TEXT,

    CONSTRAINT "services_seen_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "alert_copies_waiting" ON "alert_copies"("not_before") WHERE "state" IN ('READY', 'SENDING');

-- CreateIndex
CREATE UNIQUE INDEX "alert_copies_alert_id_channel_key" ON "alert_copies"("alert_id", "channel");

-- CreateIndex
CREATE INDEX "founder_requests_expires_at_idx" ON "founder_requests"("expires_at");

-- CreateIndex
CREATE INDEX "founder_requests_client_id_idx" ON "founder_requests"("client_id");

-- CreateIndex
CREATE INDEX "ai_spells_ended_at_idx" ON "ai_spells"("ended_at");

-- CreateIndex
CREATE INDEX "alert_logs_incident_ids_idx" ON "alert_logs" USING GIN ("incident_ids");

-- CreateIndex
CREATE INDEX "turns_fell_back" ON "turns"("created_at")
    WHERE "trace" @? '$.*.fellBack.why ? (@ != "budget")' OR "trace" @? '$.lyra.answer.fellBack.why ? (@ != "budget")';

-- CreateIndex
CREATE INDEX "turns_blocked" ON "turns"("created_at") WHERE "outcome" = 'BLOCKED';

-- AddForeignKey
ALTER TABLE "alert_copies" ADD CONSTRAINT "alert_copies_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert_logs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "founder_requests" ADD CONSTRAINT "founder_requests_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must not be, found without looking at everything that is.
CREATE INDEX "clients_link_malformed" ON "clients"("id") WHERE "onboarding_complete" AND "booking_url" !~ '^https://[^[:space:]/]+[.][^[:space:]]+$';

ALTER TABLE "alert_copies" ADD CONSTRAINT "alert_copies_channel" CHECK ("channel" IN ('email', 'webhook'));
ALTER TABLE "alert_copies" ADD CONSTRAINT "alert_copies_state" CHECK ("state" IN ('READY', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN'));
