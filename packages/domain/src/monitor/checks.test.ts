import { describe, expect, test } from 'vitest'
import { IN_A_ROW } from './ai-spells.ts'
import { check } from './check.ts'
import { type Gathered, look } from './checks.ts'
import type { Facts } from './facts.ts'

const NOW = new Date('2026-03-04T10:00:00Z')
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

const well: Facts = {
  waitingOwners: [],
  pools: [{ region: 'GB', available: 3, waiting: 0 }],
  pauses: [],
  traffic: { turns: 0, fellBack: 0, blocked: 0, settled: 0, notDelivered: 0 },
  lateness: { oldestText: 300, oldestSending: null, oldestDue: null, blockedConversations: 0 },
  spenders: [{ clientId: null, businessName: '', spentMicroUsd: 79, budgetMicroUsd: 100 }],
  ai: { spells: [], offSince: null },
  oddities: [],
  standing: { migrations: null, onboardingNumber: null, configuration: [] },
  seen: [],
  reach: { optedOut: false, failedInARow: 0 },
}
const gathered = (facts: Partial<Facts>): Gathered =>
  Object.fromEntries(
    Object.entries({ ...well, ...facts }).map(([kind, value]) => [kind, { ok: true, value }]),
  ) as Gathered
const found = (facts: Partial<Facts>) =>
  look(gathered(facts), NOW).findings.map(({ type, subject }) => `${type} ${subject}`)
const owner = (state: 'S5_CONFIRM_LIVE' | 'S9_TEST_CALL', minutes: number, paid = false) => ({
  clientId: 'c1',
  businessName: 'Elm',
  phone: '+447700900101',
  paid,
  state,
  enteredAt: minutesAgo(minutes),
})

test('where all is well nothing is found, and every type was looked at', () => {
  const { findings, lookedAt } = look(gathered({}), NOW)
  expect(findings).toEqual([])
  expect(lookedAt.size).toBe(12)
})

test.each<[string, Partial<Facts>, string[]]>([
  [
    'a test call awaited for a day exactly',
    { waitingOwners: [owner('S9_TEST_CALL', 1_440, true)] },
    ['STUCK_CLIENT c1'],
  ],
  ['one minute less', { waitingOwners: [owner('S9_TEST_CALL', 1_439, true)] }, []],
  ['unpaid for two hours exactly', { waitingOwners: [owner('S5_CONFIRM_LIVE', 120)] }, ['PAYMENT_BLOCK c1']],
  ['paid, and waiting for a number', { waitingOwners: [owner('S5_CONFIRM_LIVE', 600, true)] }, []],
  ['no number', { pools: [{ region: 'GB', available: 0, waiting: 2 }] }, ['POOL_EMPTY GB']],
  ['two numbers', { pools: [{ region: 'US', available: 2, waiting: 0 }] }, ['POOL_LOW US']],
  [
    'a pause of a day',
    { pauses: [{ clientId: 'c1', businessName: 'Elm', since: minutesAgo(1_440) }] },
    ['OUTBOUND_PAUSED_LONG c1'],
  ],
  ['everybody paused for less', { pauses: [{ clientId: null, businessName: '', since: minutesAgo(1_439) }] }, []],
  ['19 of 20 delivered', { traffic: { ...well.traffic, settled: 20, notDelivered: 1 } }, []],
  ['18 of 20 delivered', { traffic: { ...well.traffic, settled: 20, notDelivered: 2 } }, ['DELIVERY_RATE fleet']],
  ['two of 19 not delivered', { traffic: { ...well.traffic, settled: 19, notDelivered: 2 } }, []],
  ['one turn in ten fell back', { traffic: { ...well.traffic, turns: 40, fellBack: 4 } }, []],
  ['more than that', { traffic: { ...well.traffic, turns: 40, fellBack: 5 } }, ['FALLBACK_RATE fleet']],
  ['fifty blocked', { traffic: { ...well.traffic, blocked: 50 } }, []],
  ['one more', { traffic: { ...well.traffic, blocked: 51 } }, ['ONBOARDING_BLOCKS fleet']],
  [
    'a text unanswered for over five minutes',
    { lateness: { ...well.lateness, oldestText: 301 } },
    ['OUTBOX_LATE unanswered'],
  ],
  ['a message due for as long', { lateness: { ...well.lateness, oldestDue: 301 } }, ['OUTBOX_LATE due']],
  [
    'a message unsettled for as long',
    { lateness: { ...well.lateness, oldestSending: 301 } },
    ['OUTBOX_LATE unsettled'],
  ],
  ['a blocked conversation', { lateness: { ...well.lateness, blockedConversations: 1 } }, ['OUTBOX_LATE blocked']],
  [
    'a budget at 80 %',
    { spenders: [{ clientId: 'c1', businessName: 'Elm', spentMicroUsd: 80, budgetMicroUsd: 100 }] },
    ['BUDGET c1 near'],
  ],
  [
    'one that is used up',
    { spenders: [{ clientId: null, businessName: '', spentMicroUsd: 100, budgetMicroUsd: 100 }] },
    ['BUDGET fleet reached'],
  ],
  [
    'a client whose number the pool does not know',
    {
      oddities: [
        { kind: 'client-without-number', subject: '+447700900801', clientId: null, name: '+447700900801', detail: '' },
      ],
    },
    ['INVARIANT_VIOLATION client-without-number +447700900801'],
  ],
  ['an edited migration', { standing: { ...well.standing, migrations: 'edited' } }, ['INVARIANT_VIOLATION migrations']],
  [
    'refused credentials',
    { seen: [{ name: 'twilio', okAt: minutesAgo(9), failedAt: minutesAgo(1), detail: 'HTTP 401' }] },
    ['INVARIANT_VIOLATION credentials twilio'],
  ],
  [
    'credentials that were accepted since',
    { seen: [{ name: 'twilio', okAt: minutesAgo(1), failedAt: minutesAgo(9), detail: 'HTTP 401' }] },
    [],
  ],
  ['a founder who opted out', { reach: { optedOut: true, failedInARow: 0 } }, ['INVARIANT_VIOLATION founder']],
])('%s', (_what, facts, expected) => {
  expect(found(facts)).toEqual(expected)
})

describe('the AI', () => {
  const spell = (minutes: number, asked: number, failed: number, atTheEnd = failed) => ({
    endedAt: minutesAgo(minutes),
    asked,
    failed,
    atTheEnd,
    why: failed > 0 ? 'HTTP 503' : null,
  })
  const off = 'OPENAI_FAILURE off'
  const row = 'OPENAI_FAILURE in a row'

  test.each<[string, Facts['ai'], string[]]>([
    ['four failures in a row', { spells: [spell(3, 2, 2), spell(2, 2, 2)], offSince: null }, []],
    ['five, over several processes', { spells: [spell(3, 3, 3), spell(2, 2, 2)], offSince: null }, [row]],
    ['an answer between them', { spells: [spell(4, 4, 4), spell(3, 2, 1, 1), spell(2, 1, 1)], offSince: null }, []],
    ['a spell that ends in failures', { spells: [spell(4, 6, 5, 5)], offSince: null }, [row]],
    [
      'the first of five longer ago than a quarter of an hour',
      { spells: [spell(15, 1, 1), spell(2, 4, 4)], offSince: null },
      [],
    ],
    ['off by the monitor', { spells: [], offSince: minutesAgo(6) }, [off, row]],
  ])('%s', (_what, ai, expected) => {
    expect(found({ ai })).toEqual(expected)
    expect(IN_A_ROW).toBe(5)
  })
})

test('a check that throws, or has no facts, is a finding, stops no other, and lets its incidents be', () => {
  const broken = check({
    name: 'the broken one',
    from: 'pools',
    types: ['POOL_EMPTY'],
    look: () => {
      throw new Error('undefined is not a function')
    },
  })
  const fine = check({ name: 'fine', from: 'reach', types: ['TEST_ALERT'], look: () => [] })
  const { findings, lookedAt } = look(gathered({}), NOW, [broken, fine])
  expect(findings).toMatchObject([{ type: 'INVARIANT_VIOLATION', subject: 'check the broken one' }])
  expect([...lookedAt]).toEqual(['INVARIANT_VIOLATION', 'TEST_ALERT'])
  const blind = { ...gathered({}), traffic: { ok: false as const, problem: 'gone' } }
  const seen = look(blind, NOW)
  expect(seen.findings).toMatchObject([{ subject: 'check traffic' }])
  expect(seen.lookedAt.has('FALLBACK_RATE')).toBe(false)
})
