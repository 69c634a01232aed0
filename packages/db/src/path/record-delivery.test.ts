import { advances, type DeliveryStatus, deliveryStatuses, isFailed } from '@jobrun/domain/outbox/delivery-status'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage, recordDelivery, recordSent } from '../../test/one.ts'
import { customerPhone, insertMessage, ourNumber, rowOf, rowsOf, sendingFor } from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { releaseUnseen, settleAsSent } from './reconcile-message.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

let sids = 0
const newSid = () => `SM${++sids}`
const word = (outboxId: string, sid: string, status: DeliveryStatus, errorCode: number | null = null) =>
  recordDelivery(database.pool, { outboxId, sid, status, errorCode })
const message = (id: string) => rowOf(database.pool, 'select * from outbox where id = $1', [id])
const events = (id: string) =>
  rowsOf(database.pool, 'select message_sid, status from delivery_events where outbox_id = $1', [id])

describe('Twilio’s words repeat and overtake one another', () => {
  test('in any order and however often: never backwards, each status kept once, the sid set once', async () => {
    const words = fc.array(fc.constantFrom(...deliveryStatuses), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(words, async (statuses) => {
        const id = await insertMessage(database.pool, sendingFor(1))
        const sid = newSid()
        let known: DeliveryStatus | null = null
        const seen = new Set<string>()
        for (const status of statuses) {
          const moves = advances(known, status) && !seen.has(status)
          expect(await word(id, sid, status)).toMatchObject({ id, moved: moves, otherSid: null })
          if (advances(known, status)) known = status
          seen.add(status)
          const undelivered = known !== null && isFailed(known)
          expect(await message(id)).toMatchObject({
            state: 'SENT',
            twilio_sid: sid,
            delivery_status: known,
            undelivered,
          })
        }
        expect((await events(id)).map((event) => event.status).sort()).toEqual([...seen].sort())
      }),
      { numRuns: 40, seed: 20260302 },
    )
  })

  test('all at the same moment: one is the last word, and of repeats one counts', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await insertMessage(database.pool, sendingFor(1))
      const sid = newSid()
      const statuses = ['queued', 'sent', 'sent', 'delivered', 'delivered', 'sending', 'delivered'] as const
      const came = await Promise.all(statuses.map((status) => word(id, sid, status)))
      expect(came.filter((one, n) => one?.moved && statuses[n] === 'delivered')).toHaveLength(1)
      expect(await message(id)).toMatchObject({ delivery_status: 'delivered', twilio_sid: sid })
      expect(await events(id)).toHaveLength(4)
    }
  })

  test('an error stays with the word that brought it', async () => {
    const id = await insertMessage(database.pool, sendingFor(1))
    const sid = newSid()
    await word(id, sid, 'undelivered', 30003)
    await word(id, sid, 'sent', 1)
    expect(await message(id)).toMatchObject({ delivery_status: 'undelivered', error_code: 30003 })
  })

  test('a good word on a message that is known to be sent writes no index of it', async () => {
    const id = await insertMessage(database.pool, sendingFor(1))
    const sid = newSid()
    await word(id, sid, 'queued')
    await inTransaction(database.pool, async (tx) => {
      const withIndexes = async () => {
        const counts = `select pg_stat_get_xact_tuples_updated(t) - pg_stat_get_xact_tuples_hot_updated(t) as n from (select 'outbox'::regclass as t) o`
        return Number((await tx.query(counts)).rows[0]?.n)
      }
      const before = await withIndexes()
      await recordDelivery(tx, { outboxId: id, sid, status: 'sent', errorCode: null })
      await recordDelivery(tx, { outboxId: id, sid, status: 'delivered', errorCode: null })
      expect(await withIndexes()).toBe(before)
      await recordDelivery(tx, { outboxId: id, sid: newSid(), status: 'failed', errorCode: 30008 })
      await tx.query('update outbox set error_code = 30008 where id = $1', [id])
      expect(await withIndexes()).toBe(before + 1)
    })
  })

  test('nobody’s message', async () => {
    expect(await word('00000000-0000-4000-8000-000000000000', newSid(), 'sent')).toBeNull()
  })
})

describe('what Twilio has taken was sent, whatever we believed', () => {
  test('a word that overtakes the answer to our POST settles the message; the answer then changes nothing', async () => {
    const id = await insertMessage(database.pool, sendingFor(1))
    const sid = newSid()
    await word(id, sid, 'sent')
    expect(await recordSent(database.pool, { id, attempt: 1 }, sid)).toBe(false)
    expect(await message(id)).toMatchObject({ state: 'SENT', twilio_sid: sid, lease_until: null })
  })

  test.each([
    ['released for another try', { state: 'READY', attempt: 1 }],
    [
      'held for our account’s sake on its second try',
      { state: 'HELD', attempt: 2, reason: 'our account', held_at: new Date() },
    ],
    ['given up on its second try', { state: 'FAILED', attempt: 2, reason: 'the carrier refused it' }],
  ])('a message that was %s is not sent again', async (_, columns) => {
    const to_number = `+4477009005${String(++sids).padStart(2, '0').slice(-2)}`
    const id = await insertMessage(database.pool, { ...columns, to_number })
    const sid = newSid()
    expect(await word(id, sid, 'delivered')).toMatchObject({ moved: true })
    const sent = { state: 'SENT', twilio_sid: sid, reason: null, held_at: null, delivery_status: 'delivered' }
    expect(await message(id)).toMatchObject(sent)
    expect(await claimNextMessage(database.pool, to_number, ourNumber, new Date())).toBeNull()
  })

  test('a word about the first try, while the second is on its way: that one is reported as sent twice', async () => {
    const id = await insertMessage(database.pool, { ...sendingFor(70), to_number: '+447700900601' })
    await releaseUnseen(database.pool, { id, attempt: 1 })
    await claimNextMessage(database.pool, '+447700900601', ourNumber, new Date())
    const [first, second] = [newSid(), newSid()]
    expect(await word(id, first, 'sent')).toMatchObject({ moved: true, otherSid: null })
    expect(await recordSent(database.pool, { id, attempt: 2 }, second)).toBe(false)
    expect(await word(id, second, 'queued')).toMatchObject({ moved: false, otherSid: first })
    expect(await message(id)).toMatchObject({ twilio_sid: first, delivery_status: 'sent' })
    expect(await events(id)).toHaveLength(2)
  })

  test('a sid that the list was believed to show for another message is no failure', async () => {
    const guessed = await insertMessage(database.pool, { ...sendingFor(130), to_number: customerPhone })
    const own = await insertMessage(database.pool, { ...sendingFor(1), to_number: customerPhone })
    const sid = newSid()
    expect(await settleAsSent(database.pool, { id: guessed, attempt: 1 }, sid)).toBe(true)
    expect(await recordSent(database.pool, { id: own, attempt: 1 }, sid)).toBe(false)
    expect(await word(own, sid, 'sent')).toMatchObject({ moved: false, otherSid: null })
    expect(await message(own)).toMatchObject({ state: 'SENDING', twilio_sid: null })
  })
})
