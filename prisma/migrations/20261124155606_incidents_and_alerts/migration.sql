-- CreateTable
CREATE TABLE "incidents" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "alert_type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "client_id" UUID,
    "severity" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'check',
    "name" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "muted_until" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "texts" INTEGER NOT NULL DEFAULT 0,
    "first_text_at" TIMESTAMPTZ(3),
    "last_text_at" TIMESTAMPTZ(3),
    "text_failed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_logs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "alert_type" TEXT NOT NULL,
    "alert_key" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "resource_id" TEXT,
    "client_id" UUID,
    "incident_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "outbox_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'CLAIMED',
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_silences" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_silences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_mutes" (
    "client_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "muted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_mutes_pkey" PRIMARY KEY ("client_id")
);

-- CreateTable
CREATE TABLE "monitor_runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "opened" INTEGER NOT NULL DEFAULT 0,
    "closed" INTEGER NOT NULL DEFAULT 0,
    "texts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "monitor_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incidents_number_key" ON "incidents"("number");

-- CreateIndex
CREATE INDEX "incidents_alert_type_subject_closed_at_idx" ON "incidents"("alert_type", "subject", "closed_at");

-- CreateIndex
CREATE INDEX "incidents_opened_at_id_idx" ON "incidents"("opened_at", "id");

-- CreateIndex
CREATE INDEX "incidents_client_id_opened_at_id_idx" ON "incidents"("client_id", "opened_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents"("alert_type", "subject") WHERE "closed_at" IS NULL;

-- CreateIndex
CREATE INDEX "alert_logs_created_at_id_idx" ON "alert_logs"("created_at", "id");

-- CreateIndex
CREATE INDEX "alert_logs_delivered_at_idx" ON "alert_logs"("delivered_at");

-- CreateIndex
CREATE INDEX "alert_logs_client_id_created_at_idx" ON "alert_logs"("client_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_logs_unsettled" ON "alert_logs"("created_at") WHERE "state" IN ('CLAIMED', 'SENT');

-- CreateIndex
CREATE UNIQUE INDEX "alert_logs_alert_type_alert_key_key" ON "alert_logs"("alert_type", "alert_key");

-- CreateIndex
CREATE INDEX "alert_silences_ends_at_idx" ON "alert_silences"("ends_at");

-- CreateIndex
CREATE INDEX "monitor_runs_started_at_idx" ON "monitor_runs"("started_at");

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_logs" ADD CONSTRAINT "alert_logs_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_mutes" ADD CONSTRAINT "client_mutes_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "incidents" ADD CONSTRAINT "incidents_severity" CHECK ("severity" IN ('MEDIUM', 'HIGH'));
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_kind" CHECK ("kind" IN ('check', 'event'));
ALTER TABLE "alert_logs" ADD CONSTRAINT "alert_logs_severity" CHECK ("severity" IN ('MEDIUM', 'HIGH'));
ALTER TABLE "alert_logs" ADD CONSTRAINT "alert_logs_state" CHECK ("state" IN ('CLAIMED', 'SENT', 'DELIVERED', 'FAILED'));
ALTER TABLE "alert_silences" ADD CONSTRAINT "alert_silences_end" CHECK ("ends_at" >= "starts_at");
