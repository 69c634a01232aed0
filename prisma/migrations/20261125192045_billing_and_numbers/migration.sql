-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "unpaid_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "twilio_number_pool" ADD COLUMN     "set_up_at" TIMESTAMPTZ(3),
ADD COLUMN     "setup_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "setup_error" TEXT,
ADD COLUMN     "setup_tries" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "client_billing" (
    "client_id" UUID NOT NULL,
    "customer_id" TEXT,
    "subscription_id" TEXT,
    "subscription_status" TEXT,
    "trial_ends_at" TIMESTAMPTZ(3),
    "period_ends_at" TIMESTAMPTZ(3),
    "cancels_at" TIMESTAMPTZ(3),
    "taken_back" TEXT,
    "session_id" TEXT,
    "session_url" TEXT,
    "session_expires_at" TIMESTAMPTZ(3),
    "sessions" INTEGER NOT NULL DEFAULT 0,
    "portal_token" TEXT,
    "portal_token_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_billing_pkey" PRIMARY KEY ("client_id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'RECEIVED',
    "outcome" TEXT,
    "client_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "client_billing_customer_id_key" ON "client_billing"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_billing_subscription_id_key" ON "client_billing"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_billing_session_id_key" ON "client_billing"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_billing_portal_token_key" ON "client_billing"("portal_token");

-- CreateIndex
CREATE INDEX "stripe_events_waiting" ON "stripe_events"("received_at") WHERE "state" = 'RECEIVED';

-- CreateIndex
CREATE INDEX "stripe_events_client_id_received_at_id_idx" ON "stripe_events"("client_id", "received_at", "id");

-- CreateIndex
CREATE INDEX "twilio_number_pool_to_set_up" ON "twilio_number_pool"("setup_due_at") WHERE "setup_due_at" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "client_billing" ADD CONSTRAINT "client_billing_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "stripe_events" ADD CONSTRAINT "stripe_events_state_known" CHECK ("state" IN ('RECEIVED', 'DONE'));
