import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld

const job = 'I need a tap fitted in Leeds'
/** The stand-in finds a job in these words, and the rules find nothing. */
const disputed = 'hmm xyz bath'

async function open(environment: Record<string, string>) {
  world = await testWorld({ ai: true, environment })
  await holdLease()
}

/**
 * Held by somebody else, so that nothing is asked by the clock but only when a test says so. Longer than any test may
 * take; a lease of over five minutes would be taken for one from before the clock was set back.
 */
async function holdLease() {
  const lease = `insert into leases values ('shadows', 'a test', now() + interval '4 minutes')
   on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at`
  await world.rows(lease)
}

const shadows = () => world.rows('select * from turn_shadows order by turn_at, turn_id')
const agreement = async (query = '') => (await world.admin('GET', `/ai/agreement${query}`)).json

async function text(words = job, to = world.elm.twilioNumber) {
  const who = world.customer()
  const { messageSid } = await world.texts(who, words, { to })
  await world.settle()
  return { who, messageSid, turn: (await world.trace(messageSid)).turn }
}

describe('beside an AI that answers', () => {
  beforeAll(() => open({ AI_SHADOW_SHARE: '1' }))
  beforeEach(holdLease)
  afterEach(() => world.openai.clearFaults())
  afterAll(() => world?.stop())

  test('the rules answer every turn too, later and for nothing; the answer and its moment are as without them', async () => {
    const asked = world.openai.requestCount()
    const { who, turn } = await text()
    expect(world.heard(who)).toHaveLength(1)
    expect(turn.trace.dial.by).toBe('ai')
    const before = await world.rows('select * from turns')
    await world.askShadows()
    expect(await shadows()).toMatchObject([
      { turn_id: turn.id, brain: 'rules', state: 'DONE', same_sentinel: true, same_dial: true },
    ])
    expect(await world.rows('select * from turns')).toEqual(before)
    expect(world.heard(who)).toHaveLength(1)
    expect(world.openai.requestCount()).toBe(asked + 4)
    expect(
      (await world.admin('GET', '/ai/spend')).json.byPurpose.map(({ purpose }: { purpose: string }) => purpose),
    ).toEqual(['turn'])
  })

  test('a question that the rules had to answer themselves is not compared with them', async () => {
    const { turn } = await text(`${job} #ai-refuse:dial`)
    await world.askShadows()
    const [shadow] = await world.rows('select * from turn_shadows where turn_id = $1', [turn.id])
    expect(shadow).toMatchObject({ state: 'DONE', same_sentinel: true, same_dial: null, same_decision: null })
  })

  test('agreement is told by question, intent, client and day, and disagreements with their trace', async () => {
    const oak = await world.addClient({ businessName: 'Oak' })
    const agreed = await text(job, oak.twilioNumber)
    const disagreed = await text(disputed, oak.twilioNumber)
    await world.askShadows()
    const told = await agreement(`?clientId=${oak.id}&limit=1`)
    expect(told).toMatchObject({
      turns: 2,
      sentinel: { compared: 2, agreed: 2 },
      dial: { compared: 2, agreed: 1 },
      decision: { compared: 2, agreed: 1 },
      byIntent: [{ intent: 'NORMAL', turns: 2 }],
      byClient: [{ clientId: oak.id, businessName: 'Oak', dial: { compared: 2, agreed: 1 } }],
      byBrain: [{ otherBrain: 'rules', turns: 2 }],
      left: [],
    })
    expect(told.byDay).toHaveLength(1)
    const { items, nextCursor } = told.disagreements
    expect(nextCursor).toBeNull()
    expect(items).toMatchObject([
      {
        turnId: disagreed.turn.id,
        otherBrain: 'rules',
        texts: [disputed],
        label: null,
        other: { dial: { intent: 'UNCLEAR' } },
      },
    ])
    expect(items[0].differs).toEqual(expect.arrayContaining(['dial', 'decision']))
    expect(items[0].trace.dial.value.intent).toBe('NORMAL')
    expect(agreed.turn.id).not.toBe(items[0].turnId)
    expect((await agreement()).turns).toBe(4)
    expect((await world.admin('GET', '/ai/agreement?days=0')).status).toBe(400)
  })

  test('a label is kept with its reason, shown, audited, replaced by a later one, and becomes a case to measure by', async () => {
    const { turn } = await text('can somebody look at my bath in Leeds, ring 07700 900456')
    const path = `/turns/${turn.id}/label`
    const first = await world.admin('POST', path, { intent: ['URGENT'], reason: 'too quick' })
    expect(first).toMatchObject({ status: 200, json: { expect: { intent: ['URGENT'] }, reason: 'too quick' } })
    const expect_ = { intent: ['NORMAL'], location: 'Leeds', pages: false }
    await world.admin('POST', path, { ...expect_, reason: 'read again' })
    const audited = (await world.admin('GET', `/audit-log?subjectId=${turn.id}`)).json.items
    expect(audited).toMatchObject([
      {
        action: 'turn.label',
        before: { expect: { intent: ['URGENT'] } },
        after: { expect: expect_ },
        reason: 'read again',
      },
      { before: null, reason: 'too quick' },
    ])
    const file = join(mkdtempSync(join(tmpdir(), 'labels-')), 'labels.jsonl')
    const main = fileURLToPath(new URL('../../../scripts/eval.ts', import.meta.url))
    const [url = ''] = world.databaseUrls()
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--brain', 'rules', '--labels', file], {
      env: { ...process.env, DATABASE_URL: url },
    })
    const [line = ''] = readFileSync(file, 'utf8').trim().split('\n')
    expect(JSON.parse(line)).toMatchObject({
      id: `turn:${turn.id}`,
      suite: 'labelled',
      text: 'can somebody look at my bath in Leeds, ring ***456',
      expect: expect_,
    })
    expect(stdout).toMatch(/labelled \(1 cases\)/)
    expect(stdout).toMatch(/location right\s+100\.0 %/)
  })

  test.each([
    [{ intent: ['NORMAL'] }, 'reason'],
    [{ reason: 'nothing said' }, ''],
    [{ intent: ['MAYBE'], reason: 'x' }, 'intent.0'],
    [{ intent: [], reason: 'x' }, 'intent'],
    [{ time: { day: 'tuesday' }, reason: 'x' }, 'time.day'],
  ])('a label of %o is refused at %j', async (body, where) => {
    const { turn } = await text('hello')
    const { status, json } = await world.admin('POST', `/turns/${turn.id}/label`, body)
    expect([status, json.errors[0].path]).toEqual([422, where])
  })

  test('a turn that is not there cannot be labelled, nor one that no brain decided', async () => {
    const label = { intent: ['NORMAL'], reason: 'x' }
    expect((await world.admin('POST', '/turns/00000000-0000-4000-8000-000000000000/label', label)).status).toBe(404)
    const { messageSid } = await world.texts(world.elm.phoneNumber, 'hello')
    await world.settle()
    const { turn } = await world.trace(messageSid)
    expect((await world.admin('POST', `/turns/${turn.id}/label`, label)).status).toBe(409)
  })
})

describe('beside rules that answer', () => {
  beforeAll(() =>
    open({ AI_ANSWERS: 'rules', AI_SHADOW_SHARE: '1', AI_DAILY_BUDGET_USD: '0', AI_SHADOW_DAILY_BUDGET_USD: '0.002' }),
  )
  beforeEach(holdLease)
  afterEach(() => world.openai.clearFaults())
  afterAll(() => world?.stop())

  test('the AI is asked afterwards, for three questions and from its own purse; the answer stays the rules’', async () => {
    // Each question takes longer than the customer waited.
    world.openai.set({ latencyMs: 400 })
    const { who, turn } = await text()
    expect(world.openai.requestCount()).toBe(0)
    expect(turn.trace.dial.by).toBe('rules')
    expect(turn.trace.dial.fellBack).toBeNull()
    expect(turn.trace.tookMs).toBeLessThan(300)
    await world.askShadows()
    expect(world.openai.requestCount()).toBe(3)
    expect(await shadows()).toMatchObject([{ brain: 'ai', state: 'DONE', same_dial: true }])
    expect(world.heard(who)).toHaveLength(1)
    const { byPurpose, budgets } = (await world.admin('GET', '/ai/spend')).json
    expect(byPurpose).toMatchObject([{ purpose: 'shadow', calls: 3 }])
    expect(byPurpose[0].costMicroUsd).toBeGreaterThan(0)
    expect(budgets.fleet.spentTodayMicroUsd).toBe(0)
  })

  test('one that was taken by somebody who died is not paid for again', async () => {
    await text()
    await world.rows(`update turn_shadows set state = 'ASKING' where state = 'WAITING'`)
    const asked = world.openai.requestCount()
    await world.askShadows()
    expect(world.openai.requestCount()).toBe(asked)
    expect((await agreement()).left).toEqual([{ why: 'asking', turns: 1 }])
  })

  test('with the switch on no call leaves, also for a turn that was chosen before', async () => {
    const asked = world.openai.requestCount()
    await text()
    const set = (aiDisabled: boolean) =>
      world.admin('PUT', `/clients/${world.elm.id}/switches`, { aiDisabled, reason: 'test' })
    await set(true)
    await text()
    await world.askShadows()
    await set(false)
    expect(world.openai.requestCount()).toBe(asked)
    expect((await agreement()).left).toContainEqual({ why: 'ai-disabled', turns: 1 })
  })

  test('a question that the AI refuses costs, and is not compared; its failures keep nobody from being answered', async () => {
    const { turn } = await text(`${job} #ai-refuse:flow`)
    await world.askShadows()
    const [shadow] = await world.rows('select * from turn_shadows where turn_id = $1', [turn.id])
    expect(shadow).toMatchObject({ same_dial: true, same_flow: null, same_decision: null })
    expect((await world.admin('GET', '/ai/spend')).json.failures).toMatchObject([{ why: 'refused' }])
  })

  test('it stops at its budget', async () => {
    for (let n = 0; n < 5; n++) await text()
    await world.askShadows()
    const { left } = await agreement()
    const over = left.find(({ why }: { why: string }) => why === 'budget')
    expect(over?.turns).toBeGreaterThan(0)
    const { costMicroUsd } = (await world.admin('GET', '/ai/spend')).json.total
    // The turn that passed the line, and no other after it.
    expect(costMicroUsd).toBeGreaterThanOrEqual(2_000)
    expect(costMicroUsd).toBeLessThan(2_000 + 1_000)
  })
})

describe('without a share', () => {
  beforeAll(() => open({}))
  beforeEach(holdLease)
  afterAll(() => world?.stop())

  test('no turn is chosen', async () => {
    await text()
    expect(await shadows()).toEqual([])
    await world.askShadows()
  })
})
