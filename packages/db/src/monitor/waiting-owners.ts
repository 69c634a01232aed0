/** Owners who have waited in a state of onboarding for longer than is usual, found by state and the time of entering it. */
import type { Db } from '../pool.ts'

export interface WaitingOwnerRow {
  clientId: string
  businessName: string
  phone: string
  twilioNumber: string | null
  paymentActive: boolean
  state: string
  enteredAt: Date
  stuckDetectedAt: Date | null
  lastUpdated: Date
}

export interface Threshold {
  state: string
  minutes: number
}

const find = `
select c.id as "clientId", c.business_name as "businessName", c.phone_number as phone, c.twilio_number as "twilioNumber",
 c.payment_active as "paymentActive", s.current_state as state, s.state_entered_at as "enteredAt", s.stuck_detected_at as "stuckDetectedAt",
 c.updated_at as "lastUpdated"
from unnest($2::text[], $3::int[]) as t(state, minutes)
join onboarding_states s on s.current_state = t.state and s.state_entered_at <= $1::timestamptz - t.minutes * interval '1 minute'
join clients c on c.id = s.client_id`

export async function findWaitingOwners(
  db: Db,
  thresholds: readonly Threshold[],
  now: Date,
): Promise<WaitingOwnerRow[]> {
  const values = [now, thresholds.map(({ state }) => state), thresholds.map(({ minutes }) => minutes)]
  return (await db.query<WaitingOwnerRow>({ name: 'waiting-owners', text: find, values })).rows
}

const mark = `
update onboarding_states s set stuck_detected_at = $1 from unnest($2::text[], $3::int[]) as t(state, minutes)
where s.current_state = t.state and s.state_entered_at <= $1::timestamptz - t.minutes * interval '1 minute' and s.stuck_detected_at is null`

/** Writes down when each was first seen stuck, once; how long they have waited stays as it is. */
export async function markStuck(db: Db, thresholds: readonly Threshold[], now: Date): Promise<void> {
  const values = [now, thresholds.map(({ state }) => state), thresholds.map(({ minutes }) => minutes)]
  await db.query({ name: 'mark-stuck', text: mark, values })
}
