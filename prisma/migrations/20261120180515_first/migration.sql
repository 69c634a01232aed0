-- CreateTable
CREATE TABLE "clients" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "business_name" TEXT NOT NULL,
    "owner_name" TEXT,
    "phone_number" TEXT NOT NULL,
    "twilio_number" TEXT,
    "region" TEXT NOT NULL DEFAULT 'GB',
    "timezone" TEXT NOT NULL DEFAULT 'Europe/London',
    "business_hours" JSONB,
    "booking_url" TEXT,
    "notification_preference" TEXT,
    "forwarding_enabled" BOOLEAN NOT NULL DEFAULT false,
    "payment_active" BOOLEAN NOT NULL DEFAULT false,
    "billing_state" TEXT NOT NULL DEFAULT 'TRIAL_PENDING',
    "grace_until" TIMESTAMPTZ(3),
    "onboarding_complete" BOOLEAN NOT NULL DEFAULT false,
    "outbound_paused" BOOLEAN NOT NULL DEFAULT false,
    "outbound_paused_until" TIMESTAMPTZ(3),
    "ai_disabled" BOOLEAN NOT NULL DEFAULT false,
    "ai_disabled_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "client_settings" (
    "client_id" UUID NOT NULL,
    "notifications_paused" BOOLEAN NOT NULL DEFAULT false,
    "notifications_paused_until" TIMESTAMPTZ(3),
    "facts" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_settings_pkey" PRIMARY KEY ("client_id")
);

-- CreateTable
CREATE TABLE "onboarding_states" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "current_state" TEXT NOT NULL DEFAULT 'S1_BUSINESS_TYPE_LOCATION',
    "state_entered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "stuck_detected_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "onboarding_states_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "name" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "our_number" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "client_id" UUID,
    "next_seq" INTEGER NOT NULL DEFAULT 1,
    "quiet_until" TIMESTAMPTZ(3),
    "last_text_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_messages" (
    "id" UUID NOT NULL,
    "message_sid" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "client_id" UUID,
    "seq" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "media" JSONB NOT NULL DEFAULT '[]',
    "opt_out_type" TEXT,
    "state" TEXT NOT NULL DEFAULT 'RECEIVED',
    "sweeps" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turns" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "conversation_id" UUID NOT NULL,
    "client_id" UUID,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "action" TEXT,
    "rule" TEXT,
    "trace" JSONB NOT NULL,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_micro_usd" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brain_answers" (
    "conversation_id" UUID NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "brain" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brain_answers_pkey" PRIMARY KEY ("conversation_id","from_seq","to_seq","question","brain")
);

-- CreateTable
CREATE TABLE "leads" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'NEW',
    "job_type" TEXT,
    "urgency" TEXT,
    "location" TEXT,
    "requested_time" TEXT,
    "name" TEXT,
    "extra_details" TEXT,
    "asked" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "clarifications" INTEGER NOT NULL DEFAULT 0,
    "handed_over" BOOLEAN NOT NULL DEFAULT false,
    "link_sent_at" TIMESTAMPTZ(3),
    "alerted_at" TIMESTAMPTZ(3),
    "last_text_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "leads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_history" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lead_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "turn_id" UUID,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lead_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "seq" BIGSERIAL NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "client_id" UUID,
    "conversation_id" UUID,
    "turn_id" UUID,
    "purpose" TEXT NOT NULL,
    "from_number" TEXT NOT NULL,
    "to_number" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'READY',
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "unseen" INTEGER NOT NULL DEFAULT 0,
    "unseen_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "twilio_sid" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "delivery_status" TEXT,
    "error_code" INTEGER,
    "price_micro" INTEGER,
    "price_currency" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_events" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "outbox_id" UUID,
    "message_sid" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" INTEGER,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_outs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID,
    "phone" TEXT NOT NULL,
    "opted_out" BOOLEAN NOT NULL DEFAULT true,
    "source" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opt_outs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_out_history" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID,
    "phone" TEXT NOT NULL,
    "opted_out" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opt_out_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fleet_switches" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "outbound_paused" BOOLEAN NOT NULL DEFAULT false,
    "outbound_paused_until" TIMESTAMPTZ(3),
    "ai_disabled" BOOLEAN NOT NULL DEFAULT false,
    "ai_disabled_until" TIMESTAMPTZ(3),
    "notifications_paused" BOOLEAN NOT NULL DEFAULT false,
    "notifications_paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "fleet_switches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "switch_log" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID,
    "switch" TEXT NOT NULL,
    "from_value" BOOLEAN NOT NULL,
    "to_value" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "switch_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "twilio_number_pool" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "phone_e164" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'OPERATIONAL',
    "status" TEXT NOT NULL DEFAULT 'AVAILABLE',
    "region" TEXT,
    "client_id" UUID,
    "assigned_at" TIMESTAMPTZ(3),
    "rests_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "twilio_number_pool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "clients_phone_number_key" ON "clients"("phone_number");

-- CreateIndex
CREATE UNIQUE INDEX "clients_twilio_number_key" ON "clients"("twilio_number");

-- CreateIndex
CREATE INDEX "clients_onboarding_complete_idx" ON "clients"("onboarding_complete");

-- CreateIndex
CREATE INDEX "clients_outbound_paused_idx" ON "clients"("outbound_paused");

-- CreateIndex
CREATE INDEX "clients_ai_disabled_idx" ON "clients"("ai_disabled");

-- CreateIndex
CREATE INDEX "clients_created_at_id_idx" ON "clients"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "onboarding_states_client_id_key" ON "onboarding_states"("client_id");

-- CreateIndex
CREATE INDEX "onboarding_states_current_state_state_entered_at_idx" ON "onboarding_states"("current_state", "state_entered_at");

-- CreateIndex
CREATE UNIQUE INDEX "customers_client_id_phone_key" ON "customers"("client_id", "phone");

-- CreateIndex
CREATE INDEX "conversations_client_id_last_text_at_idx" ON "conversations"("client_id", "last_text_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversations_our_number_phone_client_id_key" ON "conversations"("our_number", "phone", "client_id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE UNIQUE INDEX "inbound_messages_message_sid_key" ON "inbound_messages"("message_sid");

-- CreateIndex
CREATE INDEX "inbound_messages_waiting" ON "inbound_messages"("conversation_id", "seq") WHERE "state" = 'RECEIVED';

-- CreateIndex
CREATE INDEX "inbound_messages_unfinished" ON "inbound_messages"("received_at") WHERE "state" = 'RECEIVED';

-- CreateIndex
CREATE UNIQUE INDEX "inbound_messages_conversation_id_seq_key" ON "inbound_messages"("conversation_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "turns_conversation_id_from_seq_key" ON "turns"("conversation_id", "from_seq");

-- CreateIndex
CREATE INDEX "brain_answers_created_at_idx" ON "brain_answers"("created_at");

-- CreateIndex
CREATE INDEX "leads_open_by_last_text" ON "leads"("last_text_at") WHERE "state" <> 'CLOSED';

-- CreateIndex
CREATE INDEX "leads_customer_id_idx" ON "leads"("customer_id");

-- CreateIndex
CREATE INDEX "leads_conversation_id_idx" ON "leads"("conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "leads_one_open" ON "leads"("client_id", "customer_id") WHERE "state" <> 'CLOSED';

-- CreateIndex
CREATE INDEX "lead_history_lead_id_created_at_idx" ON "lead_history"("lead_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_dedupe_key_key" ON "outbox"("dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_twilio_sid_key" ON "outbox"("twilio_sid");

-- CreateIndex
CREATE INDEX "outbox_unsent" ON "outbox"("to_number", "seq") WHERE "state" IN ('READY', 'SENDING');

-- CreateIndex
CREATE INDEX "outbox_sending" ON "outbox"("claimed_at") WHERE "state" = 'SENDING';

-- CreateIndex
CREATE INDEX "outbox_ready" ON "outbox"("not_before") WHERE "state" = 'READY';

-- CreateIndex
CREATE INDEX "outbox_held" ON "outbox"("held_at", "id") WHERE "state" = 'HELD';

-- CreateIndex
CREATE INDEX "outbox_sent" ON "outbox"("from_number", "sent_at") WHERE "state" = 'SENT';

-- CreateIndex
CREATE INDEX "outbox_conversation_id_seq_idx" ON "outbox"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "outbox_turn_id_idx" ON "outbox"("turn_id");

-- CreateIndex
CREATE INDEX "delivery_events_outbox_id_idx" ON "delivery_events"("outbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_events_message_sid_status_key" ON "delivery_events"("message_sid", "status");

-- CreateIndex
CREATE INDEX "opt_outs_client_id_idx" ON "opt_outs"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "opt_outs_phone_client_id_key" ON "opt_outs"("phone", "client_id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "opt_out_history_phone_client_id_created_at_idx" ON "opt_out_history"("phone", "client_id", "created_at");

-- CreateIndex
CREATE INDEX "opt_out_history_client_id_idx" ON "opt_out_history"("client_id");

-- CreateIndex
CREATE INDEX "switch_log_client_id_created_at_id_idx" ON "switch_log"("client_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "twilio_number_pool_phone_e164_key" ON "twilio_number_pool"("phone_e164");

-- CreateIndex
CREATE UNIQUE INDEX "twilio_number_pool_client_id_key" ON "twilio_number_pool"("client_id");

-- CreateIndex
CREATE INDEX "twilio_number_pool_status_created_at_idx" ON "twilio_number_pool"("status", "created_at");

-- AddForeignKey
ALTER TABLE "client_settings" ADD CONSTRAINT "client_settings_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "onboarding_states" ADD CONSTRAINT "onboarding_states_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turns" ADD CONSTRAINT "turns_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turns" ADD CONSTRAINT "turns_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brain_answers" ADD CONSTRAINT "brain_answers_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leads" ADD CONSTRAINT "leads_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_history" ADD CONSTRAINT "lead_history_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_history" ADD CONSTRAINT "lead_history_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turns"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_events" ADD CONSTRAINT "delivery_events_outbox_id_fkey" FOREIGN KEY ("outbox_id") REFERENCES "outbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opt_outs" ADD CONSTRAINT "opt_outs_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opt_out_history" ADD CONSTRAINT "opt_out_history_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "switch_log" ADD CONSTRAINT "switch_log_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- States are checked by the database; phones are E.164.
ALTER TABLE "clients" ADD CONSTRAINT "clients_region_known" CHECK ("region" IN ('GB', 'US'));
ALTER TABLE "clients" ADD CONSTRAINT "clients_billing_state_known" CHECK ("billing_state" IN ('TRIAL_PENDING', 'TRIAL_ACTIVE', 'TRIAL_EXPIRED', 'ACTIVE', 'DELINQUENT', 'CANCELED', 'SUSPENDED'));
ALTER TABLE "clients" ADD CONSTRAINT "clients_phone_number_e164" CHECK ("phone_number" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "clients" ADD CONSTRAINT "clients_twilio_number_e164" CHECK ("twilio_number" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "clients" ADD CONSTRAINT "clients_complete_holds" CHECK (NOT "onboarding_complete" OR ("twilio_number" IS NOT NULL AND "forwarding_enabled" AND "notification_preference" IS NOT NULL));
ALTER TABLE "onboarding_states" ADD CONSTRAINT "onboarding_states_current_state_known" CHECK ("current_state" IN ('S1_BUSINESS_TYPE_LOCATION', 'S2_BUSINESS_NAME', 'S3_OWNER_NAME', 'S4_NOTIFICATION_PREF', 'S5_CONFIRM_LIVE', 'S6_PHONE_TYPE', 'S7_FWD_SENT', 'S8_FWD_CONFIRM', 'S9_TEST_CALL', 'COMPLETE'));
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_state_known" CHECK ("state" IN ('RECEIVED', 'DONE'));
ALTER TABLE "turns" ADD CONSTRAINT "turns_outcome_known" CHECK ("outcome" IN ('ANSWERED', 'SILENT', 'BLOCKED', 'QUIET', 'OWNER', 'ONBOARDING', 'OPT_WORD'));
ALTER TABLE "turns" ADD CONSTRAINT "turns_seqs_in_order" CHECK ("from_seq" <= "to_seq");
ALTER TABLE "leads" ADD CONSTRAINT "leads_state_known" CHECK ("state" IN ('NEW', 'NEEDS_INFO', 'QUALIFIED', 'URGENT', 'AWAITING_BOOKING', 'CLOSED'));
ALTER TABLE "leads" ADD CONSTRAINT "leads_closed_at_says_so" CHECK (("state" = 'CLOSED') = ("closed_at" IS NOT NULL));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state_known" CHECK ("state" IN ('READY', 'SENDING', 'SENT', 'HELD', 'SUPPRESSED', 'FAILED'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_purpose_known" CHECK ("purpose" IN ('reply', 'holding', 'text-back', 'safety-line', 'owner-urgent', 'owner-notice', 'owner-reply', 'alert'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_sent_has_sid" CHECK (("state" = 'SENT') = ("twilio_sid" IS NOT NULL));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_sending_is_leased" CHECK ("state" <> 'SENDING' OR "claimed_at" IS NOT NULL AND "lease_until" IS NOT NULL);
ALTER TABLE "switch_log" ADD CONSTRAINT "switch_log_switch_known" CHECK ("switch" IN ('outboundPaused', 'aiDisabled', 'notificationsPaused'));
ALTER TABLE "switch_log" ADD CONSTRAINT "switch_log_has_a_reason" CHECK (btrim("reason") <> '');
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_role_known" CHECK ("role" IN ('ONBOARDING', 'OPERATIONAL', 'SYSTEM'));
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_status_known" CHECK ("status" IN ('AVAILABLE', 'RESERVED', 'ASSIGNED', 'RESTING'));
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_phone_e164" CHECK ("phone_e164" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_assigned_to_somebody" CHECK ("status" <> 'ASSIGNED' OR "client_id" IS NOT NULL OR "role" <> 'OPERATIONAL');
ALTER TABLE "fleet_switches" ADD CONSTRAINT "fleet_switches_one_row" CHECK ("id" = 1);

INSERT INTO "fleet_switches" ("id") VALUES (1);
