/** Twilio's word on a message: kept once, and its state moved forwards only. */
import { advances, type DeliveryStatus, deliveryStatuses } from '@jobrun/domain/outbox/delivery-status'
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
  /** The status that came was new, and moved the message forwards. */
  moved: boolean
  /** Another sid was known for this message: it was sent twice. */
  otherSid: string | null
}

/** Whatever we believed of the message, Twilio has it: it was sent, and must not be again. */
const statement = `
with before as (select * from outbox where id = $1 for update),
 kept as (
  insert into delivery_events (outbox_id, message_sid, status, error_code) select id, $2, $3, $4 from before
  on conflict (message_sid, status) do nothing returning 1),
 moved as (
  update outbox o set twilio_sid = coalesce(o.twilio_sid, $2), sent_at = coalesce(o.sent_at, now()), lease_until = null,
   state = 'SENT', reason = null, held_at = null,
   delivery_status = case when o.delivery_status is null or o.delivery_status = any($5) then $3 else o.delivery_status end,
   error_code = case when o.delivery_status is null or o.delivery_status = any($5) then coalesce($4, o.error_code) else o.error_code end
  where o.id = $1 and exists (select 1 from before)
   and (o.twilio_sid = $2 or o.twilio_sid is null and not exists (select 1 from outbox x where x.twilio_sid = $2)) returning o.id)
select b.id, b.client_id as "clientId", b.conversation_id as "conversationId", b.dedupe_key as "dedupeKey", b.purpose, b.from_number as "from",
 b.to_number as "to", b.body, (b.delivery_status is null or b.delivery_status = any($5)) and exists (select 1 from kept) and exists (select 1 from moved) as moved,
 case when b.twilio_sid <> $2 then b.twilio_sid end as "otherSid"
from before b`

/** null when the message is not ours. */
export async function recordDelivery(db: Db, word: DeliveryWord): Promise<Delivered | null> {
  const lower = deliveryStatuses.filter((known) => advances(known, word.status))
  const values = [word.outboxId, word.sid, word.status, word.errorCode, lower]
  return (
    (await db.query<Delivered & Record<string, unknown>>({ name: 'record-delivery', text: statement, values }))
      .rows[0] ?? null
  )
}
