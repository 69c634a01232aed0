-- Each had a twin that serves one conversation or one customer. Where a table was counted while nothing waited in it,
-- PostgreSQL took these for as good, and read all that waited for each answer.
DROP INDEX "inbound_messages_unfinished";
DROP INDEX "leads_open_by_last_text";
