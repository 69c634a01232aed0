/** Messages that do not come of a turn: notices of failed deliveries, alerts, another try of an undelivered text. */
import type { Tx } from '../pool.ts'
import type { QueuedMessage } from './commit-turn.ts'
import { storable } from './storable.ts'

export interface NewMessage {
  id: string
  dedupeKey: string
  clientId: string | null
  conversationId: string | null
  purpose: string
  from: string
  to: string
  body: string
  encoding: string
  segments: number
  notBefore: Date | null
  /** Of the span that it comes of; left out: of none. */
  traceContext?: string | null
}

const statement = `
insert into outbox (id, dedupe_key, client_id, conversation_id, purpose, from_number, to_number, body, encoding, segments, not_before, trace_context, epoch)
select m.id, m."dedupeKey", m."clientId", m."conversationId", m.purpose, m.from, m.to, m.body, m.encoding, m.segments, coalesce(m."notBefore", now()), m."traceContext",
 (select o.epoch from outbox o where o.dedupe_key = split_part(m."dedupeKey", '~', 1))
from jsonb_to_recordset($1::jsonb) as m(id uuid, "dedupeKey" text, "clientId" uuid, "conversationId" uuid, purpose text, "from" text, "to" text,
 body text, encoding text, segments int, "notBefore" timestamptz, "traceContext" text)
on conflict (dedupe_key) do nothing returning id, from_number as "from", to_number as "to",
 nullif(not_before, now()::timestamptz(3)) as "notBefore"`

/** Those that are new; a key that is there already stays as it is. */
export async function queueMessages(tx: Tx, messages: readonly NewMessage[]): Promise<QueuedMessage[]> {
  if (messages.length === 0) return []
  const values = [storable(messages)]
  return (await tx.query<QueuedMessage>({ name: 'queue-messages', text: statement, values })).rows
}

const optOut = `
with o as (
 insert into opt_outs as o (client_id, phone, opted_out, source, wording) values ($1, $2, true, $3, $4)
 on conflict (phone, client_id) do update set opted_out = true, source = excluded.source, wording = excluded.wording, changed_at = now()
 where not o.opted_out returning o.client_id)
insert into opt_out_history (client_id, phone, opted_out, source, wording) select client_id, $2, true, $3, $4 from o`

/** The carrier says that this person wants no texts from this client (null: from us). */
export async function recordOptOut(
  tx: Tx,
  of: { clientId: string | null; phone: string; source: string; wording: string },
): Promise<void> {
  await tx.query({ name: 'record-opt-out', text: optOut, values: [of.clientId, of.phone, of.source, of.wording] })
}
