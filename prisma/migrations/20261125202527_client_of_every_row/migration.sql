-- AlterTable
ALTER TABLE "brain_answers" ADD COLUMN     "client_id" UUID;

-- AlterTable
ALTER TABLE "delivery_events" ADD COLUMN     "client_id" UUID;
