/** What one answer costs the database, from the text that came in to the reply that Twilio took: numbers to hold. */

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../src/pool.ts'
import { createQueue, type Queue } from '../src/queue.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { claimNextMessage, commitTurn, ingestText, readTurnContext, recordSent } from './one.ts'
import { arrivedText, customerPhone, draft, insertClient, keptTurn, leadOf, ourNumber, rowOf } from './rows.ts'

let database: FreshDatabase
let queue: Queue
let clientId: string
const sent: string[] = []

beforeAll(async () => {
  database = await freshDatabase({ max: 4 })
  database.pool.on('connect', listenTo)
  clientId = await insertClient(database.pool)
  queue = createQueue(database.pool, () => {})
  await queue.start()
})
afterAll(async () => {
  await queue.stop()
  await database.drop()
})

/** Each call is a statement sent; all but a transaction's `begin`, which goes with the next, are waited for. */
function listenTo(connection: pg.PoolClient): void {
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown
  connection.query = ((...args: [string | pg.QueryConfig, ...unknown[]]) => {
    const statement = args[0]
    sent.push(typeof statement === 'string' ? statement : nameOf(statement))
    return query(...args)
  }) as typeof connection.query
}

function nameOf({ name, text }: pg.QueryConfig): string {
  return name === undefined || name.startsWith('engine-') ? text : name
}

/** The statements of our path; what pg-boss asks by itself, to find and to end jobs, is its polling. */
function ours(): string[] {
  const own = [
    'begin',
    'commit',
    'rollback',
    'ingest-texts',
    'read-turn-contexts',
    'commit-turns',
    'claim-messages',
    'record-sent',
  ]
  return sent.flatMap((text) => (own.includes(text) ? [text] : /^\s*INSERT INTO pgboss\.job/.test(text) ? ['job'] : []))
}

const now = () => new Date()

async function takeIn(): Promise<string> {
  return inTransaction(database.pool, async (tx) => {
    const text = arrivedText('leak', { at: now() })
    const ingested = await ingestText(tx, text)
    if (!ingested.kept) throw new Error('it was there')
    const { conversationId, seq } = ingested
    await queue.queueTurns(tx, [{ id: text.id, conversationId, seq, afterMs: 3_600_000 }])
    return conversationId
  })
}

async function answer(conversationId: string): Promise<void> {
  const context = await readTurnContext(database.pool, conversationId, now())
  const seqs = context?.unanswered.map((text) => text.seq) ?? []
  const lead = leadOf({ id: context?.lead?.id ?? randomUUID(), from: context?.lead?.state ?? null })
  const turn = keptTurn({ conversationId, clientId, seqs, lead, outbox: [draft()], now: now() })
  await inTransaction(database.pool, async (tx) => {
    const queued = await commitTurn(tx, turn)
    if (!queued) throw new Error('not kept')
    await queue.queueDeliveries(tx, queued, { name: 'first', now: new Date() })
  })
}

async function send(): Promise<void> {
  for (;;) {
    const message = await claimNextMessage(database.pool, customerPhone, ourNumber, now())
    if (!message) return
    await recordSent(database.pool, message, `SM${message.id}`)
    if (!message.more) return
  }
}

test('an answer is 11 statements, 9 of them waited for, and 4 commits', async () => {
  for (let turn = 0; turn < 3; turn++) {
    sent.length = 0
    await answer(await takeIn())
    await send()
    const path = ours()
    expect(path).toEqual([
      ...['begin', 'ingest-texts', 'job', 'commit'],
      'read-turn-contexts',
      ...['begin', 'commit-turns', 'job', 'commit'],
      'claim-messages',
      'record-sent',
    ])
    const commits = path.filter((name) => ['commit', 'claim-messages', 'record-sent'].includes(name))
    const waited = path.filter((name) => name !== 'begin')
    expect([path.length, waited.length, commits.length]).toEqual([11, 9, 4])
  }
  const row = await rowOf(database.pool, `select count(*)::int as sent from outbox where state = 'SENT'`)
  expect(row).toEqual({ sent: 3 })
})
