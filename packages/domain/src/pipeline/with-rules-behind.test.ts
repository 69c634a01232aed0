import { describe, expect, test } from 'vitest'
import { aWording, NOW, someFacts } from '../../test/turns.ts'
import { type AiFailure, type Attempt, aiFailures, type FallibleBrain, type TextsQuestion } from './brain.ts'
import { rulesBrain } from './rules-brain.ts'
import { withRulesBehind } from './with-rules-behind.ts'

const question: TextsQuestion = {
  texts: ['plumbing leak in Manchester'],
  asked: null,
  thread: [],
  region: 'GB',
  timezone: 'Europe/London',
  now: NOW,
}
const usage = { model: 'model-1', inputTokens: 10, cachedTokens: 0, outputTokens: 2, costMicroUsd: 5 }
const answered = <T>(value: T): Attempt<T> => ({ ok: true, value, because: 'the model’s answer', usage })
const failed = (why: AiFailure): Attempt<never> => ({
  ok: false,
  why,
  detail: 'as told',
  service: 'answered',
  usage: null,
})
const questions = ['sentinel', 'dial', 'flow', 'lyra'] as const

function anAi(change: Partial<FallibleBrain> = {}): FallibleBrain {
  return {
    sentinel: async () => answered('ALLOWED'),
    dial: async () => answered({ intent: 'NORMAL', confidence: 0.8 }),
    flow: async () => answered(someFacts({ jobType: 'leak' })),
    lyra: async () => answered('Thanks!'),
    ...change,
  }
}

function aClock() {
  let at = 0
  return { signal: new AbortController().signal, elapsed: () => (at += 40.4) }
}

const ask = (brain: ReturnType<typeof withRulesBehind>, name: (typeof questions)[number]) =>
  name === 'lyra' ? brain.lyra(aWording()) : brain[name](question)
const byRules = (name: (typeof questions)[number]) => ask(rulesBrain, name)

test('an AI’s answer counts, with what it cost and how long it took', async () => {
  const answer = await withRulesBehind(anAi(), rulesBrain, aClock()).sentinel(question)
  expect(answer).toEqual({
    value: 'ALLOWED',
    by: 'ai',
    because: 'the model’s answer',
    tookMs: 40,
    usage,
    fellBack: null,
  })
})

describe.each(aiFailures)('when the AI is %s', (why) => {
  test.each(questions)('the rules answer %s alone, and the answer says why', async (name) => {
    const brain = withRulesBehind(anAi({ [name]: async () => failed(why) }), rulesBrain, aClock())
    const { value, because } = await byRules(name)
    expect(await ask(brain, name)).toMatchObject({
      value,
      because,
      by: 'rules',
      tookMs: 40,
      fellBack: { why, detail: 'as told', service: 'answered', usage: null },
    })
    for (const other of questions) if (other !== name) expect((await ask(brain, other)).by).toBe('ai')
  })
})
