// Whatever an AI service gives in place of an answer: from the customer's text to the customer's handset.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BadAnswer, badAnswers, badWords } from '../../../packages/providers/test/bad-answers.ts'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld({ ai: true })
})
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'
const all = ['sentinel', 'dial', 'flow', 'lyra']
type Word = (typeof badWords)[number]

async function text(word: Word, only: string | null) {
  const who = world.customer()
  const { messageSid } = await world.texts(who, `${job} #ai-${word}${only ? `:${only}` : ''}`)
  return { word, who, messageSid, asked: only ? [only] : all }
}

/** What is counted of the AI's calls so far: `question outcome` to calls. */
async function counted(): Promise<Map<string, number>> {
  const rows = await world.rows<{ key: string; calls: number }>(
    `select question || ' ' || outcome as key, sum(calls)::int as calls from ai_usage group by 1`,
  )
  return new Map(rows.map(({ key, calls }) => [key, calls]))
}

async function holds({ word, who, messageSid, asked }: Awaited<ReturnType<typeof text>>) {
  const { why, service, paid }: BadAnswer = badAnswers[word]
  expect(world.heard(who), word).toEqual([expect.stringContaining(world.elm.bookingUrl ?? '')])
  const { turn } = await world.trace(messageSid)
  expect(turn, word).toMatchObject({ outcome: 'ANSWERED', rule: 'booking-link' })
  expect(turn.trace.tookMs, word).toBeLessThan(8_500)
  const { sentinel, dial, flow, lyra } = turn.trace
  for (const [question, answer] of Object.entries({ sentinel, dial, flow, lyra: lyra.answer })) {
    const { fellBack, by } = answer as { fellBack: unknown; by: string }
    const spoilt = asked.includes(question)
    expect(by, `${word} ${question}`).toBe(spoilt ? 'rules' : 'ai')
    const usage = paid ? { inputTokens: expect.any(Number), costMicroUsd: expect.any(Number) } : null
    if (spoilt) expect(fellBack, word).toMatchObject({ why, service, usage, detail: expect.stringMatching(/^[^#]+$/) })
    else expect(fellBack, `${word} ${question}`).toBeNull()
  }
}

async function goThrough(words: readonly Word[], only: (word: Word) => string | null) {
  const before = await counted()
  const texts = await Promise.all(words.map((word) => text(word, only(word))))
  await world.settle(20_000)
  const expected = new Map(before)
  for (const one of texts) {
    await holds(one)
    for (const question of all) {
      const key = `${question} ${one.asked.includes(question) ? badAnswers[one.word].why : 'answered'}`
      expected.set(key, (expected.get(key) ?? 0) + 1)
    }
  }
  expect(await counted()).toEqual(expected)
}

test('no answer that counts to any question: the rules answer all of them, and the calls are counted by what came', () =>
  goThrough(
    badWords.filter((word) => badAnswers[word].service === 'answered'),
    (word) => badAnswers[word].only ?? null,
  ))

/** One question of a turn each and few at once, so that the breaker stays closed: it opens after five in a row. */
const failing = badWords.filter((word) => badAnswers[word].service === 'failed')
const groups = Array.from({ length: Math.ceil(failing.length / 4) }, (_, at) => failing.slice(at * 4, at * 4 + 4))

test.each(groups.map((group) => [group.join(', '), group] as const))(
  'the service fails at one question: the rules answer that one and the AI the others: %s',
  (_, group) => goThrough(group, () => 'dial'),
)
