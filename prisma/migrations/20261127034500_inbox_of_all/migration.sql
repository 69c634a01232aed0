-- The inbox over all clients, the latest first; and which of them changed lately, for the consoles that are open.
-- CreateIndex
CREATE INDEX "conversations_last_text_at_id_idx" ON "conversations"("last_text_at", "id");
