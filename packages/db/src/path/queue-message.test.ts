import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { customerPhone, draft, insertClient, rowOf, rowsOf } from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { type NewMessage, queueMessages, recordOptOut } from './queue-message.ts'

let database: FreshDatabase
let clientId: string

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())

const newMessage = (more: Partial<NewMessage> = {}): NewMessage => ({
  ...draft(),
  clientId,
  conversationId: null,
  purpose: 'alert',
  ...more,
})
const queue = (...messages: NewMessage[]) => inTransaction(database.pool, (tx) => queueMessages(tx, messages))

test('a key is queued once, whoever comes first; the message that is there stays as it is', async () => {
  const dedupeKey = 'alert:OUTBOX_LATE:unanswered:2026-03-02'
  const messages = Array.from({ length: 8 }, (_, n) => newMessage({ dedupeKey, body: `late ${n}` }))
  const queued = (await Promise.all(messages.map((message) => queue(message)))).flat()
  expect(queued).toHaveLength(1)
  const row = await rowOf(
    database.pool,
    'select id, state, not_before <= now() as due from outbox where dedupe_key = $1',
    [dedupeKey],
  )
  expect(row).toEqual({ id: queued[0]?.id, state: 'READY', due: true })
  expect(await queue()).toEqual([])
})

test('a message for later is due then, and says so', async () => {
  const notBefore = new Date(Date.now() + 60_000)
  const [queued] = await queue(newMessage({ notBefore, body: 'half a face \ud83d' }))
  expect(queued?.notBefore).toEqual(notBefore)
})

test('an opt-out by the carrier is in force, and history once, however often it is said', async () => {
  for (const of of [clientId, null]) {
    const optOut = { clientId: of, phone: customerPhone, source: 'carrier', wording: 'Twilio 21610' }
    const record = () => inTransaction(database.pool, (tx) => recordOptOut(tx, optOut))
    await Promise.all([record(), record(), record()])
  }
  const table = (name: string) =>
    rowsOf(
      database.pool,
      `select client_id, opted_out, source, wording from ${name} where phone = $1 order by client_id nulls last`,
      [customerPhone],
    )
  const said = { opted_out: true, source: 'carrier', wording: 'Twilio 21610' }
  const both = [
    { client_id: clientId, ...said },
    { client_id: null, ...said },
  ]
  expect(await table('opt_outs')).toEqual(both)
  expect(await table('opt_out_history')).toEqual(both)
})
