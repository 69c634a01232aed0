import type { Usage } from '@jobrun/domain/pipeline/brain'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { readTurnContext } from '../../test/one.ts'
import { at, ingested, insertClient, rowOf, rowsOf } from '../../test/rows.ts'
import { createPool } from '../pool.ts'
import { type AiCall, countCalls, findSpenders, keepAnswer, readFleetSpend } from './ai-calls.ts'

let database: FreshDatabase
let clientId: string
let conversationId: string

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool)
  conversationId = (await ingested(database.pool, 'leak')).conversationId
})
afterAll(() => database.drop())
beforeEach(() => database.pool.query('truncate ai_usage, ai_fleet_spend, brain_answers'))

const usage = (costMicroUsd: number): Usage => ({
  model: 'm-1',
  inputTokens: 100,
  cachedTokens: 40,
  outputTokens: 10,
  costMicroUsd,
})
const answered = (question: string, cost = 120): AiCall => ({ question, outcome: 'answered', usage: usage(cost) })
const refused: AiCall = { question: 'dial', outcome: 'refused', usage: usage(50) }
const late: AiCall = { question: 'dial', outcome: 'late', usage: null }
const ofClient = (calls: readonly AiCall[], more = {}) => ({ clientId, purpose: 'turn' as const, at, calls, ...more })

test('each kind of call is one row a client and day, raised by every call; what failed for money counts too', async () => {
  await countCalls(database.pool, ofClient([answered('dial'), answered('dial'), refused, late]))
  await countCalls(database.pool, ofClient([answered('dial', 1), late]))
  expect(await rowsOf(database.pool, 'select * from ai_usage order by outcome')).toMatchObject([
    { question: 'dial', outcome: 'answered', model: 'm-1', calls: 3, input_tokens: '300', cost_micro_usd: '241' },
    { question: 'dial', outcome: 'late', model: '', calls: 2, input_tokens: '0', cost_micro_usd: '0' },
    { question: 'dial', outcome: 'refused', model: 'm-1', calls: 1, cached_tokens: '40', cost_micro_usd: '50' },
  ])
  expect(await readFleetSpend(database.pool, at, 'turn')).toBe(291)
})

test('an answer is kept and paid for in one statement; asked twice by two workers it is kept once and paid for twice', async () => {
  const kept = { conversationId, fromSeq: 1, toSeq: 1, question: 'dial', answer: { ok: true } }
  await Promise.all([1, 2].map(() => keepAnswer(database.pool, ofClient([answered('dial')]), kept)))
  expect(await rowsOf(database.pool, 'select question from brain_answers')).toEqual([{ question: 'dial' }])
  expect(await readFleetSpend(database.pool, at, 'turn')).toBe(240)
})

test('hundreds of calls at once, from two replicas, for one client and for nobody’s: no call is lost, none waits for ever', async () => {
  const replica = createPool({ url: database.url, max: 10, onError: () => {} })
  const mixed = [answered('lyra', 3), refused, answered('dial', 7), late, answered('flow', 11)]
  const all = Array.from({ length: 300 }, (_, n) =>
    countCalls(n % 2 ? database.pool : replica, {
      ...ofClient(n % 3 ? mixed : mixed.toReversed()),
      clientId: n % 5 ? clientId : null,
    }),
  )
  await Promise.all(all)
  await replica.end()
  const sums = `select sum(calls)::int as calls, sum(cost_micro_usd)::int as cost, count(*)::int as rows from ai_usage`
  expect(await rowOf(database.pool, sums)).toEqual({ calls: 1_500, cost: 300 * 71, rows: 10 })
  expect(await readFleetSpend(database.pool, at, 'turn')).toBe(300 * 71)
  const shards = await rowsOf(database.pool, 'select shard from ai_fleet_spend')
  expect(shards.length).toBeGreaterThan(1)
})

test('a turn is told with its other facts what its client and all have spent on this UTC day, shadows apart', async () => {
  const nextDay = new Date('2026-03-03T00:00:00Z')
  const last = new Date('2026-03-02T23:59:59.999Z')
  await countCalls(database.pool, ofClient([answered('dial', 5)], { at: last }))
  await countCalls(database.pool, ofClient([answered('dial', 7)], { clientId: null }))
  await countCalls(database.pool, ofClient([answered('dial', 11)], { purpose: 'shadow' }))
  await countCalls(database.pool, ofClient([answered('dial', 13)], { at: nextDay }))
  const spent = async (now: Date) => (await readTurnContext(database.pool, conversationId, now))?.aiSpent
  await database.pool.query('update conversations set client_id = $1', [clientId])
  expect(await spent(last)).toEqual({ clientMicroUsd: 5, fleetMicroUsd: 12 })
  expect(await spent(nextDay)).toEqual({ clientMicroUsd: 13, fleetMicroUsd: 13 })
  expect(await readFleetSpend(database.pool, at, 'shadow')).toBe(11)
})

test('clients near their own budget are found; those without one, or with nothing spent, are not', async () => {
  const find = () => findSpenders(database.pool, at, 0.8)
  await countCalls(database.pool, ofClient([answered('dial', 800)]))
  expect(await find()).toEqual([])
  await database.pool.query('update clients set ai_daily_budget_micro_usd = 1001')
  expect(await find()).toEqual([])
  await database.pool.query('update clients set ai_daily_budget_micro_usd = 1000')
  expect(await find()).toEqual([
    { clientId, businessName: 'Dave’s Plumbing', budgetMicroUsd: 1_000, spentMicroUsd: 800 },
  ])
  await database.pool.query('truncate ai_usage; update clients set ai_daily_budget_micro_usd = 0')
  expect(await find()).toEqual([])
})
