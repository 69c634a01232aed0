/**
 * The way in: texts, each stored once, in the order of its conversation, with its opt-out words already in force.
 * One statement for as many as come together; the conversation's row lock is the order. A text that is there already
 * changes nothing.
 */
import type { OptWord } from '@jobrun/domain/rules/opt-out-words'
import type { Tx } from '../pool.ts'
import { storable } from './storable.ts'

export interface ArrivedText {
  id: string
  messageSid: string
  to: string
  from: string
  body: string
  media: readonly { url: string; contentType: string }[]
  optOutType: string | null
  /** What the words alone ask for: no more texts, texts again, or `yes` (counts only for somebody opted out). */
  optWord: OptWord | null
  at: Date
  /** Of the span that stores it; null: nobody traces. */
  traceContext: string | null
}

export type Ingested =
  | { kept: true; conversationId: string; seq: number; oldestUnfinished: Date | null; answerable: boolean }
  /** It was here before. Where it came at this very moment by another way, `undo`: roll back. */
  | { kept: false; undo: boolean }

/** Rows are locked in the order of the texts, which is the caller's. */
const statement = `
with input as materialized (
  select * from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, "messageSid" text, "to" text, "from" text, body text, media jsonb,
   "optOutType" text, "optWord" text, at timestamptz, "traceContext" text))
   with ordinality as t(id, sid, ours, phone, body, media, opt_out_type, opt_word, at, trace_context, n)),
 convo as (
  insert into conversations as c (our_number, phone, client_id, next_seq, last_text_at)
  select i.ours, i.phone, cl.id, 2, i.at from input i left join clients cl on cl.twilio_number = i.ours
  where (select k.id from inbound_messages k where k.message_sid = i.sid limit 1) is null order by i.n
  on conflict (our_number, phone, client_id) do update set next_seq = c.next_seq + 1, last_text_at = excluded.last_text_at
  returning c.id, c.our_number, c.phone, c.client_id, c.next_seq - 1 as seq),
 arrived as (
  select i.*, c.id as conversation_id, c.client_id, c.seq, c.client_id is not null or exists (
    select 1 from twilio_number_pool p where p.phone_e164 = i.ours and p.role = 'ONBOARDING') as answerable
  from convo c join input i on i.ours = c.our_number and i.phone = c.phone),
 kept as (
  insert into inbound_messages (id, message_sid, conversation_id, client_id, seq, body, media, opt_out_type, state, received_at, trace_context)
  select id, sid, conversation_id, client_id, seq, body, media, opt_out_type, case when answerable then 'RECEIVED' else 'DONE' end, at, trace_context
  from arrived order by n on conflict (message_sid) do nothing returning message_sid),
 stored as (select a.* from arrived a join kept on kept.message_sid = a.sid),
 out as (
  insert into opt_outs as o (client_id, phone, opted_out, source, wording, changed_at)
  select client_id, phone, true, 'text', body, at from stored where answerable and opt_word = 'out' order by n
  on conflict (phone, client_id) do update
   set opted_out = true, source = 'text', wording = excluded.wording, changed_at = excluded.changed_at where not o.opted_out
  returning o.client_id, o.phone, o.opted_out),
 back as (
  update opt_outs o set opted_out = false, source = 'text', wording = s.body, changed_at = s.at from stored s
  where s.opt_word in ('in', 'yes') and o.phone = s.phone and o.client_id is not distinct from s.client_id and o.opted_out
  returning o.client_id, o.phone, o.opted_out),
 reached as (delete from unreachable_numbers u using stored s where u.phone = s.phone),
 remembered as (
  insert into opt_out_history (client_id, phone, opted_out, source, wording, created_at)
  select c.client_id, c.phone, c.opted_out, 'text', s.body, s.at from (select * from out union all select * from back) c
  join stored s on s.phone = c.phone and s.client_id is not distinct from c.client_id)
select a.conversation_id as "conversationId", a.seq, a.answerable, k.message_sid is not null as kept,
 (select m.received_at from inbound_messages m where m.conversation_id = a.conversation_id and m.state = 'RECEIVED' order by m.seq limit 1) as oldest
from input i left join arrived a on a.n = i.n left join kept k on k.message_sid = i.sid order by i.n`

interface Row {
  /** null: the text was here before. */
  conversationId: string | null
  seq: number
  answerable: boolean
  kept: boolean
  oldest: Date | null
}

/** In the order of the texts, no two of which may be of one conversation. */
export async function ingestTexts(tx: Tx, texts: readonly ArrivedText[]): Promise<Ingested[]> {
  const { rows } = await tx.query<Row>({ name: 'ingest-texts', text: statement, values: [storable(texts)] })
  return rows.map(({ conversationId, seq, answerable, kept, oldest }) =>
    conversationId && kept
      ? { kept: true, conversationId, seq, oldestUnfinished: oldest, answerable }
      : { kept: false, undo: conversationId !== null },
  )
}
