/** While the database was away: written down once it is back, once by however many processes saw it. */
import { storable } from '../path/storable.ts'
import { inTransaction, type Pool } from '../pool.ts'
import { lockAlerts } from './incidents.ts'

export interface Blindness {
  since: Date
  until: Date
  words: string
  texts: readonly { claimedAt: Date; outcome: 'sent' | 'failed' | null; sid: string | null; body: string }[]
}

/** Another process saw the same when its time of being away overlaps. */
const statement = `
with kept as (
 insert into incidents (alert_type, subject, severity, kind, name, words, opened_at, last_seen_at, closed_at, texts, first_text_at, last_text_at)
 select 'INVARIANT_VIOLATION', 'database', 'HIGH', 'event', 'database', $3, $1, $2, $2, jsonb_array_length($4::jsonb),
  (select min("claimedAt") from jsonb_to_recordset($4::jsonb) as t("claimedAt" timestamptz)),
  (select max("claimedAt") from jsonb_to_recordset($4::jsonb) as t("claimedAt" timestamptz))
 where not exists (
  select 1 from incidents i where i.alert_type = 'INVARIANT_VIOLATION' and i.subject = 'database' and i.opened_at < $2 and i.closed_at > $1)
 returning id)
insert into alert_logs (alert_type, alert_key, severity, title, message, resource_id, incident_ids, state, created_at, sent_at)
select 'INVARIANT_VIOLATION', k.id || ':' || t.n, 'HIGH', 'database', t.text->>'body', 'database', array[k.id],
 case when t.text->>'outcome' = 'failed' then 'FAILED' else 'SENT' end, (t.text->>'claimedAt')::timestamptz,
 case when t.text->>'outcome' = 'sent' then (t.text->>'claimedAt')::timestamptz end
from kept k, jsonb_array_elements($4::jsonb) with ordinality as t(text, n)`

export function keepBlindness(pool: Pool, { since, until, words, texts }: Blindness): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await lockAlerts(tx)
    await tx.query({ name: 'keep-blindness', text: statement, values: [since, until, words, storable(texts)] })
  })
}
