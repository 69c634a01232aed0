import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { insert, insertClient, insertMessage, ownerPhone, rowsOf } from '../../test/rows.ts'
import { claimNextEmail, findAbandonedEmails, queueEmails, settleEmail } from './email.ts'

let database: FreshDatabase
let clientId: string
let notices = 0

beforeAll(async () => {
  database = await freshDatabase({ max: 12 })
  clientId = await insertClient(database.pool, { owner_email: 'dave@plumbing.example' })
  await insert(database.pool, 'client_settings', { client_id: clientId })
})
beforeEach(() => database.pool.query('delete from email_outbox'))
afterAll(() => database.drop())

const now = new Date()
const notice = (columns: Record<string, unknown> = {}) =>
  insertMessage(database.pool, {
    client_id: clientId,
    purpose: 'owner-notice',
    to_number: ownerPhone,
    dedupe_key: `notice ${++notices}`,
    ...columns,
  })
const queue = async (...ids: string[]) => queueEmails(database.pool, ids)
const claim = (at = now) => claimNextEmail(database.pool, at)
const emails = () => rowsOf(database.pool, 'select * from email_outbox order by created_at')

test('a notice goes by e-mail once, with its words, also when a further try of the same text fails too', async () => {
  const [first, again] = [await notice({ dedupe_key: 'n' }), await notice({ dedupe_key: 'n~2' })]
  await queue(first, again)
  await queue(again)
  expect(await emails()).toMatchObject([
    { dedupe_key: 'n', to_address: 'dave@plumbing.example', body: 'Thanks, we are on our way.', state: 'READY' },
  ])
})

test('a customer’s text never does, nor an owner’s who gave no address', async () => {
  const other = await insertClient(database.pool, { phone_number: '+447700900299', twilio_number: null })
  await queue(await notice({ purpose: 'reply' }), await notice({ client_id: other }))
  expect(await emails()).toEqual([])
})

test('of many who claim at once each e-mail is given to one', async () => {
  await queue(...(await Promise.all([1, 2, 3].map(() => notice()))))
  const claimed = (await Promise.all(Array.from({ length: 10 }, () => claim()))).flatMap((email) => email?.id ?? [])
  expect(new Set(claimed).size).toBe(claimed.length)
  expect(await claim()).toBeNull()
})

test('it comes with the business and the switches in force; an outcome counts for its attempt, once', async () => {
  await queue(await notice())
  await database.pool.query('update client_settings set notifications_paused = true')
  const email = await claim()
  await database.pool.query('update client_settings set notifications_paused = false')
  expect(email).toMatchObject({ attempt: 1, businessName: 'Dave’s Plumbing', switches: { notificationsPaused: true } })
  if (!email) return
  const retry = { end: { state: 'READY', afterMs: 60_000, reason: 'SMTP 450' }, now } as const
  expect(await settleEmail(database.pool, { ...email, attempt: 0 }, retry)).toBe(false)
  expect(await settleEmail(database.pool, email, retry)).toBe(true)
  expect(await settleEmail(database.pool, email, { end: { state: 'SENT' }, now })).toBe(false)
  expect(await claim()).toBeNull()
  await database.pool.query('update email_outbox set not_before = now()')
  expect(await claim()).toMatchObject({ attempt: 2 })
})

test('one whose process ended is found when its lease is over, and is never claimed again', async () => {
  await queue(await notice())
  const email = await claim()
  expect(await findAbandonedEmails(database.pool)).toEqual([])
  await database.pool.query(`update email_outbox set lease_until = now() - interval '1 second'`)
  expect(await findAbandonedEmails(database.pool)).toMatchObject([{ id: email?.id, attempt: 1, clientId }])
  expect(await claim()).toBeNull()
})

test('one that waits is due by whichever clock is ahead, and waits its whole time by that one', async () => {
  await queue(await notice())
  const wait = { state: 'READY', afterMs: 3_600_000, reason: 'SMTP 450' } as const
  const tomorrow = new Date(now.getTime() + 26 * 3_600_000)
  const first = await claim()
  if (!first) throw new Error('nothing was due')
  await settleEmail(database.pool, first, { end: wait, now })
  expect(await claim()).toBeNull()

  const second = await claim(tomorrow)
  expect(second).toMatchObject({ attempt: 2 })
  if (second) await settleEmail(database.pool, second, { end: wait, now: tomorrow })
  expect(await claim(tomorrow)).toBeNull()
  expect(await claim(new Date(tomorrow.getTime() + 3_600_001))).toMatchObject({ attempt: 3 })
})
