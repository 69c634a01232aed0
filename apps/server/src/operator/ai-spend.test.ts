import { countCalls } from '@jobrun/db/path/ai-calls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let elm: string
let oak: string

const usage = (costMicroUsd: number) => ({
  model: 'm-1',
  inputTokens: 100,
  cachedTokens: 40,
  outputTokens: 10,
  costMicroUsd,
})
const spend = async (query = '') => world.call('GET', `/api/admin/ai/spend${query}`)

beforeAll(async () => {
  world = await operatorWorld()
  const add = async (more: object) =>
    (await world.call('POST', '/api/admin/clients', { ...elmPlumbing, ...more })).json.id
  elm = await add({})
  oak = await add({ businessName: 'Oak', phoneNumber: '+447700900102', twilioNumber: null, aiDailyBudgetUsd: 2.5 })
  const on = (day: string, clientId: string, calls: Parameters<typeof countCalls>[1]['calls'], more = {}) =>
    countCalls(world.db.pool, { clientId, purpose: 'turn', at: new Date(`${day}T09:00:00Z`), calls, ...more })
  await on('2030-01-15', elm, [{ question: 'dial', outcome: 'answered', usage: usage(100) }])
  await on('2030-01-15', oak, [
    { question: 'flow', outcome: 'truncated', usage: usage(30) },
    { question: 'flow', outcome: 'late', usage: null },
    { question: 'flow', outcome: 'budget', usage: null },
  ])
  await on('2030-01-14', oak, [{ question: 'dial', outcome: 'answered', usage: usage(7) }], { purpose: 'shadow' })
  await on('2029-12-01', elm, [{ question: 'dial', outcome: 'answered', usage: usage(1_000) }])
})
afterAll(() => world[Symbol.asyncDispose]())

test('money and tokens of the last days by day, stage, client, purpose and model, failures by kind', async () => {
  const { status, json } = await spend()
  expect(status).toBe(200)
  expect(json).toMatchObject({
    from: '2030-01-09',
    to: '2030-01-15',
    total: { calls: 4, inputTokens: 300, cachedTokens: 120, outputTokens: 30, costMicroUsd: 137 },
    byDay: [
      { day: '2030-01-15', calls: 3, costMicroUsd: 130 },
      { day: '2030-01-14', calls: 1, costMicroUsd: 7 },
    ],
    byStage: [
      { stage: 'dial', costMicroUsd: 107 },
      { stage: 'flow', costMicroUsd: 30, calls: 2 },
    ],
    byClient: [
      { clientId: elm, businessName: 'Elm Plumbing', costMicroUsd: 100 },
      { clientId: oak, businessName: 'Oak', costMicroUsd: 37 },
    ],
    byPurpose: [
      { purpose: 'turn', costMicroUsd: 130 },
      { purpose: 'shadow', costMicroUsd: 7 },
    ],
    byModel: [{ model: 'm-1', costMicroUsd: 137 }],
    failures: [
      { why: 'truncated', questions: 1, costMicroUsd: 30 },
      { why: 'budget', questions: 1, costMicroUsd: 0 },
      { why: 'late', questions: 1, costMicroUsd: 0 },
    ],
    budgets: { fleet: { spentTodayMicroUsd: 130, budgetMicroUsd: 5_000_000 }, client: null },
  })
})

test('of one client, and of more days', async () => {
  const { json } = await spend(`?clientId=${elm}&days=60`)
  expect(json.total).toMatchObject({ calls: 2, costMicroUsd: 1_100 })
  expect(json.byClient).toHaveLength(1)
  expect((await spend(`?clientId=${oak}`)).json.budgets.client).toEqual({
    spentTodayMicroUsd: 30,
    budgetMicroUsd: 2_500_000,
  })
})

test('where nothing was asked, nothing is shown', async () => {
  world.clock.now = new Date('2031-01-01T00:00:00Z')
  const { json } = await spend('?days=1')
  expect(json).toMatchObject({ from: '2031-01-01', total: { calls: 0, costMicroUsd: 0 }, byDay: [], failures: [] })
  world.clock.now = new Date('2030-01-15T10:00:00Z')
})

test.each(['?days=0', '?days=93', '?days=x', '?clientId=elm', '?day=1'])('%s is refused', async (query) => {
  expect((await spend(query)).status).toBe(400)
})

test('nobody’s spending is not found', async () => {
  expect((await spend('?clientId=00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

test('a client’s budget is set, shown, audited and emptied', async () => {
  const change = (body: object) => world.call('PATCH', `/api/admin/clients/${elm}`, body)
  expect((await change({ aiDailyBudgetUsd: 1.25, reason: 'they asked' })).json.aiDailyBudgetUsd).toBe(1.25)
  expect((await change({ ownerName: 'Kim' })).json.aiDailyBudgetUsd).toBe(1.25)
  expect((await change({ aiDailyBudgetUsd: null })).json.aiDailyBudgetUsd).toBeNull()
  for (const wrong of [-1, 2_001, 0.0000001, '5']) {
    expect((await change({ aiDailyBudgetUsd: wrong })).status, String(wrong)).toBe(422)
  }
  const audited = await world.prisma.auditEntry.findFirstOrThrow({ where: { reason: 'they asked' } })
  expect(audited.after).toEqual({ aiDailyBudgetMicroUsd: 1_250_000 })
})
