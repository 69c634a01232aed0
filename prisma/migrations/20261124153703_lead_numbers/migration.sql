-- AlterTable
ALTER TABLE "leads" ADD COLUMN     "owner_number" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "leads_client_id_owner_number_key" ON "leads"("client_id", "owner_number");
