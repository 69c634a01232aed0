import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aClient, aCustomerTurn, aLead, NOW, worded } from '../../test/turns.ts'
import type { Fact } from '../grounding/fact.ts'
import { wordOf } from '../inbound/opt-word.ts'
import { type CustomerTurn, planCustomerTurn } from '../inbound/plan-turn.ts'
import type { Answer, Brain } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { decidedNow, type KeptTrace } from './decided.ts'
import { replayTurn } from './replay-turn.ts'
import { groupsOf, linesOf } from './report.ts'
import { readStoredTurn, storedTurn } from './stored-turn.ts'

const byAi = <T>(value: T): Answer<T> => ({
  value,
  by: 'ai',
  because: "the model's answer",
  tookMs: 5,
  usage: null,
  fellBack: null,
})

/** Says of everything that it is an ordinary job in Leeds, in words of its own. */
const ai: Brain = {
  sentinel: async () => byAi('ALLOWED'),
  dial: async () => byAi({ intent: 'NORMAL', confidence: 0.9 }),
  flow: async (question) => ({
    ...byAi((await rulesBrain.flow(question)).value),
    value: { ...(await rulesBrain.flow(question)).value, jobType: 'plumbing' },
  }),
  lyra: async () => byAi('Thanks! You can book here: https://book.example/elm'),
}

/** What is kept of a turn, as JSON comes back from the database. */
async function kept(turn: CustomerTurn, brain: Brain = rulesBrain, facts: readonly Fact[] = []): Promise<KeptTrace> {
  const planned = await planCustomerTurn(brain, turn, async () => facts)
  const { verdict } = planned
  const trace: KeptTrace = {
    input: storedTurn(turn, new Map()),
    plan: { outcome: planned.outcome, purposes: planned.drafts.map((draft) => draft.purpose) },
    sentinel: verdict?.answers.sentinel ?? null,
    dial: verdict?.answers.dial ?? null,
    flow: verdict?.answers.flow ?? null,
    danger: verdict?.danger ?? null,
    grounding: verdict?.grounding ?? null,
    rune: verdict?.decision ?? { rule: planned.rule, action: planned.action },
    lyra: verdict?.worded ?? null,
    vault: planned.lead,
  }
  return JSON.parse(JSON.stringify(trace))
}

const turnOf = (body: string, more: Partial<CustomerTurn['turn']> = {}) => {
  const turn = aCustomerTurn([worded(body, wordOf({ body, optOutType: null }))])
  return { ...turn, turn: { ...turn.turn, ...more } }
}

const differencesOf = async (...asked: Parameters<typeof replayTurn>) => {
  const replayed = await replayTurn(...asked)
  return replayed.kind === 'replayed' ? replayed.differences : replayed.kind
}

test('a turn comes back from JSON as it was, moments included', () => {
  const turn: CustomerTurn = {
    ...turnOf('tuesday', { lead: aLead({ alertedAt: NOW }), thread: [{ from: 'business', body: 'When?' }] }),
    quietUntil: NOW,
  }
  expect(readStoredTurn(JSON.parse(JSON.stringify(storedTurn(turn, new Map()))))).toEqual(turn)
})

test('a question is answered by the facts as they were', async () => {
  const price: Fact = { id: '1', kind: 'price', about: 'boiler service', says: '£80' }
  const trace = await kept(turnOf('How much is a boiler service?'), rulesBrain, [price])
  expect(trace.lyra?.reply).toContain('Boiler service: £80.')
  expect(await differencesOf(trace, null)).toEqual([])
})

test('words for the carrier are read anew, and Twilio’s own word on them is kept', () => {
  const turn = aCustomerTurn([worded('stop texting me please', null), { ...worded('x'), seq: 2 }])
  const read = readStoredTurn(storedTurn(turn, new Map([[2, 'STOP']])))
  expect(read?.texts.map((text) => text.optWord)).toEqual(['out', 'out'])
})

describe('the same code decides the same again', () => {
  const texts = [
    'burst pipe, water everywhere, 12 Elm Road Leeds',
    'I need a tap fitted in Leeds on Tuesday',
    'hello?',
    'thanks',
    'You have WON a prize, call 0906 now http://win.example',
    'STOP',
    'menu',
  ]
  test.each(texts)('of %j', async (body) => {
    for (const lead of [null, aLead(), aLead({ state: 'URGENT', alertedAt: NOW, linkSentAt: null })]) {
      for (const brain of [rulesBrain, ai])
        expect(await differencesOf(await kept(turnOf(body, { lead }), brain), null)).toEqual([])
    }
  })

  test('for a client that is not live', async () => {
    expect(await differencesOf(await kept(turnOf('a leak', { client: aClient({ paid: false }) })), null)).toEqual([])
  })

  test('of any words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { minLength: 1, maxLength: 4 }),
        async (bodies) => {
          const turn = aCustomerTurn(bodies.map((body, at) => ({ ...worded(body), seq: at + 1 })))
          const read = readStoredTurn(storedTurn(turn, new Map()))
          if (read) expect(await differencesOf(await kept(read), null)).toEqual([])
        },
      ),
      { numRuns: 50 },
    )
  })
})

test('a decision of another code shows as a difference, in each value that changed', async () => {
  const trace = await kept(turnOf('I need a tap fitted in Leeds'))
  const then: KeptTrace = {
    ...trace,
    rune: { ...trace.rune, rule: 'clarify', action: 'SEND_CLARIFY_QUESTION' },
    vault: trace.vault && { ...trace.vault, state: 'NEEDS_INFO', facts: { ...trace.vault.facts, location: null } },
  }
  expect(await differencesOf(then, null)).toEqual([
    { what: 'rule', from: 'clarify', to: 'booking-link', isCode: true },
    { what: 'action', from: 'SEND_CLARIFY_QUESTION', to: 'SEND_BOOKING_LINK', isCode: true },
    { what: 'leadState', from: 'NEEDS_INFO', to: 'QUALIFIED', isCode: true },
    { what: 'location', from: null, to: 'Leeds', isCode: false },
  ])
})

test('by the rules in place of the AI only what they decide otherwise is told, not how they word it', async () => {
  const trace = await kept(turnOf('burst pipe, water everywhere, Leeds'), ai)
  expect(await differencesOf(trace, 'ai')).toEqual([])
  const found = await differencesOf(trace, 'rules')
  expect(found).toContainEqual({ what: 'intent', from: 'NORMAL', to: 'URGENT', isCode: true })
  expect(JSON.stringify(found)).not.toContain('reply')
})

test('the AI answers again only where it answered then, or was asked afterwards; it is never asked now', async () => {
  const trace = await kept(turnOf('hello, my kitchen please'))
  expect(await differencesOf(trace, 'ai')).toBe('no-ai-answers')
  const { flow } = trace
  const shadow = {
    sentinel: 'ALLOWED' as const,
    dial: { intent: 'URGENT' as const, confidence: 1 },
    flow: flow?.value ?? null,
  }
  expect(await differencesOf(trace, 'ai', shadow)).toContainEqual(
    expect.objectContaining({ what: 'rule', to: 'urgent-or-danger' }),
  )
})

test('a turn that was kept without what it was decided from cannot be replayed', async () => {
  const { input: _, ...older } = await kept(turnOf('hello'))
  expect(await differencesOf(older, null)).toBe('no-input')
})

test('what differs in the same way is one group, the greatest first, with masked examples', async () => {
  const rule = { what: 'rule', from: 'clarify', to: 'booking-link', isCode: true }
  const place = { what: 'location', from: null, to: 'Leeds', isCode: false }
  const turn = (id: string, differences: (typeof rule)[] | object[]) => ({
    id,
    texts: ['ring 07700 900123'],
    differences: differences as never,
  })
  const groups = groupsOf([turn('1', [place]), turn('2', [rule]), turn('3', [rule])], 1)
  expect(groups.map(({ change, count }) => [change, count])).toEqual([
    ['rule: clarify → booking-link', 2],
    ['location changed', 1],
  ])
  expect(groups.flatMap(linesOf)).toEqual([
    '2 × rule: clarify → booking-link',
    '    turn 2: "ring ***123"',
    '      rule: "clarify" → "booking-link"',
    '1 × location changed',
    '    turn 1: "ring ***123"',
    '      location: none → "Leeds"',
  ])
})

test('a plan says for itself what was decided', async () => {
  const planned = await planCustomerTurn(rulesBrain, turnOf('burst pipe, water everywhere'), async () => [])
  expect(decidedNow(planned)).toMatchObject({
    rule: 'urgent-or-danger',
    purposes: 'owner-urgent, reply',
    danger: 'flood',
  })
})
