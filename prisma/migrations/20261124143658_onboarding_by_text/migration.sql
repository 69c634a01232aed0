-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "business_type" TEXT,
ADD COLUMN     "phone_type" TEXT,
ADD COLUMN     "service_location" TEXT;

-- AlterTable
ALTER TABLE "onboarding_states" ADD COLUMN     "memory" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "nudge_at" TIMESTAMPTZ(3),
ADD COLUMN     "payment_token" TEXT NOT NULL DEFAULT substr(replace((gen_random_uuid())::text, '-'::text, ''::text), 1, 16);

-- CreateTable
CREATE TABLE "onboarding_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "event_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "moves" JSONB NOT NULL DEFAULT '[]',
    "outcome" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "onboarding_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "onboarding_events_client_id_created_at_id_idx" ON "onboarding_events"("client_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "onboarding_events_client_id_event_key_key" ON "onboarding_events"("client_id", "event_key");

-- CreateIndex
CREATE UNIQUE INDEX "onboarding_states_payment_token_key" ON "onboarding_states"("payment_token");

-- CreateIndex
CREATE INDEX "onboarding_states_nudges" ON "onboarding_states"("nudge_at") WHERE "nudge_at" IS NOT NULL;

-- AddForeignKey
ALTER TABLE "onboarding_events" ADD CONSTRAINT "onboarding_events_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "clients" ADD CONSTRAINT "clients_phone_type_known" CHECK ("phone_type" IN ('iphone', 'android', 'landline'));
ALTER TABLE "onboarding_states" ADD CONSTRAINT "onboarding_states_memory_is_an_object" CHECK (jsonb_typeof("memory") = 'object');
