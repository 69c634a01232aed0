/** The pool of numbers as it moves: AVAILABLE, RESERVED for a client, ASSIGNED once Twilio points it at us, RESTING, AVAILABLE. */
import type { Region } from '@jobrun/domain/region'
import type { Db, Tx } from '../pool.ts'

const MOST = 200

const due = `
select phone_e164 as phone, setup_tries as tries from twilio_number_pool where setup_due_at <= $1 order by setup_due_at limit ${MOST}`

/** Numbers that are to be pointed at us now. */
export async function findSetupsDue(db: Db, now: Date): Promise<{ phone: string; tries: number }[]> {
  return (await db.query<{ phone: string; tries: number }>({ name: 'find-setups-due', text: due, values: [now] })).rows
}

const done = `
update twilio_number_pool set set_up_at = $2, setup_due_at = null, setup_tries = 0, setup_error = null,
 status = case when status = 'RESERVED' and client_id is not null then 'ASSIGNED' else status end
where phone_e164 = $1`

export async function keepSetUp(db: Db, { phone, now }: { phone: string; now: Date }): Promise<void> {
  await db.query({ name: 'keep-set-up', text: done, values: [phone, now] })
}

const failed = `
update twilio_number_pool set setup_tries = setup_tries + 1, setup_error = $2, setup_due_at = $3, set_up_at = null
where phone_e164 = $1 and setup_due_at is not null`

export async function keepSetupFailure(db: Db, of: { phone: string; error: string; again: Date }): Promise<void> {
  await db.query({ name: 'keep-setup-failure', text: failed, values: [of.phone, of.error.slice(0, 500), of.again] })
}

/** null: it is not to be set up. */
export async function readSetup(db: Db, phone: string): Promise<{ tries: number } | null> {
  const text = `select setup_tries as tries from twilio_number_pool where phone_e164 = $1 and setup_due_at is not null`
  return (await db.query<{ tries: number }>({ name: 'read-setup', text, values: [phone] })).rows[0] ?? null
}

const rested = `
update twilio_number_pool set status = 'AVAILABLE', rests_until = null where status = 'RESTING' and rests_until <= $1 and client_id is null`

export async function wakeRested(db: Db, now: Date): Promise<void> {
  await db.query({ name: 'wake-rested', text: rested, values: [now] })
}

const regionOf = `coalesce(region, case when phone_e164 like '+44%' then 'GB' when phone_e164 like '+1%' then 'US' end)`

/** How many are free for clients of that country. */
export async function countFree(db: Db, region: Region): Promise<number> {
  const text = `
select count(*)::int as free from twilio_number_pool where role = 'OPERATIONAL' and status = 'AVAILABLE' and client_id is null and ${regionOf} = $1`
  return (await db.query<{ free: number }>({ name: 'count-free', text, values: [region] })).rows[0]?.free ?? 0
}

const waiting = `
select c.id as "clientId", c.region from clients c join onboarding_states s on s.client_id = c.id
where s.current_state = 'S5_CONFIRM_LIVE' and c.twilio_number is null and (c.payment_active or c.grace_until > $1)
order by s.state_entered_at, c.id limit ${MOST}`

/** Owners who have paid and wait for a number, the longest first. */
export async function findWaitingForNumber(db: Db, now: Date): Promise<{ clientId: string; region: Region }[]> {
  const { rows } = await db.query<{ clientId: string; region: Region }>({
    name: 'find-waiting-for-number',
    text: waiting,
    values: [now],
  })
  return rows
}

const release = `
with kept as (
 update clients set twilio_number = null, forwarding_enabled = false, onboarding_complete = false, updated_at = $2
 where id = $1 and twilio_number is not null returning id)
update twilio_number_pool p set status = 'RESTING', client_id = null, assigned_at = null, setup_due_at = null, rests_until = $2::timestamptz + interval '30 days'
from kept where p.client_id = kept.id`

/** It rests, so that its customers reach no stranger, and forwarding has to be proven anew with the next. */
export async function releaseNumber(tx: Tx, { clientId, now }: { clientId: string; now: Date }): Promise<void> {
  await tx.query({ name: 'release-number', text: release, values: [clientId, now] })
}

const add = `
insert into twilio_number_pool (phone_e164, region, created_at, set_up_at) select $1, $2, $3, $4
where not exists (select 1 from clients where phone_number = $1 or twilio_number = $1)
on conflict (phone_e164) do nothing`

/** false: it is in the pool already, or somebody's. */
export async function addToPool(
  db: Db,
  { phone, region, setUp, now }: { phone: string; region: Region; setUp: boolean; now: Date },
): Promise<boolean> {
  const values = [phone, region, now, setUp ? now : null]
  return (await db.query({ name: 'add-to-pool', text: add, values })).rowCount === 1
}

export interface PooledNumber {
  id: string
  phone: string
  role: string
  status: string
  clientId: string | null
}

/** All of them, for a comparison with the account. */
export async function listPool(db: Db): Promise<PooledNumber[]> {
  const text = `select id, phone_e164 as phone, role, status, client_id as "clientId" from twilio_number_pool order by phone_e164`
  return (await db.query<PooledNumber>({ name: 'list-pool', text })).rows
}
