/** The founder hears of a thing once, wherever the process that tells it is killed: its text claimed, sent, or recorded. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SeparateProcess, separateProcess } from './separate-process.ts'
import { until } from './until.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

/** A process of its own starts, and another takes over what it left: seconds on a quiet machine. */
const A_BUSY_MACHINE_MS = 60_000

let world: TestWorld
let child: SeparateProcess

beforeAll(async () => {
  world = await testWorld()
  await world.stopService()
})
beforeEach(async () => {
  child = await separateProcess(world.environment)
})
afterEach(async () => {
  await child?.kill()
  await world.stopService()
  world.twilio.clearFaults()
  world.twilio.set({ callbackCopies: 1 })
})
afterAll(() => world?.stop())

let number = 0
const about = (name: string) => world.heard(founder).filter((words) => words.includes(name))
const textOf = async (name: string) =>
  (
    await world.rows<{ state: string; attempt: number; log: string }>(
      `select o.state, o.attempt, a.state as log from alert_logs a join outbox o on o.id = a.outbox_id where a.message like '%' || $1 || '%'`,
      [name],
    )
  )[0]

/** An incident that the running process tells within a few seconds. */
async function goesWrong(): Promise<string> {
  number += 1
  const name = `oddity-${number}-`
  await world.rows(
    `insert into incidents (alert_type, subject, severity, kind, name, words, opened_at, last_seen_at)
     values ('INVARIANT_VIOLATION', $1, 'HIGH', 'event', $1, $1 || ' is not as it should be', $2, $2)`,
    [name, world.clock.now()],
  )
  return name
}

/** Another process finds the killed one's work: after its heartbeat, its lease, and two looks into Twilio's list. */
async function goesOn(): Promise<void> {
  await child.kill()
  await world.startServiceAgain()
  await world.rows(`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`)
  for (const seconds of [30, 45]) {
    await world.rows(
      `update outbox set claimed_at = claimed_at - $1 * interval '1 second', lease_until = now() - interval '1 second',
       unseen_at = unseen_at - $1 * interval '1 second' where state = 'SENDING'`,
      [seconds],
    )
    await world.sweep()
  }
  await world.settle(A_BUSY_MACHINE_MS)
  await world.tellFounder()
  await world.settle(A_BUSY_MACHINE_MS)
}

test(
  'killed with the text claimed and queued, before anybody took it to send',
  async () => {
    await world.rows(
      `create function waits() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$`,
    )
    await world.rows(
      `create trigger waits before update on outbox for each row when (new.state = 'SENDING') execute function waits()`,
    )
    const name = await goesWrong()
    await until('it is claimed', async () => (await textOf(name))?.log === 'CLAIMED', A_BUSY_MACHINE_MS)
    await child.kill()
    expect([await textOf(name), about(name)]).toEqual([{ state: 'READY', attempt: 0, log: 'CLAIMED' }, []])
    await world.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and pid <> pg_backend_pid() and datname = current_database()`,
    )
    await world.rows('drop trigger waits on outbox')
    await goesOn()
    expect(about(name)).toHaveLength(1)
    expect(await textOf(name)).toMatchObject({ log: 'DELIVERED', attempt: 1 })
  },
  3 * A_BUSY_MACHINE_MS,
)

test(
  'killed while it is sent, and Twilio never had it',
  async () => {
    world.twilio.failNextSends({ kind: 'hang' })
    const name = await goesWrong()
    await until('it is on its way', () => world.twilio.state().nextSends.length === 0, A_BUSY_MACHINE_MS)
    await goesOn()
    expect(about(name)).toHaveLength(1)
    expect(await textOf(name)).toMatchObject({ log: 'DELIVERED', attempt: 2 })
  },
  3 * A_BUSY_MACHINE_MS,
)

test(
  'killed when Twilio had it, before that was recorded',
  async () => {
    world.twilio.set({ callbackCopies: 0 })
    world.twilio.failNextSends({ kind: 'hang-after-accept' })
    const name = await goesWrong()
    await until('Twilio has it', () => about(name).length === 1, A_BUSY_MACHINE_MS)
    expect(await textOf(name)).toMatchObject({ state: 'SENDING', log: 'CLAIMED' })
    await goesOn()
    expect(about(name)).toHaveLength(1)
    expect(await textOf(name)).toMatchObject({ state: 'SENT', attempt: 1 })
  },
  3 * A_BUSY_MACHINE_MS,
)

test(
  'killed when it was recorded, before the carrier said whether it arrived',
  async () => {
    world.twilio.set({ callbackCopies: 0 })
    const name = await goesWrong()
    await until('it is recorded', async () => (await textOf(name))?.state === 'SENT', A_BUSY_MACHINE_MS)
    await goesOn()
    expect(about(name)).toHaveLength(1)
  },
  3 * A_BUSY_MACHINE_MS,
)
