-- AlterTable
ALTER TABLE "inbound_messages" ADD COLUMN     "trace_context" TEXT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "trace_context" TEXT;
