/**
 * The way turns are kept: their texts done, their leads, traces and the messages they intend, in one statement under the
 * conversations' row locks. Counts tell whether each was still ours to keep; if not, the caller rolls back and reads anew.
 */

import type { Outcome } from '@jobrun/domain/inbound/plan-turn'
import type { QueuedDraft } from '@jobrun/domain/outbox/queue-drafts'
import type { LeadChange } from '@jobrun/domain/pipeline/turn'
import type { Tx } from '../pool.ts'
import { MOST_TEXTS } from './read-turn-context.ts'
import { storable } from './storable.ts'

export interface OutboxRow extends QueuedDraft {
  id: string
}

export interface KeptTurn {
  turnId: string
  conversationId: string
  /** The conversation's, as it was read before this was composed. */
  epoch: number
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
  /** Of the span that answers it; its messages go on with it. */
  traceContext: string | null
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
with input as materialized (
  select * from rows from (jsonb_to_recordset($1::jsonb) as ("turnId" uuid, "conversationId" uuid, epoch int, "clientId" uuid, "customerPhone" text, seqs int[],
   outcome text, action text, rule text, trace jsonb, usage jsonb, lead jsonb, "quietUntil" timestamptz, outbox jsonb, "traceContext" text, now timestamptz))
  with ordinality as t(turn_id, conversation_id, epoch, client_id, customer_phone, seqs, outcome, action, rule, trace, usage, lead, quiet_until, outbox, trace_context,
   now, n)),
 convo as materialized (
  select c.id from input i cross join lateral (select id from conversations where id = i.conversation_id limit 1 for no key update) c),
 quiet as (
  update conversations c set quiet_until = (select i.quiet_until from input i where i.conversation_id = c.id)
  where c.id = any (array(select convo.id from convo join input i on i.conversation_id = convo.id where i.quiet_until is not null))),
 turn as (
  insert into turns (id, conversation_id, client_id, from_seq, to_seq, outcome, action, rule, trace, input_tokens, cached_tokens, output_tokens, cost_micro_usd, created_at)
  select i.turn_id, convo.id, i.client_id, i.seqs[1], i.seqs[cardinality(i.seqs)], i.outcome, i.action, i.rule, i.trace, (i.usage->>'inputTokens')::int,
   (i.usage->>'cachedTokens')::int, (i.usage->>'outputTokens')::int, (i.usage->>'costMicroUsd')::int, i.now
  from convo join input i on i.conversation_id = convo.id order by i.n on conflict (conversation_id, from_seq) do nothing returning id),
 kept as materialized (select i.* from input i join turn on turn.id = i.turn_id),
 done as (
  update inbound_messages m set state = 'DONE', done_at = (select k.now from kept k where k.conversation_id = m.conversation_id)
  where m.state = 'RECEIVED' and m.id = any (array(
   select w.id from kept k cross join lateral (
    select id from inbound_messages where conversation_id = k.conversation_id and seq = any (k.seqs) limit ${MOST_TEXTS}) w))
  returning m.conversation_id),
 customer as (
  insert into customers as cu (client_id, phone, name, first_seen_at)
  select client_id, customer_phone, lead->'change'->'facts'->>'name', now from kept where lead is not null order by n
  on conflict (client_id, phone) do update set name = coalesce(excluded.name, cu.name) returning id, client_id, phone),
 lead as (
  insert into leads as l (id, client_id, customer_id, conversation_id, state, job_type, urgency, location, requested_time, name, extra_details,
   asked, clarifications, handed_over, link_sent_at, alerted_at, last_text_at, opened_at, closed_at)
  select (k.lead->>'id')::uuid, cu.client_id, cu.id, k.conversation_id, ch.state, f."jobType", f.urgency, f.location, f."requestedTime", f.name,
   f."extraDetails", ch.asked, ch.clarifications, ch."handedOver", case when ch."linkSent" then k.now end, ch."alertedAt", k.now, k.now,
   case when ch.state = 'CLOSED' then k.now end
  from kept k join customer cu on cu.client_id = k.client_id and cu.phone = k.customer_phone,
   lateral jsonb_to_record(k.lead->'change') as ch(state text, facts jsonb, asked text[], clarifications int, "handedOver" boolean, "linkSent" boolean,
    "alertedAt" timestamptz),
   lateral jsonb_to_record(ch.facts) as f("jobType" text, urgency text, location text, "requestedTime" text, name text, "extraDetails" text)
  order by k.n
  on conflict (id) do update set state = excluded.state, job_type = excluded.job_type, urgency = excluded.urgency, location = excluded.location,
   requested_time = excluded.requested_time, name = excluded.name, extra_details = excluded.extra_details, asked = excluded.asked,
   clarifications = excluded.clarifications, handed_over = excluded.handed_over, link_sent_at = coalesce(excluded.link_sent_at, l.link_sent_at),
   alerted_at = excluded.alerted_at, last_text_at = excluded.last_text_at, closed_at = excluded.closed_at
  where l.state = (select i.lead->>'from' from input i where (i.lead->>'id')::uuid = excluded.id)
  returning id, client_id),
 history as (
  insert into lead_history (lead_id, client_id, turn_id, from_state, to_state, changes, reason, created_at)
  select lead.id, lead.client_id, k.turn_id, k.lead->>'from', k.lead->'change'->>'state', k.lead->'change'->'changes', k.lead->>'reason', k.now
  from kept k join lead on lead.id = (k.lead->>'id')::uuid
  where k.lead->>'from' is distinct from k.lead->'change'->>'state' or k.lead->'change'->'changes' <> '{}'),
 queued as (
  insert into outbox as o (id, dedupe_key, client_id, conversation_id, turn_id, purpose, from_number, to_number, body, encoding, segments, state, reason,
   not_before, held_at, trace_context, created_at, epoch)
  select m.id, m."dedupeKey", k.client_id, case when m.to = k.customer_phone then k.conversation_id end, k.turn_id, m.purpose,
   m.from, m.to, m.body, m.encoding, m.segments, m.state, m.reason, coalesce(m."notBefore", now()), case when m.state = 'HELD' then k.now end, k.trace_context, k.now,
   case when m.to = k.customer_phone then k.epoch end
  from kept k, rows from (jsonb_to_recordset(k.outbox) as (id uuid, "dedupeKey" text, purpose text, "from" text, "to" text, body text,
   encoding text, segments int, state text, reason text, "notBefore" timestamptz)) with ordinality as m(id, "dedupeKey", purpose, "from", "to", body,
   encoding, segments, state, reason, "notBefore", place)
  order by k.n, m.place
  on conflict (dedupe_key) do update set body = excluded.body, encoding = excluded.encoding, segments = excluded.segments, epoch = excluded.epoch
   where o.state = 'READY' and o.attempt = 0 and excluded.state = 'READY'
  returning o.id, o.dedupe_key, o.from_number, o.to_number, nullif(o.not_before, now()::timestamptz(3)) as not_before, o.state)
select exists (select 1 from kept k where k.n = i.n) as kept,
 (select count(*)::int from done where done.conversation_id = i.conversation_id) as done,
 (select count(*)::int from lead where lead.id = (i.lead->>'id')::uuid) as leads,
 (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from queued q
  where q.state = 'READY' and q.dedupe_key in (select m->>'dedupeKey' from jsonb_array_elements(i.outbox) m)) as queued
from input i order by i.n`

interface Row {
  kept: boolean
  done: number
  leads: number
  queued: { id: string; from_number: string; to_number: string; not_before: string | null }[]
}

/**
 * In the order of the turns, no two of which may be of one conversation. null: that turn was answered already, or its
 * texts or its lead are no longer as they were read; roll back, read anew.
 */
export async function commitTurns(tx: Tx, turns: readonly KeptTurn[]): Promise<(QueuedMessage[] | null)[]> {
  const documents = turns.map((turn) => ({
    ...turn,
    outbox: [...new Map(turn.outbox.map((message) => [message.dedupeKey, message])).values()],
  }))
  const { rows } = await tx.query<Row>({ name: 'commit-turns', text: statement, values: [storable(documents)] })
  return rows.map((row, n) => {
    const turn = turns[n]
    const asRead = row.kept && row.done === turn?.seqs.length && row.leads === (turn.lead ? 1 : 0)
    return asRead ? row.queued.map(queuedMessageOf) : null
  })
}

function queuedMessageOf(message: Row['queued'][number]): QueuedMessage {
  return {
    id: message.id,
    from: message.from_number,
    to: message.to_number,
    notBefore: message.not_before === null ? null : new Date(message.not_before),
  }
}
