-- A status that is in no index, and room on its page: a word on a delivery then writes no index anew (a HOT update).
ALTER TABLE "outbox" ADD COLUMN "undelivered" BOOLEAN NOT NULL DEFAULT false;
UPDATE "outbox" SET "undelivered" = true WHERE "delivery_status" IN ('undelivered', 'failed', 'canceled');
DROP INDEX "outbox_undelivered";
CREATE INDEX "outbox_undelivered" ON "outbox"("created_at", "id") WHERE "undelivered";
ALTER TABLE "outbox" SET (fillfactor = 70);
