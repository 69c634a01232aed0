/** What an owner's commands read and change, each within the turn that asked for it. */
import type { Switches } from '@jobrun/domain/outbox/gate'
import type { NumberedLead } from '@jobrun/domain/owner/owner-answers'
import { isPaid } from '@jobrun/domain/pipeline/guard'
import { auditAll } from '../operator/audit.ts'
import { type SwitchColumns, switchColumns, switchesOf } from '../path/switch-columns.ts'
import type { Tx } from '../pool.ts'

export interface OwnedClient {
  id: string
  businessName: string
  ownNumber: string | null
  bookingUrl: string | null
  timezone: string
  paid: boolean
  switches: Switches
}

interface Row extends SwitchColumns {
  id: string
  business_name: string
  twilio_number: string | null
  booking_url: string | null
  timezone: string
  payment_active: boolean
  grace_until: Date | null
}

export async function lockOwnedClient(tx: Tx, clientId: string, now: Date): Promise<OwnedClient | null> {
  const text = `
select c.id, c.business_name, c.twilio_number, c.booking_url, c.timezone, c.payment_active, c.grace_until, ${switchColumns}
from clients c left join client_settings s on s.client_id = c.id left join fleet_switches f on f.id = 1 where c.id = $1
for no key update of c`
  const { rows } = await tx.query<Row>({ name: 'lock-owned-client', text, values: [clientId] })
  const [row] = rows
  if (!row) return null
  return {
    id: row.id,
    businessName: row.business_name,
    ownNumber: row.twilio_number,
    bookingUrl: row.booking_url,
    timezone: row.timezone,
    paid: isPaid({ paymentActive: row.payment_active, graceUntil: row.grace_until }, now),
    switches: switchesOf(row, now),
  }
}

const byText = { actor: 'owner', reason: 'by text' } as const

const theirHours = `
select id, says from client_facts where client_id = $1 and kind = 'hours' and about = '' order by created_at, id limit 1`

/** null: customers are told none. */
export async function readHours(tx: Tx, clientId: string): Promise<{ id: string; says: string } | null> {
  const values = [clientId]
  return (
    (await tx.query<{ id: string; says: string }>({ name: 'read-hours', text: theirHours, values })).rows[0] ?? null
  )
}

const keepHours = `
with changed as (update client_facts set says = $3, updated_at = $4 where id = $2 returning id),
 made as (
 insert into client_facts (client_id, kind, says, created_at, updated_at) select $1, 'hours', $3, $4, $4
 where $2::uuid is null returning id)
select id from changed union all select id from made`

/** One row of the client's facts: what customers are told who ask. */
export async function setHours(tx: Tx, client: OwnedClient, says: string, now: Date): Promise<void> {
  const was = await readHours(tx, client.id)
  if (was?.says === says) return
  const values = [client.id, was?.id ?? null, says, now]
  const { rows } = await tx.query<{ id: string }>({ name: 'keep-hours', text: keepHours, values })
  const subject = { subjectType: 'fact', subjectId: rows[0]?.id ?? '', clientId: client.id }
  const change = { before: was && { says: was.says }, after: { kind: 'hours', says } }
  await auditAll(tx, { ...byText, now }, [{ action: was ? 'fact.change' : 'fact.add', ...subject, ...change }])
}

export async function setBookingUrl(tx: Tx, client: OwnedClient, url: string, now: Date): Promise<void> {
  const text = 'update clients set booking_url = $2, updated_at = $3 where id = $1'
  await tx.query({ name: 'set-booking-url', text, values: [client.id, url, now] })
  const subject = { subjectType: 'client', subjectId: client.id, clientId: client.id }
  const change = { before: { bookingUrl: client.bookingUrl }, after: { bookingUrl: url } }
  await auditAll(tx, { ...byText, now }, [{ action: 'client.change', ...subject, ...change }])
}

/** Nothing leaves for customers while it is on; null: without an end. */
export async function setPause(
  tx: Tx,
  client: OwnedClient,
  to: { on: boolean; until: Date | null },
  now: Date,
): Promise<void> {
  const text = `
with was as (select id, outbound_paused and (outbound_paused_until is null or outbound_paused_until > $4) as paused from clients where id = $1),
 turned as (update clients set outbound_paused = $2, outbound_paused_until = $3, updated_at = $4 where id = $1)
insert into switch_log (client_id, switch, from_value, to_value, reason, actor, expires_at, created_at)
select id, 'outboundPaused', paused, $2, 'by text', 'owner', $3, $4 from was where paused or $2`
  await tx.query({ name: 'set-pause', text, values: [client.id, to.on, to.until, now] })
}

/** Open leads get a number the first time they are listed, and keep it. */
const number = `
with highest as (select coalesce(max(owner_number), 0) as n from leads where client_id = $1),
 fresh as (select id, row_number() over (order by opened_at, id) as place from leads where client_id = $1 and state <> 'CLOSED' and owner_number is null)
update leads l set owner_number = highest.n + fresh.place from fresh, highest where l.id = fresh.id`

const list = `
select l.id, l.conversation_id as "conversationId", l.owner_number as number, c.phone, coalesce(l.name, c.name) as name, l.job_type as "jobType",
 l.location, l.state = 'URGENT' as urgent, l.state, exists (
  select 1 from opt_outs o where o.phone = c.phone and o.client_id = l.client_id and o.opted_out) as "optedOut"
from leads l join customers c on c.id = l.customer_id where l.client_id = $1 and l.state <> 'CLOSED'
order by l.state = 'URGENT' desc, l.last_text_at desc`

export interface OpenLead extends NumberedLead {
  id: string
  conversationId: string
  state: string
  optedOut: boolean
}

/** Those open now, urgent ones first. The client's lock has to be held. */
export async function listOpenLeads(tx: Tx, clientId: string): Promise<OpenLead[]> {
  await tx.query({ name: 'number-leads', text: number, values: [clientId] })
  return (await tx.query<OpenLead>({ name: 'list-open-leads', text: list, values: [clientId] })).rows
}

export async function closeLead(tx: Tx, clientId: string, lead: OpenLead, now: Date): Promise<void> {
  const text = `
with closed as (
 update leads set state = 'CLOSED', closed_at = $3 where id = $2 and client_id = $1 and state <> 'CLOSED' returning id)
insert into lead_history (lead_id, client_id, from_state, to_state, reason, created_at) select id, $1, $4, 'CLOSED', 'the owner, by text', $3 from closed`
  await tx.query({ name: 'close-lead', text, values: [clientId, lead.id, now, lead.state] })
}
