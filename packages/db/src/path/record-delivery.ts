/** Twilio's word on a message: kept once, and its state moved forwards only. */
import { advances, type DeliveryStatus, deliveryStatuses, isFailed } from '@jobrun/domain/outbox/delivery-status'
import type { Purpose } from '@jobrun/domain/outbox/purpose'
import type { Db } from '../pool.ts'

export interface DeliveryWord {
  outboxId: string
  sid: string
  status: DeliveryStatus
  errorCode: number | null
}

export interface Delivered {
  id: string
  clientId: string | null
  conversationId: string | null
  dedupeKey: string
  purpose: Purpose
  from: string
  to: string
  body: string
  /** Of the span that queued it; null: nobody traces. */
  traceContext: string | null
  /** The status that came was new, and moved the message forwards. */
  moved: boolean
  /** Another sid was known for this message: it was sent twice. */
  otherSid: string | null
}

/** Whatever we believed of a message, Twilio has it: it was sent, and must not be again. */
const statement = `
with before as materialized (
  select o.*, w.sid, w.status, w.failed, w.error_code as new_code, o.delivery_status is null or o.delivery_status = any (string_to_array(w.lower, ',')) as forwards,
   (select x.id from outbox x where x.twilio_sid = w.sid limit 1) as sid_of
  from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::bool[]) as w(outbox_id, sid, status, error_code, lower, failed)
  cross join lateral (select * from outbox where id = w.outbox_id limit 1 for update) o),
 kept as (
  insert into delivery_events (outbox_id, client_id, message_sid, status, error_code) select id, client_id, sid, status, new_code from before
  on conflict (message_sid, status) do nothing returning outbox_id),
 moved as (
  update outbox o set twilio_sid = coalesce(o.twilio_sid, b.sid), sent_at = coalesce(o.sent_at, now()), lease_until = null,
   state = 'SENT', reason = null, held_at = null,
   delivery_status = case when b.forwards then b.status else o.delivery_status end,
   undelivered = case when b.forwards then b.failed else o.undelivered end,
   error_code = case when b.forwards then coalesce(b.new_code, o.error_code) else o.error_code end
  from before b
  where o.id = any (array(select id from before)) and o.id = b.id and (o.twilio_sid = b.sid or o.twilio_sid is null and b.sid_of is null)
  returning o.id)
select b.id, b.client_id as "clientId", b.conversation_id as "conversationId", b.dedupe_key as "dedupeKey", b.purpose, b.from_number as "from",
 b.to_number as "to", b.body, b.trace_context as "traceContext",
 b.forwards and exists (select 1 from kept where kept.outbox_id = b.id) and exists (select 1 from moved where moved.id = b.id) as moved,
 case when b.twilio_sid <> b.sid then b.twilio_sid end as "otherSid"
from before b`

/** For each word its message; null when it is none of ours. No message may be there twice. */
export async function recordDeliveries(db: Db, words: readonly DeliveryWord[]): Promise<(Delivered | null)[]> {
  const values = [
    words.map(({ outboxId }) => outboxId),
    words.map(({ sid }) => sid),
    words.map(({ status }) => status),
    words.map(({ errorCode }) => errorCode),
    words.map(({ status }) => deliveryStatuses.filter((known) => advances(known, status)).join()),
    words.map(({ status }) => isFailed(status)),
  ]
  const { rows } = await db.query<Delivered & Record<string, unknown>>({
    name: 'record-deliveries',
    text: statement,
    values,
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return words.map(({ outboxId }) => byId.get(outboxId.toLowerCase()) ?? null)
}
