-- A number that is free, or rests, is nobody's; with the unique key on its client, nobody has two.
ALTER TABLE "twilio_number_pool" ADD CONSTRAINT "twilio_number_pool_free_of_clients" CHECK ("status" NOT IN ('AVAILABLE', 'RESTING') OR "client_id" IS NULL);
