import { expect, test } from 'vitest'
import { aCustomerTurn, worded } from '../../test/turns.ts'
import { type PlannedTurn, planCustomerTurn } from '../inbound/plan-turn.ts'
import type { BrainName, NoAnswer } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { shadowOf } from './shadow.ts'

const low = '00000000-0000-4000-8000-000000000000'
const high = 'ffffffff-0000-4000-8000-000000000000'
const noFacts = async () => []
const fellBack: NoAnswer = { why: 'late', detail: '', service: 'failed', usage: null }

async function turn(by: BrainName, fallen: NoAnswer | null = null): Promise<PlannedTurn> {
  const planned = await planCustomerTurn(rulesBrain, aCustomerTurn([worded('a leaking tap in Leeds')]), noFacts)
  const { verdict } = planned
  if (!verdict) throw new Error('the pipeline did not run')
  const dial = { ...verdict.answers.dial, by, fellBack: fallen }
  return { ...planned, verdict: { ...verdict, answers: { ...verdict.answers, dial } } }
}

test.each([
  ['the AI answered', 'ai', null, true, 'rules'],
  ['the AI answered, and stands by no more', 'ai', null, false, 'rules'],
  ['the rules were to answer', 'rules', null, true, 'ai'],
  ['the rules answer, and the AI may not be asked', 'rules', null, false, null],
  ['the rules stood in for the AI', 'rules', fellBack, true, null],
] as const)('%s', async (_what, by, fallen, aiStandsBy, expected) => {
  expect(shadowOf(await turn(by, fallen), low, { share: 0.5, aiStandsBy })).toBe(expected)
})

test('a share of turns is chosen by their ids; none of none, all of all', async () => {
  const chosen = (id: string, share: number, planned: PlannedTurn) =>
    shadowOf(planned, id, { share, aiStandsBy: true }) !== null
  const planned = await turn('rules')
  expect([low, high].map((id) => chosen(id, 0.5, planned))).toEqual([true, false])
  expect([low, high].map((id) => chosen(id, 0, planned))).toEqual([false, false])
  expect([low, high].map((id) => chosen(id, 1, planned))).toEqual([true, true])
})

test('a turn that asked no brain has no shadow', async () => {
  const stop = await planCustomerTurn(rulesBrain, aCustomerTurn([worded('STOP', 'out')]), noFacts)
  expect(shadowOf(stop, low, { share: 1, aiStandsBy: true })).toBeNull()
})
