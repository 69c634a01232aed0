import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { ingested, insertClient, insertMessage, sendingFor } from '../../test/rows.ts'
import * as facts from './facts.ts'

let database: FreshDatabase
let clientId: string

const now = new Date('2026-03-02T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query(
    'delete from inbound_messages; delete from outbox; delete from turns; delete from switch_log',
  )
  await database.pool.query('update clients set outbound_paused = false; delete from twilio_number_pool')
})

test('the ages are those of the oldest, and null where nothing waits', async () => {
  const real = new Date()
  const nothing = { oldestText: null, oldestSending: null, oldestDue: null }
  expect(await facts.readAges(database.pool, real)).toEqual(nothing)
  await ingested(database.pool, 'hello?', { at: new Date(real.getTime() - 50_000) })
  await insertMessage(database.pool, sendingFor(400))
  await insertMessage(database.pool, { dedupe_key: 'due', not_before: new Date(real.getTime() - 700_000) })
  const { oldestText, oldestSending, oldestDue } = await facts.readAges(database.pool, real)
  expect(oldestText).toBeCloseTo(50, -1)
  expect(oldestSending).toBeCloseTo(400, -1)
  expect(oldestDue).toBeCloseTo(700, -1)
})

describe('turns', () => {
  const turn = (seq: number, trace: object, more: { outcome?: string; at?: Date; action?: string | null } = {}) => {
    const { outcome = 'ANSWERED', at = hoursAgo(0.5), action = 'SEND_BOOKING_LINK' } = more
    return database.pool.query(
      `with c as (insert into conversations (our_number, phone) values ('+441134960101', '+447700900301')
        on conflict (our_number, phone, client_id) do update set phone = excluded.phone returning id)
       insert into turns (conversation_id, from_seq, to_seq, outcome, action, trace, created_at) select id, $1, $1, $2, $3, $4, $5 from c`,
      [seq, outcome, action, trace, at],
    )
  }
  const fell = (why: string) => ({ fellBack: { why } })

  test('of the last hour that fell back are counted once each, whichever question it was; budgets are no failure', async () => {
    await turn(1, { dial: fell('late'), flow: fell('late') })
    await turn(2, { lyra: { answer: fell('empty') } })
    await turn(3, { dial: fell('budget') })
    await turn(4, { dial: { fellBack: null } })
    await turn(5, { dial: fell('late') }, { at: hoursAgo(2) })
    await turn(6, {}, { action: null, outcome: 'OWNER' })
    expect(await facts.readTraffic(database.pool, now)).toMatchObject({ turns: 4, fellBack: 2 })
  })

  test('of clients that are not live are those of a day', async () => {
    await turn(1, {}, { outcome: 'BLOCKED', action: null, at: hoursAgo(23) })
    await turn(2, {}, { outcome: 'BLOCKED', action: null, at: hoursAgo(25) })
    expect(await facts.readTraffic(database.pool, now)).toMatchObject({ turns: 0, blocked: 1 })
  })
})

test('of a day’s texts those whose fate is known count, and alerts do not', async () => {
  const text = (n: number, more: object) =>
    insertMessage(database.pool, {
      dedupe_key: `m${n}`,
      state: 'SENT',
      twilio_sid: `SM${n}`,
      created_at: hoursAgo(3),
      ...more,
    })
  await text(1, { delivery_status: 'delivered' })
  await text(2, { delivery_status: 'undelivered' })
  await text(3, { state: 'FAILED', twilio_sid: null })
  await text(4, { delivery_status: 'sent' })
  await text(5, { delivery_status: 'failed', purpose: 'alert' })
  await text(6, { delivery_status: 'failed', created_at: hoursAgo(25) })
  expect(await facts.readTraffic(database.pool, now)).toMatchObject({ settled: 3, notDelivered: 2 })
})

test('a pause lasts since it was last turned on; one that has ended is none', async () => {
  const log = (from: boolean, to: boolean, at: Date) =>
    database.pool.query(
      `insert into switch_log (client_id, switch, from_value, to_value, reason, actor, created_at) values ($1, 'outboundPaused', $2, $3, 'x', 'x', $4)`,
      [clientId, from, to, at],
    )
  await database.pool.query('update clients set outbound_paused = true')
  await log(false, true, hoursAgo(50))
  await log(true, false, hoursAgo(40))
  await log(false, true, hoursAgo(30))
  await log(true, true, hoursAgo(1))
  expect(await facts.readPauses(database.pool, now)).toMatchObject([{ clientId, since: hoursAgo(30) }])
  await database.pool.query('update clients set outbound_paused_until = $1', [hoursAgo(1)])
  expect(await facts.readPauses(database.pool, now)).toEqual([])
  await database.pool.query('update clients set outbound_paused_until = null, outbound_paused = false')
})

describe('pools', () => {
  const states = ['S1_BUSINESS_TYPE_LOCATION', 'S5_CONFIRM_LIVE']
  const number = (phone: string, status: string) =>
    database.pool.query('insert into twilio_number_pool (phone_e164, status) values ($1, $2)', [phone, status])

  test('are of no concern where nobody signs up and none are kept', async () => {
    expect(await facts.readPools(database.pool, states)).toEqual([])
  })

  test('are counted by country, also of numbers that were added by hand with nothing but the phone', async () => {
    await number('+447700900801', 'AVAILABLE')
    await number('+447700900802', 'RESTING')
    await number('+12025550181', 'RESERVED')
    const pools = await facts.readPools(database.pool, states)
    expect(pools.toSorted((a, b) => (a.region < b.region ? -1 : 1))).toEqual([
      { region: 'GB', available: 1, waiting: 0 },
      { region: 'US', available: 0, waiting: 0 },
    ])
  })

  test('are wanted as soon as somebody signs up', async () => {
    await database.pool.query(
      `update clients set payment_active = true, twilio_number = null, onboarding_complete = false`,
    )
    await database.pool.query(
      `insert into onboarding_states (client_id, current_state) values ($1, 'S5_CONFIRM_LIVE') on conflict (client_id) do update set current_state = excluded.current_state`,
      [clientId],
    )
    expect(await facts.readPools(database.pool, states)).toEqual([{ region: 'GB', available: 0, waiting: 1 }])
  })
})

test('a client and the pool that disagree about a number are told from both sides, and nobody else is', async () => {
  const [first = '', second = ''] = ['+441134960801', '+441134960802']
  const kinds = async () => (await facts.findOddities(database.pool)).map(({ kind, subject }) => `${kind} ${subject}`)
  await database.pool.query(`update clients set twilio_number = $2 where id = $1`, [clientId, first])
  await database.pool.query(
    `insert into twilio_number_pool (phone_e164, status, client_id) values ($1, 'ASSIGNED', $2)`,
    [first, clientId],
  )
  expect(await kinds()).toEqual([])
  await database.pool.query(`update twilio_number_pool set phone_e164 = $2 where phone_e164 = $1`, [first, second])
  expect((await kinds()).toSorted()).toEqual([`client-without-number ${clientId}`, `number-without-client ${second}`])
  await database.pool.query('update clients set twilio_number = null where id = $1', [clientId])
})
