/** Messages that do not come of a turn and have been before the gate: queued as it said, to leave or held. */

import type { Tx } from '../pool.ts'
import type { OutboxRow, QueuedMessage } from './commit-turn.ts'
import { storable } from './storable.ts'

const statement = `
insert into outbox as o (id, dedupe_key, client_id, conversation_id, purpose, from_number, to_number, body, encoding, segments, state, reason,
 not_before, held_at, created_at, epoch)
select m.id, m."dedupeKey", $2, case when m.to = $4 then $3::uuid end, m.purpose, m.from, m.to, m.body, m.encoding, m.segments, m.state, m.reason,
 coalesce(m."notBefore", now()), case when m.state = 'HELD' then $5::timestamptz end, $5::timestamptz,
 case when m.to = $4 then (select c.epoch from conversations c where c.id = $3::uuid) end
from jsonb_to_recordset($1::jsonb) as m(id uuid, "dedupeKey" text, purpose text, "from" text, "to" text, body text, encoding text, segments int,
 state text, reason text, "notBefore" timestamptz)
on conflict (dedupe_key) do update set purpose = excluded.purpose, body = excluded.body, encoding = excluded.encoding, segments = excluded.segments,
 not_before = least(o.not_before, excluded.not_before)
 where o.state = 'READY' and o.attempt = 0 and excluded.state = 'READY' and (o.body <> excluded.body or o.not_before > excluded.not_before)
returning id, from_number as "from", to_number as "to", nullif(not_before, now()::timestamptz(3)) as "notBefore", state`

export interface Drafted {
  outbox: readonly OutboxRow[]
  clientId: string | null
  /** What goes to `phone` belongs to this conversation. */
  conversationId: string | null
  phone: string | null
  now: Date
}

/** Those that may leave. A later draft of the same key takes the place of one that has not been tried yet. */
export async function queueDrafted(tx: Tx, drafted: Drafted): Promise<QueuedMessage[]> {
  if (drafted.outbox.length === 0) return []
  const { outbox, clientId, conversationId, phone, now } = drafted
  const values = [storable(outbox), clientId, conversationId, phone, now]
  const { rows } = await tx.query<QueuedMessage & { state: string }>({ name: 'queue-drafted', text: statement, values })
  return rows
    .filter(({ state }) => state === 'READY')
    .map(({ id, from, to, notBefore }) => ({ id, from, to, notBefore }))
}
