-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "ai_daily_budget_micro_usd" INTEGER;

-- AlterTable
ALTER TABLE "turns" ADD COLUMN     "cached_tokens" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ai_usage" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "client_id" UUID,
    "day" DATE NOT NULL,
    "question" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "model" TEXT NOT NULL DEFAULT '',
    "calls" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ai_usage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_fleet_spend" (
    "day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ai_fleet_spend_pkey" PRIMARY KEY ("day","purpose","shard")
);

-- CreateIndex
CREATE INDEX "ai_usage_day_idx" ON "ai_usage"("day");


-- AddForeignKey
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is nobody's client's is one row too.
CREATE UNIQUE INDEX "ai_usage_kind" ON "ai_usage"("client_id", "day", "question", "purpose", "outcome", "model") NULLS NOT DISTINCT;

ALTER TABLE "clients" ADD CONSTRAINT "clients_ai_daily_budget_not_negative" CHECK ("ai_daily_budget_micro_usd" >= 0);
ALTER TABLE "turns" ADD CONSTRAINT "turns_cached_tokens_are_input" CHECK ("cached_tokens" BETWEEN 0 AND "input_tokens");
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_purpose_known" CHECK ("purpose" IN ('turn', 'shadow'));
ALTER TABLE "ai_usage" ADD CONSTRAINT "ai_usage_counts_up" CHECK ("calls" > 0 AND "output_tokens" >= 0 AND "cost_micro_usd" >= 0 AND "cached_tokens" BETWEEN 0 AND "input_tokens");
ALTER TABLE "ai_fleet_spend" ADD CONSTRAINT "ai_fleet_spend_purpose_known" CHECK ("purpose" IN ('turn', 'shadow'));
ALTER TABLE "ai_fleet_spend" ADD CONSTRAINT "ai_fleet_spend_counts_up" CHECK ("cost_micro_usd" >= 0);
