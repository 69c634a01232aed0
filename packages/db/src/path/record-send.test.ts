import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage, recordSent } from '../../test/one.ts'
import { insertMessage, ourNumber, rowOf, sendingFor } from '../../test/rows.ts'
import { countUnseen, findUnsettled, releaseUnseen, settleAsSent, sidsOfOthers } from './reconcile-message.ts'
import { recordDeferred, recordNotSent, recordRetry } from './record-send.ts'

let database: FreshDatabase
let people = 300

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const message = (id: string) => rowOf(database.pool, 'select * from outbox where id = $1', [id])
const sending = (columns: Record<string, unknown> = {}) =>
  insertMessage(database.pool, { to_number: `+447700900${++people}`, ...sendingFor(1), ...columns })

describe('an outcome counts for the attempt that made it', () => {
  const notSent = { state: 'FAILED', reason: 'the carrier refused it', errorCode: 21211 } as const
  const retry = { afterMs: 60_000, reason: 'the carrier is busy', errorCode: 20429, now: new Date() }
  const outcomes = {
    sent: (id: string, attempt: number) => recordSent(database.pool, { id, attempt }, `SM${id}`),
    'not sent': (id: string, attempt: number) => recordNotSent(database.pool, { id, attempt }, notSent),
    'to be tried again': async (id: string, attempt: number) =>
      (await recordRetry(database.pool, { id, attempt }, retry)) !== null,
    'put off': async (id: string, attempt: number) =>
      (await recordDeferred(database.pool, { id, attempt }, { notBefore: new Date(), reason: 'quiet-hours' })) !== null,
    unseen: (id: string, attempt: number) => releaseUnseen(database.pool, { id, attempt }),
    found: (id: string, attempt: number) => settleAsSent(database.pool, { id, attempt }, `SM${id}`),
  }

  test.each(Object.entries(outcomes))('%s, and not for an earlier one, nor twice', async (_, record) => {
    const id = await sending({ attempt: 2 })
    const before = await message(id)
    expect(await record(id, 1)).toBe(false)
    expect(await message(id)).toEqual(before)
    expect(await record(id, 2)).toBe(true)
    expect(await message(id)).toMatchObject({ lease_until: null })
    expect(await record(id, 2)).toBe(false)
  })

  test('a worker that was frozen finds that its message was sent by another', async () => {
    const id = await sending(sendingFor(70))
    const { to_number } = await message(id)
    await releaseUnseen(database.pool, { id, attempt: 1 })
    const again = await claimNextMessage(database.pool, String(to_number), ourNumber, new Date())
    expect(again).toMatchObject({ id, attempt: 2 })
    expect(await outcomes.sent(id, 1)).toBe(false)
    expect(await outcomes['not sent'](id, 1)).toBe(false)
    expect(await message(id)).toMatchObject({ state: 'SENDING', attempt: 2 })
  })

  test('another try waits by the database’s clock; what is held says since when', async () => {
    const id = await sending()
    const until = await recordRetry(database.pool, { id, attempt: 1 }, retry)
    const wait = await rowOf(
      database.pool,
      "select not_before > now() + interval '55 seconds' as waits, not_before from outbox where id = $1",
      [id],
    )
    expect(wait).toEqual({ waits: true, not_before: until })
    const held = await sending()
    await recordNotSent(database.pool, { id: held, attempt: 1 }, { ...notSent, state: 'HELD' })
    expect((await message(held)).held_at).toBeInstanceOf(Date)
  })

  test('held again, it is held since the first time: it lapses', async () => {
    const since = new Date(Date.now() - 600_000)
    const held = await sending({ held_at: since })
    await recordNotSent(database.pool, { id: held, attempt: 1 }, { ...notSent, state: 'HELD' })
    expect((await message(held)).held_at).toEqual(since)
  })
})

describe('messages whose sending has no known end', () => {
  test('are those past their lease; each look lets the others have theirs', async () => {
    await database.pool.query(`update outbox set state = 'FAILED' where state = 'SENDING'`)
    await sending(sendingFor(5))
    const [first, second, third] = [
      await sending(sendingFor(90)),
      await sending(sendingFor(80)),
      await sending(sendingFor(70)),
    ]
    const look = async (most: number) => (await findUnsettled(database.pool, most)).map(({ id }) => id)
    expect(await look(2)).toEqual([first, second])
    expect(await look(2)).toEqual([third])
    expect(await look(2)).toEqual([])
    await database.pool.query(
      `update outbox set lease_until = lease_until - interval '10 seconds' where state = 'SENDING'`,
    )
    const [found] = (await findUnsettled(database.pool, 3)).filter(({ id }) => id === first)
    expect(found).toMatchObject({ attempt: 1, unseen: 0, unseenSecondsAgo: null })
    expect(found?.claimedSecondsAgo).toBeGreaterThan(89)
    expect(found?.claimedSecondsAgo).toBeLessThan(100)
  })

  test('two who look at once look at different ones', async () => {
    await database.pool.query(`update outbox set state = 'FAILED' where state = 'SENDING'`)
    for (let n = 0; n < 20; n++) await sending(sendingFor(60))
    const looks = await Promise.all([findUnsettled(database.pool, 10), findUnsettled(database.pool, 10)])
    const ids = looks.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('being seen without is counted with its time, and forgotten with the next claim', async () => {
    const id = await sending(sendingFor(20))
    await countUnseen(database.pool, { id, attempt: 9 })
    expect(await message(id)).toMatchObject({ unseen: 0, unseen_at: null })
    await countUnseen(database.pool, { id, attempt: 1 })
    expect(await message(id)).toMatchObject({ unseen: 1, unseen_at: expect.any(Date) })
    await releaseUnseen(database.pool, { id, attempt: 1 })
    const { to_number } = await message(id)
    await claimNextMessage(database.pool, String(to_number), ourNumber, new Date())
    expect(await message(id)).toMatchObject({ unseen: 0, unseen_at: null, attempt: 2 })
  })

  test('a sid settles one message only', async () => {
    const [one, other] = [await sending(sendingFor(20)), await sending(sendingFor(20))]
    expect(await settleAsSent(database.pool, { id: one, attempt: 1 }, 'SMone')).toBe(true)
    expect(await settleAsSent(database.pool, { id: other, attempt: 1 }, 'SMone')).toBe(false)
    expect(await sidsOfOthers(database.pool, ['SMone', 'SMnobody'])).toEqual(new Set(['SMone']))
    expect(await sidsOfOthers(database.pool, [])).toEqual(new Set())
  })
})

describe('put off', () => {
  const claim = async (to: string) => {
    const claimed = await claimNextMessage(database.pool, to, ourNumber, new Date())
    if (!claimed) throw new Error('nothing is due')
    return claimed
  }

  test('it counts as not tried, and holds up nothing that comes after it', async () => {
    const to = `+447700900${++people}`
    const id = await insertMessage(database.pool, { to_number: to })
    const next = await insertMessage(database.pool, { to_number: to })
    const morning = new Date(Date.now() + 8 * 3_600_000)
    const claimed = await claim(to)
    expect(await recordDeferred(database.pool, claimed, { notBefore: morning, reason: 'quiet-hours' })).toEqual(morning)
    expect(await message(id)).toMatchObject({ state: 'READY', attempt: 0, claimed_at: null, reason: 'quiet-hours' })
    expect((await claim(to)).id).toBe(next)
  })

  test('it stays put off for a second at the least, should our clock be behind the database’s', async () => {
    const to = `+447700900${++people}`
    await insertMessage(database.pool, { to_number: to })
    const notBefore = new Date(Date.now() - 60_000)
    const until = await recordDeferred(database.pool, await claim(to), { notBefore, reason: 'quiet-hours' })
    expect(Number(until) - Date.now()).toBeGreaterThan(500)
    expect(await claimNextMessage(database.pool, to, ourNumber, new Date())).toBeNull()
  })
})

test('a message that could not be brought to Twilio is as old as the moment it was to leave at, however often it was looked for', async () => {
  const due = new Date(Date.now() - 7_200_000)
  const id = await sending({ ...sendingFor(90), created_at: new Date(due.getTime() - 36_000_000), not_before: due })
  const ageOf = async () => (await findUnsettled(database.pool, 50)).find((one) => one.id === id)?.dueSecondsAgo ?? 0
  expect(Math.round((await ageOf()) / 60)).toBe(120)
  expect(await releaseUnseen(database.pool, { id, attempt: 1 })).toBe(true)
  const { not_before } = await message(id)
  expect(not_before).toEqual(due)
})
