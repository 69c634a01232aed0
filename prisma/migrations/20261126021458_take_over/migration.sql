-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_by" TEXT;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "epoch" INTEGER;
