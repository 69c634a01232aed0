import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage } from '../../test/one.ts'
import { ingested, insertClient, insertMessage, ourNumber, rowOf, sendingFor } from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { recordNotSent } from './record-send.ts'
import { dueAfterSetBack, findLateMessages, findLateTexts, releaseAccountHolds } from './sweep.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  await insertClient(database.pool)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query(`delete from inbound_messages; delete from outbox`)
})

const now = new Date('2026-03-02T12:00:00Z')
const ago = (seconds: number, from = now) => new Date(from.getTime() - seconds * 1_000)
const phone = (n: number) => `+447700900${300 + n}`

describe('texts that nobody answered', () => {
  const text = (n: number, seconds: number) => ingested(database.pool, 'hello?', { from: phone(n), at: ago(seconds) })
  const find = (seconds = 0) => findLateTexts(database.pool, ago(-seconds))

  test('are late after a minute, and found once a minute, also after a night without anybody', async () => {
    const { conversationId } = await text(1, 61)
    await text(2, 59)
    expect(await find()).toMatchObject([{ conversationId, seq: 1, sweeps: 1 }])
    expect(await find(0.5)).toEqual([])
    const next = await find(60)
    expect(next.map(({ sweeps }) => sweeps).sort()).toEqual([1, 2])
    const night = 36_000
    expect(await find(night)).toHaveLength(2)
    expect(await find(night + 0.5)).toEqual([])
    expect(await find(night + 65)).toHaveLength(2)
  })

  test('that came before the clock was set back by an hour are found, as their jobs wait for that hour', async () => {
    await text(31, -3_600)
    await text(32, -30)
    expect(await find()).toMatchObject([{ seq: 1 }])
  })

  test('a job for each conversation, of its newest late text, however many wait in one', async () => {
    for (let n = 0; n < 250; n++) await text(11, 100)
    const { conversationId } = await text(12, 90)
    const found = await find()
    expect(found).toHaveLength(2)
    expect(found.find((late) => late.conversationId === conversationId)).toMatchObject({ seq: 1 })
    expect(found.find((late) => late.conversationId !== conversationId)).toMatchObject({ seq: 250 })
    expect(await find(1)).toEqual([])
  })

  test('two who sweep at once find each text once, and nobody waits for a turn that is being kept', async () => {
    for (let n = 0; n < 40; n++) await text(n, 100)
    const finds = (await Promise.all([find(), find(), find()])).flat()
    expect(finds).toHaveLength(40)
    await inTransaction(database.pool, async (tx) => {
      await tx.query(`update inbound_messages set state = 'DONE' where conversation_id = $1`, [
        finds[0]?.conversationId,
      ])
      expect(await find(60)).toHaveLength(39)
    })
  })
})

describe('messages that nobody claimed', () => {
  test('ten seconds after they were due, one for each person', async () => {
    const message = (n: number, seconds: number, columns = {}) =>
      insertMessage(database.pool, { to_number: phone(n), not_before: ago(seconds, new Date()), ...columns })
    for (let n = 0; n < 250; n++) await message(1, 60)
    await message(2, 20)
    await message(3, 5)
    await message(4, 60, sendingFor(60))
    await message(5, 60, { state: 'HELD', held_at: now })
    const late = await findLateMessages(database.pool, new Date())
    expect(late.map(({ to, from }) => [to, from])).toEqual([
      [phone(1), ourNumber],
      [phone(2), ourNumber],
    ])
  })

  test('ten seconds by our clock, where that is ahead of the database’s', async () => {
    const in30 = new Date(Date.now() + 1_800_000)
    await insertMessage(database.pool, { to_number: phone(6), not_before: in30 })
    const found = async (at: Date) => (await findLateMessages(database.pool, at)).map(({ to }) => to)
    expect(await found(in30)).not.toContain(phone(6))
    expect(await found(new Date(in30.getTime() + 11_000))).toContain(phone(6))
  })
})

describe('held for our account’s sake', () => {
  const held = (n: number, since: number, columns: Record<string, unknown> = {}) =>
    insertMessage(database.pool, {
      to_number: phone(n),
      state: 'HELD',
      reason: 'our account',
      attempt: 1,
      claimed_at: ago(since, new Date()),
      held_at: ago(since, new Date()),
      ...columns,
    })
  const sent = (seconds: number, columns: Record<string, unknown> = {}) =>
    insertMessage(database.pool, {
      to_number: phone(99),
      state: 'SENT',
      twilio_sid: `SM${Math.random()}`,
      sent_at: ago(seconds, new Date()),
      ...columns,
    })
  const release = async () => (await releaseAccountHolds(database.pool)).map(({ id }) => id)

  test('all leave once something was sent from the same number after they were refused', async () => {
    const [first, second] = [await held(1, 100), await held(2, 90)]
    await sent(120)
    await sent(5, { from_number: '+447700900101' })
    await held(3, 300, { reason: 'outbound-paused' })
    await held(4, 31 * 60)
    expect(await release()).toEqual([second])
    await sent(5)
    expect(await release()).toEqual([first])
    const row = await rowOf(
      database.pool,
      'select state, reason, not_before <= now() as due from outbox where id = $1',
      [first],
    )
    expect(row).toEqual({ state: 'READY', reason: null, due: true })
    expect(await release()).toEqual([])
  })

  test('otherwise the newest of each number is tried, once a minute, until half an hour is over', async () => {
    await held(1, 100)
    const newest = await held(2, 70)
    const elsewhere = await held(3, 80, { from_number: '+447700900101' })
    const young = await held(4, 50, { from_number: '+447700900102' })
    expect((await release()).sort()).toEqual([newest, elsewhere].sort())
    expect(await release()).toEqual([])
    const again = await claimNextMessage(database.pool, phone(2), ourNumber, new Date())
    expect(again).toMatchObject({ id: newest, attempt: 2 })
    expect(await release()).toEqual([])
    await recordNotSent(
      database.pool,
      { id: newest, attempt: 2 },
      { state: 'HELD', reason: 'our account', errorCode: 20003 },
    )
    expect(await release()).toEqual([])
    await database.pool.query(`update outbox set claimed_at = claimed_at - interval '61 seconds'`)
    expect((await release()).sort()).toEqual([newest, young].sort())
    await database.pool.query(
      `update outbox set state = 'HELD', reason = 'our account', claimed_at = now() - interval '61 seconds', held_at = now() - interval '31 minutes'`,
    )
    expect(await release()).toEqual([])
  })

  test('one that is refused while others leave is not tried with each of them', async () => {
    const id = await held(1, 70)
    await sent(5)
    expect(await release()).toEqual([id])
    await claimNextMessage(database.pool, phone(1), ourNumber, new Date())
    await recordNotSent(database.pool, { id, attempt: 2 }, { state: 'HELD', reason: 'our account', errorCode: 21408 })
    await sent(-1)
    expect(await release()).toEqual([])
  })
})

test('messages that were due when the clock was set back are due; those for tomorrow wait', async () => {
  const ahead = (seconds: number) => new Date(Date.now() + seconds * 1_000)
  const tomorrow = ahead(86_400)
  await insertMessage(database.pool, { dedupe_key: 'due', to_number: phone(1) })
  await insertMessage(database.pool, { dedupe_key: 'deferred', to_number: phone(2) })
  await database.pool.query(`update outbox set created_at = $1, not_before = $1`, [ahead(3_600)])
  await database.pool.query(`update outbox set not_before = $1 where dedupe_key = 'deferred'`, [tomorrow])
  await dueAfterSetBack(database.pool, new Date())
  expect(await findLateMessages(database.pool, new Date())).toMatchObject([{ to: phone(1) }])
})
