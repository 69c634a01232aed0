-- AlterTable
ALTER TABLE "incidents" DROP COLUMN "text_failed";
