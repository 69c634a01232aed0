/** The statements of the path over many at once: each gets what it would have got alone. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimNextMessages } from '../src/path/claim-message.ts'
import { commitTurns } from '../src/path/commit-turn.ts'
import { type ArrivedText, ingestTexts } from '../src/path/ingest-text.ts'
import { readTurnContexts } from '../src/path/read-turn-context.ts'
import { recordDeliveries } from '../src/path/record-delivery.ts'
import { recordSent } from '../src/path/record-send.ts'
import { inTransaction } from '../src/pool.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import {
  arrivedText,
  draft,
  insert,
  insertClient,
  insertMessage,
  keptTurn,
  leadOf,
  rowsOf,
  sendingFor,
} from './rows.ts'

const PEOPLE = 6
let database: FreshDatabase
let clientIds: string[]
let people = 300

beforeAll(async () => {
  database = await freshDatabase({ max: 4 })
  clientIds = [
    await insertClient(database.pool),
    await insertClient(database.pool, { phone_number: '+447700900201', twilio_number: '+447700900101' }),
  ]
})
afterAll(() => database.drop())

const ours = (n: number) => `+44770090010${n % 2}`
const someone = () => `+447700900${++people}`
const someTexts = (words: string, more: (n: number) => Partial<ArrivedText> = () => ({})): ArrivedText[] =>
  Array.from({ length: PEOPLE }, (_, n) => arrivedText(`${words} ${n}`, { to: ours(n), from: someone(), ...more(n) }))
const takeIn = (texts: readonly ArrivedText[]) => inTransaction(database.pool, (tx) => ingestTexts(tx, texts))

/** As many conversations with a text each, read. */
async function someContexts() {
  const taken = await takeIn(someTexts('leak'))
  const asked = taken.flatMap((one) => (one.kept ? [{ conversationId: one.conversationId, now: new Date() }] : []))
  return (await readTurnContexts(database.pool, asked)).flatMap((context) => context ?? [])
}

test('texts of many conversations: each is numbered in its own, goes to its client, and is in its place', async () => {
  const first = someTexts('hello')
  const taken = await takeIn(first)
  const again = first.map((text, n) => (n === 2 ? text : arrivedText(`more ${n}`, { to: text.to, from: text.from })))
  const more = await takeIn(again)
  expect(taken.map((one) => one.kept && one.seq)).toEqual([1, 1, 1, 1, 1, 1])
  expect(more.map((one) => one.kept && one.seq)).toEqual([2, 2, false, 2, 2, 2])
  expect(more[2]).toEqual({ kept: false, undo: false })
  const kept = await rowsOf(
    database.pool,
    'select client_id, body from inbound_messages where message_sid = any($1) order by array_position($1, message_sid)',
    [first.map((text) => text.messageSid)],
  )
  expect(kept).toEqual(first.map((text, n) => ({ client_id: clientIds[n % 2], body: text.body })))
})

test('words for no more texts, and for texts again, hold for their own sender and client', async () => {
  const stops = someTexts('STOP', (n) => ({ optWord: n % 3 === 0 ? 'out' : null }))
  await takeIn(stops)
  const states = () =>
    rowsOf(database.pool, 'select phone, opted_out from opt_outs where phone = any($1) order by phone', [
      stops.map((text) => text.from),
    ])
  const [a, b] = [stops[0], stops[3]]
  expect(await states()).toEqual([a, b].map((text) => ({ phone: text?.from, opted_out: true })))
  await takeIn(
    stops.map((text, n) => arrivedText('START', { to: text.to, from: text.from, optWord: n === 3 ? 'in' : null })),
  )
  expect((await states()).map((row) => row.opted_out)).toEqual([true, false])
  expect(
    await rowsOf(database.pool, 'select 1 from opt_out_history where phone = any($1)', [[a?.from, b?.from]]),
  ).toHaveLength(3)
})

test('contexts come in the order asked, each with its own, and null for what is not there', async () => {
  const contexts = await someContexts()
  const ids = contexts.map((context) => context.conversationId).toReversed()
  const asked = [...ids.slice(0, 3), randomUUID(), ...ids.slice(3)].map((conversationId) => ({
    conversationId,
    now: new Date(),
  }))
  const read = await readTurnContexts(database.pool, asked)
  expect(read.map((context) => context?.conversationId ?? null)).toEqual([...ids.slice(0, 3), null, ...ids.slice(3)])
  const own = contexts.toReversed().map((context) => context.unanswered.map((text) => text.body))
  expect(read.flatMap((context) => (context ? [context.unanswered.map((text) => text.body)] : []))).toEqual(own)
})

test('turns are kept with their own leads and messages; one that is no longer as it was read is null, beside the others', async () => {
  const contexts = await someContexts()
  const turns = contexts.map((context, n) =>
    keptTurn({
      conversationId: context.conversationId,
      clientId: context.client?.id ?? null,
      customerPhone: context.phone,
      seqs: n === 4 ? [1, 2] : [1],
      lead: n === 1 ? null : leadOf({ id: randomUUID(), from: null }),
      quietUntil: n === 5 ? new Date('2026-03-02T11:00:00Z') : null,
      outbox: [draft({ from: context.ourNumber, to: context.phone, body: `to ${n}` })],
    }),
  )
  const queued = await inTransaction(database.pool, (tx) => commitTurns(tx, turns))
  expect(queued.map((messages) => messages?.map((message) => message.to) ?? null)).toEqual(
    contexts.map((context, n) => (n === 4 ? null : [context.phone])),
  )
  const rows = await rowsOf(
    database.pool,
    `select o.body, l.client_id, c.quiet_until from turns t join conversations c on c.id = t.conversation_id
      join outbox o on o.turn_id = t.id left join leads l on l.conversation_id = c.id
     where t.id = any($1) order by o.body`,
    [turns.map((turn) => turn.turnId)],
  )
  expect(rows).toEqual(
    turns.map((turn, n) => ({
      body: `to ${n}`,
      client_id: n === 1 ? null : turn.clientId,
      quiet_until: turn.quietUntil,
    })),
  )
})

test('claims: each pair of numbers its oldest message, nothing for those who have none', async () => {
  const pairs = Array.from({ length: PEOPLE }, (_, n) => ({ to: someone(), from: ours(n), now: new Date() }))
  const ids: string[] = []
  for (const [n, { to, from }] of pairs.entries())
    if (n !== 2)
      ids.push(await insertMessage(database.pool, { to_number: to, from_number: from, client_id: clientIds[n % 2] }))
  await insertMessage(database.pool, { to_number: pairs[0]?.to, from_number: ours(0) })
  await insert(database.pool, 'opt_outs', {
    client_id: clientIds[1],
    phone: pairs[3]?.to,
    opted_out: true,
    source: 'text',
    wording: 'STOP',
  })
  const claimed = await claimNextMessages(database.pool, pairs)
  expect(claimed.map((message) => message?.id ?? null)).toEqual([...ids.slice(0, 2), null, ...ids.slice(2)])
  expect(claimed.map((message) => message?.more ?? null)).toEqual([true, false, null, false, false, false])
  expect(claimed.map((message) => message?.optedOut ?? null)).toEqual([false, false, null, true, false, false])
})

test('what was sent and what Twilio says of it: each to its own message, and for its own attempt', async () => {
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push(await insertMessage(database.pool, { to_number: someone(), ...sendingFor(1) }))
  const sids = ids.map((id) => `SM${id}`)
  const attempts = ids.map((id, n) => ({ id, attempt: n === 1 ? 7 : 1, sid: `SM${id}` }))
  expect(await recordSent(database.pool, attempts)).toEqual([true, false, true, true])
  const words = ids.map((outboxId, n) => ({
    outboxId,
    sid: n === 3 ? 'SManother' : (sids[n] ?? ''),
    status: n === 0 ? ('undelivered' as const) : ('delivered' as const),
    errorCode: n === 0 ? 30003 : null,
  }))
  const told = await recordDeliveries(database.pool, [
    { ...words[0], outboxId: randomUUID() } as (typeof words)[0],
    ...words,
  ])
  expect(told.map((message) => message?.id ?? null)).toEqual([null, ...ids])
  expect(told.map((message) => message?.otherSid ?? null)).toEqual([null, null, null, null, sids[3]])
  const rows = await rowsOf(
    database.pool,
    'select state, delivery_status, error_code from outbox where id = any($1::uuid[]) order by array_position($1::uuid[], id)',
    [ids],
  )
  expect(rows).toEqual([
    { state: 'SENT', delivery_status: 'undelivered', error_code: 30003 },
    { state: 'SENT', delivery_status: 'delivered', error_code: null },
    { state: 'SENT', delivery_status: 'delivered', error_code: null },
    { state: 'SENT', delivery_status: null, error_code: null },
  ])
})
