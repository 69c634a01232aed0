/** Everything that turns have to know of their conversations, in one read for as many as are asked for. */

import { CHATTY_WINDOW_MS, REPEATED_WINDOW_MS } from '@jobrun/domain/inbound/chatty'
import type { NumberRole } from '@jobrun/domain/inbound/route'
import { isOn, type Switches } from '@jobrun/domain/outbox/gate'
import type { Attempt, ThreadLine } from '@jobrun/domain/pipeline/brain'
import type { OpenLead, TurnText } from '@jobrun/domain/pipeline/turn'
import type { Db } from '../pool.ts'
import { type ClientContext, type ClientRow, clientOf, type LeadRow, leadOf, type SwitchRow } from './turn-rows.ts'

export interface UnansweredText extends TurnText {
  receivedAt: Date
  optOutType: string | null
  traceContext: string | null
}

export interface StoredAnswer {
  toSeq: number
  question: string
  answer: Attempt<unknown>
}

export interface TurnContext {
  /** Whose turn it is to answer, an operator's or ours, changed so often. */
  epoch: number
  conversationId: string
  ourNumber: string
  phone: string
  role: NumberRole | null
  quietUntil: Date | null
  client: ClientContext | null
  switches: Switches
  optedOut: boolean
  customerName: string | null
  lead: OpenLead | null
  /** Oldest first, at most MOST_TEXTS; the rest are the next turn's. */
  unanswered: UnansweredText[]
  thread: ThreadLine[]
  lastRule: string | null
  lastTurnAt: Date | null
  counts: { textsInWindow: number; sameInWindow: number }
  storedAnswers: StoredAnswer[]
  /** What turns have cost on this UTC day, in millionths of a dollar. */
  aiSpent: { clientMicroUsd: number; fleetMicroUsd: number }
}

/** More waiting texts than this are answered as further turns. */
export const MOST_TEXTS = 40
const MOST_THREAD_LINES = 10
/** Enough to tell a chatty sender by; reading never grows with history. */
const MOST_COUNTED = 60

const statement = `
select c.id, c.our_number, c.phone, c.epoch, c.quiet_until,
 (select role from twilio_number_pool where phone_e164 = c.our_number) as role,
 (select jsonb_build_object('client', to_jsonb(cl), 'settings', to_jsonb(s), 'ownerOptedOut', exists (
    select 1 from opt_outs o where o.phone = cl.phone_number and o.client_id is null and o.opted_out),
   'ownerUnreachable', exists (select 1 from unreachable_numbers u where u.phone = cl.phone_number))
  from clients cl left join client_settings s on s.client_id = cl.id where cl.id = c.client_id) as client,
 (select to_jsonb(f) from fleet_switches f) as fleet,
 exists (select 1 from opt_outs o where o.phone = c.phone and o.client_id is not distinct from c.client_id and o.opted_out) as opted_out,
 (select jsonb_build_object('name', cu.name, 'lead', (
    select to_jsonb(l) from leads l where l.client_id = cu.client_id and l.customer_id = cu.id and l.state <> 'CLOSED'))
  from customers cu where cu.client_id = c.client_id and cu.phone = c.phone) as customer,
 (select coalesce(jsonb_agg(to_jsonb(w) order by w.seq), '[]') from (
   select m.seq, m.body, m.media, m.opt_out_type, m.received_at, m.trace_context from inbound_messages m
   where m.conversation_id = c.id and m.state = 'RECEIVED' order by m.seq limit ${MOST_TEXTS}) w) as waiting,
 (select coalesce(jsonb_agg(jsonb_build_object('from', t.who, 'body', t.body) order by t.at, t.tie), '[]') from (
   (select 'customer' as who, m.body, m.received_at as at, m.seq::bigint as tie from inbound_messages m
     where m.conversation_id = c.id and m.state = 'DONE' order by m.seq desc limit ${MOST_THREAD_LINES})
   union all
   (select 'business', o.body, o.created_at, o.seq from outbox o
     where o.conversation_id = c.id and o.purpose in ('reply', 'holding', 'text-back', 'safety-line') and o.state in ('SENT', 'SENDING', 'READY')
     order by o.seq desc limit ${MOST_THREAD_LINES})
   order by at desc, tie desc limit ${MOST_THREAD_LINES}) t) as thread,
 (select jsonb_build_object('rule', t.rule, 'at', t.created_at) from turns t
  where t.conversation_id = c.id order by t.from_seq desc limit 1) as last_turn,
 counted.texts_in_window, counted.same_in_window,
 (select coalesce(jsonb_agg(jsonb_build_object('toSeq', b.to_seq, 'question', b.question, 'answer', b.answer)), '[]')
  from brain_answers b where b.conversation_id = c.id and b.from_seq = (
   select m.seq from inbound_messages m where m.conversation_id = c.id and m.state = 'RECEIVED' order by m.seq limit 1)) as stored,
 (select coalesce(sum(u.cost_micro_usd), 0)::float8 from ai_usage u where u.client_id = c.client_id
   and u.day = (asked.now at time zone 'UTC')::date and u.purpose = 'turn') as client_spent,
 (select coalesce(sum(f.cost_micro_usd), 0)::float8 from ai_fleet_spend f
  where f.day = (asked.now at time zone 'UTC')::date and f.purpose = 'turn') as fleet_spent
from unnest($1::uuid[], $2::timestamptz[]) as asked(id, now)
cross join lateral (select * from conversations where id = asked.id limit 1) c
cross join lateral (
 select array(select lower(btrim(w.body)) from inbound_messages w
  where w.conversation_id = c.id and w.state = 'RECEIVED' order by w.seq limit ${MOST_TEXTS}) as words) waiting
cross join lateral (
 select coalesce(sum(said.lately), 0)::int as texts_in_window,
  coalesce(max(said.repeated) filter (where said.words = any (waiting.words)), 0)::int as same_in_window
 from (
  select lower(btrim(m.body)) as words, count(*) filter (where m.received_at > asked.now - interval '${CHATTY_WINDOW_MS} milliseconds') as lately,
   count(*) filter (where m.received_at > asked.now - interval '${REPEATED_WINDOW_MS} milliseconds') as repeated
  from (select body, received_at from inbound_messages where conversation_id = c.id order by seq desc limit ${MOST_COUNTED}) m
  group by 1) said) counted`

interface Row {
  id: string
  our_number: string
  phone: string
  epoch: number
  quiet_until: Date | null
  role: NumberRole | null
  client: ClientRow | null
  fleet: SwitchRow | null
  opted_out: boolean
  customer: { name: string | null; lead: LeadRow | null } | null
  waiting: {
    seq: number
    body: string
    media: TurnText['media']
    opt_out_type: string | null
    received_at: string
    trace_context: string | null
  }[]
  thread: ThreadLine[]
  last_turn: { rule: string | null; at: string } | null
  texts_in_window: number
  same_in_window: number
  stored: StoredAnswer[]
  client_spent: number
  fleet_spent: number
}

export interface AskedContext {
  conversationId: string
  now: Date
}

/** In the order asked, no conversation twice; null where there is no such conversation. */
export async function readTurnContexts(db: Db, asked: readonly AskedContext[]): Promise<(TurnContext | null)[]> {
  const values = [asked.map(({ conversationId }) => conversationId), asked.map(({ now }) => now)]
  const { rows } = await db.query<Row>({ name: 'read-turn-contexts', text: statement, values })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return asked.map(({ conversationId, now }) => {
    const row = byId.get(conversationId)
    return row ? contextOf(row, now) : null
  })
}

function contextOf(row: Row, now: Date): TurnContext {
  return {
    conversationId: row.id,
    ourNumber: row.our_number,
    phone: row.phone,
    epoch: row.epoch,
    role: row.role,
    quietUntil: row.quiet_until,
    client: row.client ? clientOf(row.client) : null,
    switches: switchesNow(row, now),
    optedOut: row.opted_out,
    customerName: row.customer?.name ?? null,
    lead: row.customer?.lead ? leadOf(row.customer.lead) : null,
    unanswered: row.waiting.map((text) => ({
      seq: text.seq,
      body: text.body,
      media: text.media,
      optOutType: text.opt_out_type,
      receivedAt: new Date(text.received_at),
      traceContext: text.trace_context,
    })),
    thread: row.thread,
    lastRule: row.last_turn?.rule ?? null,
    lastTurnAt: row.last_turn ? new Date(row.last_turn.at) : null,
    counts: { textsInWindow: row.texts_in_window, sameInWindow: row.same_in_window },
    storedAnswers: row.stored,
    aiSpent: { clientMicroUsd: row.client_spent, fleetMicroUsd: row.fleet_spent },
  }
}

function switchesNow(row: Pick<Row, 'client' | 'fleet'>, now: Date): Switches {
  const holders = [row.client?.client, row.client?.settings, row.fleet]
  const on = (name: 'outbound_paused' | 'ai_disabled' | 'notifications_paused') =>
    holders.some((holder) => {
      const until = holder?.[`${name}_until`]
      return isOn({ on: holder?.[name] ?? false, until: until ? new Date(until) : null }, now)
    })
  return {
    outboundPaused: on('outbound_paused'),
    aiDisabled: on('ai_disabled'),
    notificationsPaused: on('notifications_paused'),
  }
}
