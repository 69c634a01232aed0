/**
 * The way in: one text, stored once, in the order of its conversation, with its opt-out words already in force.
 * One statement; the conversation's row lock is the order. A text that is there already changes nothing.
 */
import type { OptWord } from '@jobrun/domain/rules/opt-out-words'
import type { Tx } from '../pool.ts'

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
}

export type Ingested =
  | { kept: true; conversationId: string; seq: number; oldestUnfinished: Date | null; answerable: boolean }
  /** It was here before. Where it came at this very moment by another way, `undo`: roll back. */
  | { kept: false; undo: boolean }

const statement = `
with line as (select id as client_id from clients where twilio_number = $3),
 number as (select role from twilio_number_pool where phone_e164 = $3),
 known as (select 1 from inbound_messages where message_sid = $2),
 convo as (
  insert into conversations as c (our_number, phone, client_id, next_seq, last_text_at)
  select $3, $4, (select client_id from line), 2, $9 where not exists (select 1 from known)
  on conflict (our_number, phone, client_id) do update set next_seq = c.next_seq + 1, last_text_at = excluded.last_text_at
  returning c.id, c.client_id, c.next_seq - 1 as seq,
   c.client_id is not null or coalesce((select role from number) = 'ONBOARDING', false) as answerable),
 kept as (
  insert into inbound_messages (id, message_sid, conversation_id, client_id, seq, body, media, opt_out_type, state, received_at)
  select $1, $2, id, client_id, seq, $5, $6::jsonb, $7, case when answerable then 'RECEIVED' else 'DONE' end, $9 from convo
  on conflict (message_sid) do nothing returning conversation_id, client_id, seq),
 out as (
  insert into opt_outs as o (client_id, phone, opted_out, source, wording, changed_at)
  select kept.client_id, $4, true, 'text', $5, $9 from kept join convo on convo.answerable where $8 = 'out'
  on conflict (phone, client_id) do update
   set opted_out = true, source = 'text', wording = excluded.wording, changed_at = excluded.changed_at where not o.opted_out
  returning o.client_id, o.opted_out),
 back as (
  update opt_outs o set opted_out = false, source = 'text', wording = $5, changed_at = $9 from kept
  where $8 in ('in', 'yes') and o.phone = $4 and o.client_id is not distinct from kept.client_id and o.opted_out
  returning o.client_id, o.opted_out),
 reached as (delete from unreachable_numbers u using kept where u.phone = $4),
 remembered as (
  insert into opt_out_history (client_id, phone, opted_out, source, wording, created_at)
  select client_id, $4, opted_out, 'text', $5, $9 from (select * from out union all select * from back) changed)
select kept.conversation_id, kept.seq, convo.answerable,
 (select m.received_at from inbound_messages m where m.conversation_id = kept.conversation_id and m.state = 'RECEIVED' order by m.seq limit 1) as oldest
from convo left join kept on true`

interface Row {
  conversation_id: string | null
  seq: number
  answerable: boolean
  oldest: Date | null
}

export async function ingestText(tx: Tx, text: ArrivedText): Promise<Ingested> {
  const values = [
    text.id,
    text.messageSid,
    text.to,
    text.from,
    text.body,
    JSON.stringify(text.media),
    text.optOutType,
    text.optWord,
    text.at,
  ]
  const { rows } = await tx.query<Row>({ name: 'ingest-text', text: statement, values })
  const row = rows[0]
  if (!row?.conversation_id) return { kept: false, undo: row !== undefined }
  return {
    kept: true,
    conversationId: row.conversation_id,
    seq: row.seq,
    oldestUnfinished: row.oldest,
    answerable: row.answerable,
  }
}
