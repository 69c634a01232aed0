/** Every statement of the path and of the sweep, as it is sent, on 200,000 texts: planned by index, and reading little. */

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAges } from '../src/monitor/facts.ts'
import { countCalls, findSpenders, keepAnswer, readFleetSpend } from '../src/path/ai-calls.ts'
import { claimNextMessages } from '../src/path/claim-message.ts'
import { commitTurns } from '../src/path/commit-turn.ts'
import { claimNextEmail, findAbandonedEmails, queueEmails, settleEmail } from '../src/path/email.ts'
import { findFacts } from '../src/path/find-facts.ts'
import { ingestTexts } from '../src/path/ingest-text.ts'
import { queueMessages, recordOptOut } from '../src/path/queue-message.ts'
import { readTurnContexts } from '../src/path/read-turn-context.ts'
import { countUnseen, findUnsettled, releaseUnseen, settleAsSent, sidsOfOthers } from '../src/path/reconcile-message.ts'
import { recordDeliveries } from '../src/path/record-delivery.ts'
import { recordDeferred, recordNotSent, recordRetry, recordSent } from '../src/path/record-send.ts'
import { claimShadow, skipShadow } from '../src/path/shadows.ts'
import { findLateMessages, findLateTexts, releaseAccountHolds } from '../src/path/sweep.ts'
import { closeQuietLeads, forgetOldAnswers } from '../src/path/tidy.ts'
import { markUnreachable } from '../src/path/unreachable.ts'
import type { Tx } from '../src/pool.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { fill, hugeConversation, ourNumberOf, ownerOf, phoneOf, usualConversation } from './full-database.ts'
import { arrivedText, draft, keptTurn, leadOf } from './rows.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase({ max: 2 })
  await fill(database.pool)
}, 60_000)
afterAll(() => database.drop())

const client = '00000000-0000-4001-8000-000000000001'
const large = [
  'inbound_messages',
  'outbox',
  'turns',
  'conversations',
  'leads',
  'delivery_events',
  'opt_outs',
  'customers',
  'brain_answers',
  'unreachable_numbers',
  'client_facts',
  'email_outbox',
  'ai_usage',
  'turn_shadows',
]
/** Rows that one node of a plan may look at: a batch of the sweep (2,000 texts), and not a conversation's history. */
const MOST_ROWS = 2_500

const now = new Date()
const message = { id: '00000000-0000-4005-8000-000000001000', attempt: 1 }
const factfulClient = '00000000-0000-4007-8000-000000007777'
const priceQuestion = { kind: 'price', words: ['boiler', 'servic'], circumstances: [], asked: '' } as const
const areaQuestion = { kind: 'area', words: ['otley'], circumstances: [], asked: '' } as const
const refused = { reason: 'no', errorCode: 21211 }
const text = (conversation: number, more = {}) =>
  arrivedText('hello 3', { from: phoneOf(conversation), to: ourNumberOf(conversation), at: now, ...more })
const turn = (conversationId: string, conversation: number, seqs: number[]) =>
  keptTurn({
    conversationId,
    clientId: client,
    customerPhone: phoneOf(conversation),
    seqs,
    lead: leadOf({ id: '00000000-0000-4006-8000-000000000776', from: 'URGENT' }),
    outbox: [draft(), draft({ dedupeKey: 'reply 7' })],
  })
const word = { outboxId: message.id, sid: 'SMout1000', status: 'delivered', errorCode: null } as const
const usage = { model: 'm', inputTokens: 100, cachedTokens: 0, outputTokens: 10, costMicroUsd: 120 }
const aiCalls = {
  clientId: client,
  purpose: 'turn',
  at: now,
  calls: [{ question: 'dial', outcome: 'answered', usage }],
} as const
const waiting = Array.from({ length: 40 }, (_, n) => 19_801 + n)

const questions: Record<string, (db: Tx) => Promise<unknown>> = {
  'a text': (db) => ingestTexts(db, [text(777)]),
  'a text in the huge conversation': (db) => ingestTexts(db, [text(1)]),
  'a text that was there before': (db) => ingestTexts(db, [text(1, { messageSid: 'SM19990', optWord: 'out' })]),
  'a word for no more texts': (db) => ingestTexts(db, [text(777, { optWord: 'out' })]),
  'a word for texts again': (db) => ingestTexts(db, [text(777, { optWord: 'yes' })]),
  'the context of a turn': (db) => readTurnContexts(db, [{ conversationId: usualConversation, now }]),
  'the context in the huge conversation': (db) => readTurnContexts(db, [{ conversationId: hugeConversation, now }]),
  'the facts for a question': (db) => findFacts(db, factfulClient, [priceQuestion]),
  'the facts for three': (db) => findFacts(db, factfulClient, [priceQuestion, areaQuestion, areaQuestion]),
  'a turn': (db) => commitTurns(db, [turn(usualConversation, 777, [91])]),
  'a turn in the huge conversation': (db) => commitTurns(db, [turn(hugeConversation, 1, waiting)]),
  'an answer of a brain': (db) =>
    keepAnswer(db, aiCalls, { conversationId: hugeConversation, fromSeq: 7, toSeq: 8, question: 'dial', answer: {} }),
  'calls of the AI': (db) => countCalls(db, aiCalls),
  'a shadow’s claim': (db) => claimShadow(db, now),
  'a shadow’s end': (db) => skipShadow(db, '00000000-0000-4004-8000-000000000001', 'budget'),
  'who spends much': (db) => findSpenders(db, now, 0.8),
  'what all have spent': (db) => readFleetSpend(db, now, 'turn'),
  'a message’s claim': (db) => claimNextMessages(db, [{ to: phoneOf(777), from: ourNumberOf(777), now }]),
  'the claim for an owner with hundreds': (db) =>
    claimNextMessages(db, [{ to: ownerOf(0), from: ourNumberOf(0), now }]),
  'a claim where there is nothing': (db) => claimNextMessages(db, [{ to: phoneOf(1), from: ourNumberOf(1), now }]),
  sent: (db) => recordSent(db, [{ ...message, sid: 'SMnew' }]),
  'not sent': (db) => recordNotSent(db, message, { state: 'HELD', ...refused }),
  'to be tried again': (db) => recordRetry(db, message, { afterMs: 1_000, ...refused, now }),
  'put off until morning': (db) => recordDeferred(db, message, { notBefore: now, reason: 'quiet-hours' }),
  'a number that takes no texts': (db) => markUnreachable(db, { phone: phoneOf(3), ...refused }),
  'e-mails in place of texts': (db) => queueEmails(db, [message.id]),
  'an e-mail’s claim': (db) => claimNextEmail(db, now),
  'an e-mail’s end': (db) => settleEmail(db, message, { end: { state: 'SENT' }, now }),
  'e-mails left under way': (db) => findAbandonedEmails(db),
  'a word of Twilio’s': (db) => recordDeliveries(db, [word]),
  'a word about a message nobody knows': (db) => recordDeliveries(db, [{ ...word, outboxId: randomUUID() }]),
  'what is unsettled': (db) => findUnsettled(db, 50),
  'settled as sent': (db) => settleAsSent(db, message, 'SMnew'),
  'whose sids these are': (db) =>
    sidsOfOthers(
      db,
      Array.from({ length: 20 }, (_, n) => `SMout${n}`),
    ),
  'seen without': (db) => countUnseen(db, message),
  'released for another try': (db) => releaseUnseen(db, message),
  'messages beside a turn': (db) => queueMessages(db, [{ ...draft(), clientId: client, conversationId: null }]),
  'an opt-out by the carrier': (db) =>
    recordOptOut(db, { clientId: null, phone: phoneOf(3), source: 'carrier', wording: '21610' }),
  'late texts': (db) => findLateTexts(db, now),
  'late messages': (db) => findLateMessages(db, now),
  'holds for our account': (db) => releaseAccountHolds(db),
  ages: (db) => readAges(db, now),
  'quiet leads': (db) => closeQuietLeads(db, now),
  'old answers': (db) => forgetOldAnswers(db, now),
}

describe.each(['force_custom_plan', 'force_generic_plan'])('%s', (mode) => {
  test.each(Object.keys(questions))('%s', async (name) => {
    for (const statement of await statementsOf(questions[name])) {
      const plan = await planOf(statement, mode)
      const nodes = [...nodesOf(plan)]
      const scanned = nodes
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name'] ?? '')
      const told = nodes.map(described).join('\n')
      expect(
        scanned.filter((table) => large.includes(table)),
        told,
      ).toEqual([])
      const most = Math.max(...nodes.map(looked))
      expect(most, told).toBeLessThanOrEqual(MOST_ROWS)
    }
  })
})

test('a question whose index is gone is found out', async () => {
  const [claim] = await statementsOf(questions['a message’s claim'])
  const plan = await planOf(claim ?? { text: '' }, 'force_generic_plan', 'drop index outbox_unsent')
  expect(Math.max(...[...nodesOf(plan)].map(looked))).toBeGreaterThan(MOST_ROWS)
})

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

/** What a question sends, without an answer. */
async function statementsOf(ask: ((db: Tx) => Promise<unknown>) | undefined): Promise<pg.QueryConfig[]> {
  const sent: pg.QueryConfig[] = []
  const listener = {
    query(statement: pg.QueryConfig) {
      sent.push(statement)
      return Promise.resolve({ rows: [], rowCount: 0 })
    },
  }
  await ask?.(listener as unknown as Tx)
  expect(sent).not.toEqual([])
  return sent
}

/** Runs it as a prepared statement, and undoes it. */
async function planOf({ text, values = [] }: pg.QueryConfig, mode: string, before = ''): Promise<Node> {
  const connection = await database.pool.connect()
  try {
    await connection.query(`begin; ${before}; set local plan_cache_mode = ${mode}; prepare asked as ${text}`)
    const execute = values.length > 0 ? `execute asked(${values.map(literal).join(', ')})` : 'execute asked'
    const { rows } = await connection.query(`explain (analyze, timing off, format json) ${execute}`)
    return rows[0]['QUERY PLAN'][0].Plan
  } finally {
    await connection.query('rollback')
    await connection.query('deallocate all')
    connection.release()
  }
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((item) => JSON.stringify(item)).join(',')}}`)
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of node.Plans ?? []) yield* nodesOf(child)
}

function looked(node: Node): number {
  if (!node['Relation Name']) return 0
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return (node['Actual Rows'] + removed) * node['Actual Loops']
}

function described(node: Node): string {
  const on = node['Relation Name'] ?? ''
  return `${node['Node Type']} ${on} ${node['Index Name'] ?? ''} looked at ${looked(node)}`
}
