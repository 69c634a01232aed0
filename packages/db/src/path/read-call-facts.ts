/** What has to be known of a caller and the number they rang, read behind the lock of their conversation. */
import { type CallFacts, TALKED_LATELY_MS, TEXT_BACK_EVERY_MS } from '@jobrun/domain/calls/plan-call'
import type { NumberRole } from '@jobrun/domain/inbound/route'
import type { Switches } from '@jobrun/domain/outbox/gate'
import type { ClientTemplates } from '@jobrun/domain/pipeline/client-templates'
import { isPaid, missingOf } from '@jobrun/domain/pipeline/guard'
import type { Tx } from '../pool.ts'
import { type SwitchColumns, switchColumns, switchesOf } from './switch-columns.ts'

const conversation = `
with line as (select id from clients where twilio_number = $1)
insert into conversations as c (our_number, phone, client_id, last_text_at) select $1, $2, (select id from line), $3
where exists (select 1 from line) or exists (select 1 from twilio_number_pool where phone_e164 = $1 and role = 'ONBOARDING')
on conflict (our_number, phone, client_id) do update set last_text_at = greatest(c.last_text_at, excluded.last_text_at) returning id`

/** Locks it until the transaction ends: of two calls of one person at a time, the second sees what came of the first. */
export async function lockConversation(
  tx: Tx,
  of: { ourNumber: string; caller: string; at: Date },
): Promise<string | null> {
  const values = [of.ourNumber, of.caller, of.at]
  const { rows } = await tx.query<{ id: string }>({ name: 'lock-conversation', text: conversation, values })
  return rows[0]?.id ?? null
}

/** What has left or may leave yet. */
const alive = `('READY', 'SENDING', 'SENT', 'HELD')`

const statement = `
select c.id, c.business_name, c.phone_number, c.twilio_number, c.timezone, c.region, c.forwarding_enabled, c.notification_preference,
 c.payment_active, c.grace_until, c.templates, ${switchColumns},
 (select role from twilio_number_pool where phone_e164 = $1) as role,
 exists (select 1 from clients o where o.phone_number = $2) as is_owner,
 (select line_type from phone_lines l where l.phone = $2) as line_type,
 exists (select 1 from ignored_numbers i where i.client_id = c.id and i.phone = $2) as ignored,
 exists (select 1 from opt_outs x where x.phone = $2 and x.client_id is not distinct from c.id and x.opted_out) as opted_out,
 exists (select 1 from opt_outs x where x.phone = c.phone_number and x.client_id is null and x.opted_out) as owner_opted_out,
 exists (select 1 from unreachable_numbers u where u.phone = $2) as unreachable,
 exists (select 1 from unreachable_numbers u where u.phone = c.phone_number) as owner_unreachable,
 exists (select 1 from outbox o where o.conversation_id = $3 and o.purpose = 'text-back' and o.state in ${alive}
  and o.created_at > $4::timestamptz - interval '${TEXT_BACK_EVERY_MS} milliseconds') as texted_lately,
 exists (select 1 from inbound_messages m where m.conversation_id = $3 and m.received_at > $4::timestamptz - interval '${TALKED_LATELY_MS} milliseconds')
 or exists (select 1 from outbox o where o.conversation_id = $3 and o.purpose <> 'text-back' and o.state in ${alive}
  and o.created_at > $4::timestamptz - interval '${TALKED_LATELY_MS} milliseconds') as talked_lately
from (values (1)) as one(n) left join clients c on c.twilio_number = $1 left join client_settings s on s.client_id = c.id
left join fleet_switches f on f.id = one.n`

interface Row extends SwitchColumns {
  id: string | null
  business_name: string
  phone_number: string
  twilio_number: string
  timezone: string
  region: string
  forwarding_enabled: boolean
  notification_preference: string | null
  payment_active: boolean
  grace_until: Date | null
  templates: ClientTemplates
  role: NumberRole | null
  is_owner: boolean
  line_type: string | null
  ignored: boolean
  opted_out: boolean
  owner_opted_out: boolean
  unreachable: boolean
  owner_unreachable: boolean
  texted_lately: boolean
  talked_lately: boolean
}

export interface ReadCallFacts {
  facts: Omit<CallFacts, 'testCall'>
  region: string | null
  switches: Switches
  ownerOptedOut: boolean
  ownerUnreachable: boolean
}

export async function readCallFacts(
  tx: Tx,
  of: { ourNumber: string; caller: string | null; conversationId: string | null; now: Date },
): Promise<ReadCallFacts> {
  const values = [of.ourNumber, of.caller, of.conversationId, of.now]
  const { rows } = await tx.query<Row>({ name: 'read-call-facts', text: statement, values })
  const [row] = rows
  if (!row) throw new Error('one row was asked for')
  return {
    facts: factsOf(row, of.now),
    region: row.region,
    switches: switchesOf(row, of.now),
    ownerOptedOut: row.owner_opted_out,
    ownerUnreachable: row.owner_unreachable,
  }
}

function factsOf(row: Row, now: Date): ReadCallFacts['facts'] {
  return {
    role: row.role,
    client: row.id === null ? null : { ...clientOf(row, now), id: row.id },
    isOwner: row.is_owner,
    lineType: row.line_type,
    ignored: row.ignored,
    optedOut: row.opted_out,
    unreachable: row.unreachable,
    textedLately: row.texted_lately,
    talkedLately: row.talked_lately,
  }
}

function clientOf(row: Row, now: Date) {
  const onboarded = {
    businessName: row.business_name,
    phoneNumber: row.phone_number,
    twilioNumber: row.twilio_number,
    forwardingEnabled: row.forwarding_enabled,
    notificationPreference: row.notification_preference,
  }
  return {
    businessName: row.business_name,
    ownerPhone: row.phone_number,
    timezone: row.timezone,
    templates: row.templates,
    missing: missingOf(onboarded),
    paid: isPaid({ paymentActive: row.payment_active, graceUntil: row.grace_until }, now),
  }
}
