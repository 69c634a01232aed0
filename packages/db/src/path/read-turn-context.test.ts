import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { commitTurn, readTurnContext } from '../../test/one.ts'
import {
  at,
  draft,
  ingested,
  insert,
  insertClient,
  insertMessage,
  keptTurn,
  leadOf,
  oneCall,
  ownerPhone,
} from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { keepAnswer } from './ai-calls.ts'
import { MOST_TEXTS } from './read-turn-context.ts'

let database: FreshDatabase
let clientId: string
let from: string
let people = 300

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool, { owner_name: 'Dave', booking_url: 'https://book.example/dave' })
})
afterAll(() => database.drop())
beforeEach(() => {
  from = `+447700900${++people}`
})

const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000)
const text = (body: string, seconds = 0) => ingested(database.pool, body, { from, at: after(seconds) })
const read = async (conversationId: string, seconds = 0) => {
  const context = await readTurnContext(database.pool, conversationId, after(seconds))
  if (!context) throw new Error('no such conversation')
  return context
}

test('a first text: who, which client, what waits, and nothing that is not there', async () => {
  const { conversationId } = await text('leak')
  expect(await read(conversationId)).toMatchObject({
    phone: from,
    role: null,
    client: {
      id: clientId,
      businessName: 'Dave’s Plumbing',
      ownerPhone,
      ownerOptedOut: false,
    },
    switches: { outboundPaused: false, aiDisabled: false, notificationsPaused: false },
    optedOut: false,
    customerName: null,
    lead: null,
    unanswered: [{ seq: 1, body: 'leak', media: [], receivedAt: at }],
    thread: [],
    lastRule: null,
    lastTurnAt: null,
    counts: { textsInWindow: 1, sameInWindow: 1 },
    storedAnswers: [],
  })
  expect(await readTurnContext(database.pool, clientId, at)).toBeNull()
})

test('a later text: its open lead, the thread in the order it was said, and the last turn’s rule', async () => {
  const { conversationId } = await text('leak')
  const lead = leadOf({ change: { linkSent: true, asked: ['location'] } })
  const outbox = [draft({ to: from, body: 'Where are you?' }), draft({ to: from, state: 'SUPPRESSED', body: 'unsaid' })]
  const turn = keptTurn({
    conversationId,
    clientId,
    customerPhone: from,
    seqs: [1],
    rule: 'clarify',
    lead,
    outbox,
    now: after(2),
  })
  await inTransaction(database.pool, (tx) => commitTurn(tx, turn))
  await database.pool.query('update outbox set created_at = $1 where conversation_id = $2', [after(2), conversationId])
  await text('12 Elm Road', 10)
  expect(await read(conversationId, 11)).toMatchObject({
    customerName: 'Ann',
    lead: {
      id: lead.id,
      state: 'NEEDS_INFO',
      facts: { jobType: 'plumbing' },
      asked: ['location'],
      linkSentAt: after(2),
    },
    unanswered: [{ seq: 2 }],
    thread: [
      { from: 'customer', body: 'leak' },
      { from: 'business', body: 'Where are you?' },
    ],
    lastRule: 'clarify',
    lastTurnAt: after(2),
  })
})

test('more than a turn takes is left to the next one', async () => {
  let conversationId = ''
  for (let n = 0; n < MOST_TEXTS + 3; n++) conversationId = (await text(`text ${n}`)).conversationId
  const { unanswered, counts } = await read(conversationId)
  expect(unanswered.map(({ seq }) => seq)).toEqual(Array.from({ length: MOST_TEXTS }, (_, n) => n + 1))
  expect(counts.textsInWindow).toBe(MOST_TEXTS + 3)
})

test('the same words count as the same, whatever their case, for an hour', async () => {
  await text('Are you there', -3_700)
  await text('Are you there', -1_000)
  await text('are you there ', -400)
  await text('something else', -300)
  const { conversationId } = await text('ARE YOU THERE')
  await database.pool.query(`update inbound_messages set state = 'DONE' where conversation_id = $1 and seq < 5`, [
    conversationId,
  ])
  expect((await read(conversationId)).counts).toEqual({ textsInWindow: 1, sameInWindow: 3 })
})

test('answers of a turn that was not kept are there for the next try, by the text it began with', async () => {
  const { conversationId } = await text('leak')
  const answer = { ok: true, value: 'x' }
  await keepAnswer(database.pool, oneCall, { conversationId, fromSeq: 1, toSeq: 1, question: 'dial', answer })
  await keepAnswer(database.pool, oneCall, { conversationId, fromSeq: 2, toSeq: 2, question: 'flow', answer })
  expect((await read(conversationId)).storedAnswers).toEqual([{ toSeq: 1, question: 'dial', answer }])
})

test('switches of client, settings and fleet, until they expire', async () => {
  const { conversationId } = await text('leak')
  const settings = { client_id: clientId, notifications_paused: true }
  await insert(database.pool, 'client_settings', settings)
  await database.pool.query('update clients set ai_disabled = true, ai_disabled_until = $1', [after(60)])
  await database.pool.query('update fleet_switches set outbound_paused = true, outbound_paused_until = $1', [
    after(120),
  ])
  await insertMessage(database.pool, { to_number: from })
  const context = await read(conversationId, 59)
  expect(context.switches).toEqual({ outboundPaused: true, aiDisabled: true, notificationsPaused: true })
  expect((await read(conversationId, 60)).switches).toMatchObject({ aiDisabled: false, outboundPaused: true })
  expect((await read(conversationId, 120)).switches).toMatchObject({ outboundPaused: false, notificationsPaused: true })
})
