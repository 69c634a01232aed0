/**
 * The way a turn is kept: its texts done, its lead, its trace and the messages it intends, in one statement under the
 * conversation's row lock. Counts tell whether it was still ours to keep; if not, the caller rolls back and reads anew.
 */

import type { Outcome } from '@jobrun/domain/inbound/plan-turn'
import type { QueuedDraft } from '@jobrun/domain/outbox/queue-drafts'
import type { LeadChange } from '@jobrun/domain/pipeline/turn'
import type { Tx } from '../pool.ts'
import { storable } from './storable.ts'

export interface OutboxRow extends QueuedDraft {
  id: string
}

export interface KeptTurn {
  turnId: string
  conversationId: string
  clientId: string | null
  customerPhone: string
  /** seqs of the texts, oldest first; all must still be unanswered */
  seqs: readonly number[]
  outcome: Outcome
  action: string | null
  rule: string | null
  trace: unknown
  usage: { inputTokens: number; cachedTokens: number; outputTokens: number; costMicroUsd: number }
  lead: { id: string; from: string | null; change: LeadChange; reason: string } | null
  quietUntil: Date | null
  outbox: readonly OutboxRow[]
  now: Date
}

export interface QueuedMessage {
  id: string
  from: string
  to: string
  /** null: at once. */
  notBefore: Date | null
}

const statement = `
with input as (select $1::jsonb as j),
 convo as (
  update conversations set quiet_until = coalesce((j->>'quietUntil')::timestamptz, quiet_until) from input
  where id = (j->>'conversationId')::uuid returning id),
 turn as (
  insert into turns (id, conversation_id, client_id, from_seq, to_seq, outcome, action, rule, trace, input_tokens, cached_tokens, output_tokens, cost_micro_usd, created_at)
  select (j->>'turnId')::uuid, convo.id, (j->>'clientId')::uuid, (j->>'fromSeq')::int, (j->>'toSeq')::int, j->>'outcome', j->>'action', j->>'rule',
   j->'trace', (j->'usage'->>'inputTokens')::int, (j->'usage'->>'cachedTokens')::int, (j->'usage'->>'outputTokens')::int, (j->'usage'->>'costMicroUsd')::int, (j->>'now')::timestamptz
  from convo, input on conflict (conversation_id, from_seq) do nothing returning id),
 done as (
  update inbound_messages m set state = 'DONE', done_at = (j->>'now')::timestamptz from input, turn
  where m.conversation_id = (j->>'conversationId')::uuid and m.state = 'RECEIVED'
   and m.seq = any (select (jsonb_array_elements_text(j->'seqs'))::int) returning m.seq),
 customer as (
  insert into customers as cu (client_id, phone, name, first_seen_at)
  select (j->>'clientId')::uuid, j->>'customerPhone', j->'lead'->'change'->'facts'->>'name', (j->>'now')::timestamptz
  from input, turn where jsonb_typeof(j->'lead') = 'object'
  on conflict (client_id, phone) do update set name = coalesce(excluded.name, cu.name) returning id, client_id),
 lead as (
  insert into leads as l (id, client_id, customer_id, conversation_id, state, job_type, urgency, location, requested_time, name, extra_details,
   asked, clarifications, handed_over, link_sent_at, alerted_at, last_text_at, opened_at, closed_at)
  select (j->'lead'->>'id')::uuid, customer.client_id, customer.id, (j->>'conversationId')::uuid, ch->>'state', f->>'jobType', f->>'urgency', f->>'location',
   f->>'requestedTime', f->>'name', f->>'extraDetails', array(select jsonb_array_elements_text(ch->'asked')), (ch->>'clarifications')::int,
   (ch->>'handedOver')::boolean, case when (ch->>'linkSent')::boolean then n end, (ch->>'alertedAt')::timestamptz, n, n,
   case when ch->>'state' = 'CLOSED' then n end
  from customer, input, lateral (select j->'lead'->'change' as ch, j->'lead'->'change'->'facts' as f, (j->>'now')::timestamptz as n) x
  on conflict (id) do update set state = excluded.state, job_type = excluded.job_type, urgency = excluded.urgency, location = excluded.location,
   requested_time = excluded.requested_time, name = excluded.name, extra_details = excluded.extra_details, asked = excluded.asked,
   clarifications = excluded.clarifications, handed_over = excluded.handed_over, link_sent_at = coalesce(excluded.link_sent_at, l.link_sent_at),
   alerted_at = excluded.alerted_at, last_text_at = excluded.last_text_at, closed_at = excluded.closed_at
  where l.state = (select j->'lead'->>'from' from input)
  returning id, client_id),
 history as (
  insert into lead_history (lead_id, client_id, turn_id, from_state, to_state, changes, reason, created_at)
  select lead.id, lead.client_id, turn.id, j->'lead'->>'from', j->'lead'->'change'->>'state', j->'lead'->'change'->'changes', j->'lead'->>'reason',
   (j->>'now')::timestamptz from lead, turn, input
  where j->'lead'->>'from' is distinct from j->'lead'->'change'->>'state' or j->'lead'->'change'->'changes' <> '{}'),
 queued as (
  insert into outbox as o (id, dedupe_key, client_id, conversation_id, turn_id, purpose, from_number, to_number, body, encoding, segments, state, reason,
   not_before, held_at, created_at)
  select m.id, m."dedupeKey", (j->>'clientId')::uuid, case when m.to = j->>'customerPhone' then (j->>'conversationId')::uuid end, turn.id, m.purpose,
   m.from, m.to, m.body, m.encoding, m.segments, m.state, m.reason, coalesce(m."notBefore", now()),
   case when m.state = 'HELD' then (j->>'now')::timestamptz end, (j->>'now')::timestamptz
  from turn, input, rows from (jsonb_to_recordset(j->'outbox') as (id uuid, "dedupeKey" text, purpose text, "from" text, "to" text, body text,
   encoding text, segments int, state text, reason text, "notBefore" timestamptz)) with ordinality as m(id, "dedupeKey", purpose, "from", "to", body,
   encoding, segments, state, reason, "notBefore", place)
  order by m.place
  on conflict (dedupe_key) do update set body = excluded.body, encoding = excluded.encoding, segments = excluded.segments
   where o.state = 'READY' and o.attempt = 0 and excluded.state = 'READY'
  returning o.id, o.from_number, o.to_number, nullif(o.not_before, now()::timestamptz(3)) as not_before, o.state)
select (select count(*)::int from turn) as turns, (select count(*)::int from done) as done,
 (select count(*)::int from lead) as leads,
 (select coalesce(jsonb_agg(to_jsonb(queued)), '[]') from queued where state = 'READY') as queued`

interface Row {
  turns: number
  done: number
  leads: number
  queued: { id: string; from_number: string; to_number: string; not_before: string | null }[]
}

/** null: the turn was answered already, or its texts or its lead are no longer as they were read; roll back, read anew. */
export async function commitTurn(tx: Tx, turn: KeptTurn): Promise<QueuedMessage[] | null> {
  const outbox = [...new Map(turn.outbox.map((message) => [message.dedupeKey, message])).values()]
  const document = storable({ ...turn, outbox, fromSeq: turn.seqs[0], toSeq: turn.seqs.at(-1) })
  const { rows } = await tx.query<Row>({ name: 'commit-turn', text: statement, values: [document] })
  const row = rows[0]
  if (row?.turns !== 1 || row.done !== turn.seqs.length || row.leads !== (turn.lead ? 1 : 0)) return null
  return row.queued.map((message) => ({
    id: message.id,
    from: message.from_number,
    to: message.to_number,
    notBefore: message.not_before === null ? null : new Date(message.not_before),
  }))
}
