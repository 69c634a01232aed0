import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ ai: true, environment: { AI_DAILY_BUDGET_USD: '0.05' } })
})
afterEach(() => world.openai.clearFaults())
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'

async function whyRules(messageSid: string): Promise<(string | null)[]> {
  const { trace } = (await world.trace(messageSid)).turn
  const answers = [trace.sentinel, trace.dial, trace.flow, trace.lyra.answer]
  return answers.map((answer) => answer.fellBack?.why ?? null)
}

async function text(to: string, words = job) {
  const who = world.customer()
  const { messageSid } = await world.texts(who, words, { to })
  await world.settle()
  return { who, messageSid, why: await whyRules(messageSid) }
}

const spend = async (query = '') => (await world.admin('GET', `/ai/spend${query}`)).json
const budgetAlerts = () => world.heard(founder).filter((words) => words.startsWith('BUDGET'))

async function client(aiDailyBudgetUsd: number | null) {
  return world.addClient({ aiDailyBudgetUsd })
}

test('a client’s budget is reached mid-day: the rules answer it, the trace says why, others keep their AI', async () => {
  const { id, twilioNumber: number } = await client(null)
  const asked = world.openai.requestCount()
  expect((await text(number)).why).toEqual([null, null, null, null])
  const { total, budgets } = await spend(`?clientId=${id}`)
  expect(total.calls).toBe(world.openai.requestCount() - asked)
  const ofOneTurn: number = total.costMicroUsd
  expect(budgets.client).toEqual({ spentTodayMicroUsd: ofOneTurn, budgetMicroUsd: null })

  // Room for three turns: after two the founder hears nothing, after three the money is gone.
  await world.admin('PATCH', `/clients/${id}`, { aiDailyBudgetUsd: (ofOneTurn * 3) / 1_000_000 })
  await text(number)
  await world.monitor()
  await world.settle()
  expect(budgetAlerts()).toEqual([])
  expect((await text(number)).why).toEqual([null, null, null, null])

  const before = world.openai.requestCount()
  const plain = await text(number)
  expect(plain.why).toEqual(['budget', 'budget', 'budget', 'budget'])
  expect((await world.trace(plain.messageSid)).turn.trace.dial.fellBack.detail).toContain("this client's AI budget")
  expect((await world.trace(plain.messageSid)).turn.costMicroUsd).toBe(0)
  expect(world.heard(plain.who)).toHaveLength(1)
  expect(world.openai.requestCount()).toBe(before)
  expect((await text(world.elm.twilioNumber)).why).toEqual([null, null, null, null])

  const after = await spend(`?clientId=${id}&days=1`)
  expect(after.total).toMatchObject({ calls: 12, costMicroUsd: ofOneTurn * 3 })
  expect(after.failures).toEqual([{ why: 'budget', questions: 4, costMicroUsd: 0 }])
})

test('the founder is told once at 80 % and once when it is used up, however often it is looked at', async () => {
  const { id, twilioNumber: number, businessName } = await client(null)
  const seen = budgetAlerts().length
  const told = () => world.incidentsAbout(businessName)
  await text(number)
  const { costMicroUsd } = (await spend(`?clientId=${id}`)).total
  await world.admin('PATCH', `/clients/${id}`, { aiDailyBudgetUsd: (costMicroUsd * 1.2) / 1_000_000 })
  for (let n = 0; n < 3; n++) await world.monitor()
  await world.settle()
  expect(await told()).toEqual([expect.stringContaining('When it is used up the rules answer')])
  await text(number)
  for (let n = 0; n < 3; n++) await world.monitor()
  await world.settle()
  expect((await told())[1]).toContain('The rules answer until midnight UTC')
  expect(await told()).toHaveLength(2)
  // The client of the test before has used up its money too.
  expect(budgetAlerts().length - seen).toBe(2)
})

test('a budget of nothing means no call; on the next day the money is there again', async () => {
  const { id, twilioNumber: number } = await client(0)
  expect((await text(number)).why).toEqual(['budget', 'budget', 'budget', 'budget'])
  await world.admin('PATCH', `/clients/${id}`, { aiDailyBudgetUsd: 0.000001 })
  expect((await text(number)).why).toEqual([null, null, null, null])
  expect((await text(number)).why).toEqual(['budget', 'budget', 'budget', 'budget'])
  await world.fastForward(24 * 3_600_000)
  expect((await text(number)).why).toEqual([null, null, null, null])
})

test('an answer that was refused or cut off has been paid for all the same, and is counted by its kind', async () => {
  const { id, twilioNumber: number } = await client(null)
  await text(number, `${job} #ai-length:dial #ai-refuse:flow`)
  await text(number, `${job} #ai-refuse:flow`)
  const { failures, total, byStage, byModel } = await spend(`?clientId=${id}`)
  const turns = await world.rows<{ cost: number; cached: number }>(
    'select sum(cost_micro_usd)::int as cost, sum(cached_tokens)::int as cached from turns where client_id = $1',
    [id],
  )
  expect(failures.length).toBeGreaterThan(0)
  for (const failure of failures) expect(failure.costMicroUsd).toBeGreaterThan(0)
  expect(total).toMatchObject({ calls: 8, costMicroUsd: turns[0]?.cost, cachedTokens: turns[0]?.cached })
  expect(byStage.map((stage: { stage: string }) => stage.stage).toSorted()).toEqual([
    'dial',
    'flow',
    'lyra',
    'sentinel',
  ])
  expect(byModel).toHaveLength(1)
})

test('two replicas count into the same purse, to the last token, and stop at the same line', async () => {
  const { id, twilioNumber: number } = await client(null)
  await world.startReplica({ web: false, work: true })
  const asked = world.openai.requestCount()
  const many = Array.from({ length: 20 }, () => world.customer())
  await Promise.all(many.map((who) => world.texts(who, job, { to: number })))
  await world.settle(30_000)
  const { total } = await spend(`?clientId=${id}`)
  expect(total.calls).toBe(world.openai.requestCount() - asked)
  const [turns] = await world.rows<{ cost: number }>(
    'select sum(cost_micro_usd)::int as cost from turns where client_id = $1',
    [id],
  )
  expect(total.costMicroUsd).toBe(turns?.cost)

  await world.admin('PATCH', `/clients/${id}`, { aiDailyBudgetUsd: total.costMicroUsd / 1_000_000 })
  const then = world.openai.requestCount()
  await Promise.all(many.slice(0, 8).map((who) => world.texts(who, 'on Tuesday please', { to: number })))
  await world.settle(30_000)
  expect(world.openai.requestCount()).toBe(then)
})

test('the fleet’s budget stops everybody', async () => {
  const { twilioNumber: number } = await client(null)
  expect((await text(number)).why).toEqual([null, null, null, null])
  // What other clients have cost meanwhile.
  await world.rows(
    `insert into ai_fleet_spend values (($1::timestamptz at time zone 'UTC')::date, 'turn', 99, 50000)`,
    [world.clock.now()],
  )
  const stopped = await text(number)
  expect(stopped.why).toEqual(['budget', 'budget', 'budget', 'budget'])
  expect((await world.trace(stopped.messageSid)).turn.trace.dial.fellBack.detail).toContain('of all clients')
  await world.monitor()
  await world.settle()
  expect(budgetAlerts().some((words) => words.includes('all clients together'))).toBe(true)
})
