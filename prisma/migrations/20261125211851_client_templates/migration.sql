-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "templates" JSONB NOT NULL DEFAULT '{}';
