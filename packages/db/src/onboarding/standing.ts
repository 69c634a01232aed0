/**
 * Where an owner stands, read and kept under the lock of the client's row, so that texts, payments, calls and operators
 * follow one another. An event that is written down already is not taken again.
 */
import type { Advanced, Collected, Field, PhoneType, Standing } from '@jobrun/domain/onboarding/standing'
import type { OnboardingState } from '@jobrun/domain/onboarding/states'
import { missing } from '@jobrun/domain/onboarding/walk'
import { isPaid } from '@jobrun/domain/pipeline/guard'
import type { Region } from '@jobrun/domain/region'
import { storable } from '../path/storable.ts'
import type { Tx } from '../pool.ts'

export interface LockedStanding {
  standing: Standing
  paymentToken: string
}

interface Memory {
  rejections?: number
  handedOver?: boolean
  ahead?: Field[]
  lastAnswer?: { words: string; at: string } | null
  pendingCall?: { callSid: string; ending: string | null } | null
  waitsForNumber?: boolean
  nudges?: number
}

interface Row {
  phone_number: string
  business_type: string | null
  service_location: string | null
  region: Region
  timezone: string
  business_name: string
  owner_name: string | null
  notification_preference: string | null
  phone_type: PhoneType | null
  twilio_number: string | null
  forwarding_enabled: boolean
  payment_active: boolean
  grace_until: Date | null
  current_state: OnboardingState
  state_entered_at: Date
  completed_at: Date | null
  nudge_at: Date | null
  memory: Memory
  payment_token: string
}

/** It conflicts with other changes of the client, and not with texts, whose rows only refer to it. */
const lock = 'select 1 from clients where id = $1 for no key update'

/** Clients that were made by hand may have no state yet. */
const ensure = `
insert into onboarding_states (client_id, current_state, completed_at, state_entered_at)
select id, case when onboarding_complete then 'COMPLETE' else 'S1_BUSINESS_TYPE_LOCATION' end, case when onboarding_complete then $2::timestamptz end, $2
from clients where id = $1 on conflict (client_id) do nothing`

const read = `
select c.phone_number, c.business_type, c.service_location, c.region, c.timezone, c.business_name, c.owner_name, c.notification_preference,
 c.phone_type, c.twilio_number, c.forwarding_enabled, c.payment_active, c.grace_until, s.current_state, s.state_entered_at, s.completed_at,
 s.nudge_at, s.memory, s.payment_token
from clients c join onboarding_states s on s.client_id = c.id where c.id = $1`

/** null: there is no such client. */
export async function lockStanding(tx: Tx, clientId: string, now: Date): Promise<LockedStanding | null> {
  const { rowCount } = await tx.query({ name: 'lock-client', text: lock, values: [clientId] })
  if (rowCount === 0) return null
  await tx.query({ name: 'ensure-onboarding', text: ensure, values: [clientId, now] })
  return readStanding(tx, clientId, now)
}

/** As it is now, without a lock: to show, or to ask an AI about. */
export async function readStanding(db: Pick<Tx, 'query'>, clientId: string, now: Date): Promise<LockedStanding | null> {
  const { rows } = await db.query<Row>({ name: 'read-standing', text: read, values: [clientId] })
  const [row] = rows
  return row ? { standing: standingOf(row, now), paymentToken: row.payment_token } : null
}

function standingOf(row: Row, now: Date): Standing {
  const { memory } = row
  return {
    state: row.current_state,
    enteredAt: row.state_entered_at,
    collected: collectedOf(row),
    ownerPhone: row.phone_number,
    paid: isPaid({ paymentActive: row.payment_active, graceUntil: row.grace_until }, now),
    ownNumber: row.twilio_number,
    proven: row.forwarding_enabled,
    rejections: memory.rejections ?? 0,
    handedOver: memory.handedOver ?? false,
    ahead: memory.ahead ?? [],
    lastAnswer: memory.lastAnswer ? { words: memory.lastAnswer.words, at: new Date(memory.lastAnswer.at) } : null,
    pendingCall: memory.pendingCall ?? null,
    waitsForNumber: memory.waitsForNumber ?? false,
    nudges: memory.nudges ?? 0,
    nudgeAt: row.nudge_at,
    completedAt: row.completed_at,
  }
}

/** Country and time zone are the database's guesses until a place was named. */
function collectedOf(row: Row): Collected {
  const placed = row.service_location !== null
  return {
    businessType: row.business_type,
    serviceLocation: row.service_location,
    region: placed ? row.region : null,
    timezone: placed ? row.timezone : null,
    businessName: row.business_name === '' ? null : row.business_name,
    ownerName: row.owner_name,
    notificationPreference: row.notification_preference,
    phoneType: row.phone_type,
  }
}

const keepEvent = `
insert into onboarding_events (client_id, event_key, kind, from_state, to_state, moves, outcome, created_at)
values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8) on conflict (client_id, event_key) do nothing`

const keepState = `
update onboarding_states set current_state = $2, state_entered_at = $3, completed_at = $4, nudge_at = $5, memory = $6::jsonb,
 stuck_detected_at = case when current_state = $2 and state_entered_at = $3 then stuck_detected_at end
where client_id = $1`

const keepClient = `
update clients set business_type = coalesce($2, business_type), service_location = coalesce($3, service_location), region = coalesce($4, region),
 timezone = coalesce($5, timezone), business_name = coalesce($6, business_name), owner_name = coalesce($7, owner_name),
 notification_preference = coalesce($8, notification_preference), phone_type = coalesce($9, phone_type),
 forwarding_enabled = forwarding_enabled or $10, onboarding_complete = $11, updated_at = $12
where id = $1`

export interface KeptEvent {
  clientId: string
  key: string
  kind: string
  before: Standing
  advanced: Advanced
  now: Date
}

/** false: the event was taken before; nothing is changed. Payment and number are others' to write. */
export async function keepStanding(
  tx: Tx,
  { clientId, key, kind, before, advanced, now }: KeptEvent,
): Promise<boolean> {
  const { standing, moves, outcome } = advanced
  const event = [clientId, key, kind, before.state, standing.state, storable(moves), outcome, now]
  const { rowCount } = await tx.query({ name: 'keep-onboarding-event', text: keepEvent, values: event })
  if (rowCount === 0) return false
  const { rejections, handedOver, ahead, lastAnswer, pendingCall, waitsForNumber, nudges } = standing
  const memory = storable({ rejections, handedOver, ahead, lastAnswer, pendingCall, waitsForNumber, nudges })
  const state = [clientId, standing.state, standing.enteredAt, standing.completedAt, standing.nudgeAt, memory]
  await tx.query({ name: 'keep-onboarding-state', text: keepState, values: state })
  await keepCollected(tx, { clientId, before, standing, now })
  return true
}

async function keepCollected(
  tx: Tx,
  { clientId, before, standing, now }: { clientId: string; before: Standing; standing: Standing; now: Date },
): Promise<void> {
  const { collected, proven } = standing
  const same = JSON.stringify([before.collected, before.proven]) === JSON.stringify([collected, proven])
  if (same && (before.state === 'COMPLETE') === (standing.state === 'COMPLETE')) return
  const values = [
    clientId,
    collected.businessType,
    collected.serviceLocation,
    collected.region,
    collected.timezone,
    collected.businessName,
    collected.ownerName,
    collected.notificationPreference,
    collected.phoneType,
    proven,
    missing(standing).length === 0 && standing.state === 'COMPLETE',
    now,
  ]
  await tx.query({ name: 'keep-collected', text: keepClient, values })
}
