/** What a turn costs in tokens, as docs/ai.md says: the four questions of three usual turns, asked of the stand-in. */
import { readFileSync } from 'node:fs'
import type { TextsQuestion, Usage, WordingQuestion } from '@jobrun/domain/pipeline/brain'
import { type OpenAiSimulator, startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOpenAiBrain, type OpenAiBrain } from '../src/openai-brain.ts'
import { apiKey, model, never, questions, texts, wording } from './openai-world.ts'

let openai: OpenAiSimulator
let brain: OpenAiBrain

beforeAll(async () => {
  openai = await startOpenAiSimulator({ apiKey })
  brain = createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model })
})
afterAll(() => openai.stop())

const first = 'Hi, can you come and look at a leaking tap in the kitchen? We are at 12 Elm Road Leeds. Thanks, Ada'
const talk = [
  { from: 'customer' as const, body: first },
  { from: 'business' as const, body: 'Thanks for your message. When would suit you?' },
  { from: 'customer' as const, body: 'any time this week really' },
  { from: 'business' as const, body: 'Thanks. You can book here: https://book.example/leeds' },
]

interface Usual {
  ask: TextsQuestion
  word: WordingQuestion
}

const turns: Record<string, Usual> = {
  'one short text': { ask: texts('need a plumber asap'), word: wording({ texts: ['need a plumber asap'], facts: [] }) },
  'one usual text': { ask: texts(first), word: wording({ texts: [first], facts: [] }) },
  'an answer in a talk': {
    ask: { ...texts('tuesday morning please'), asked: 'requestedTime', thread: talk },
    word: wording({ texts: ['tuesday morning please'], facts: [] }),
  },
  'a question with its fact': {
    ask: texts('How much is a boiler service?'),
    word: wording({ texts: ['How much is a boiler service?'], facts: ['Boiler service: £80 including VAT.'] }),
  },
}

const table = readFileSync(new URL('../../../docs/ai.md', import.meta.url), 'utf8')

/** The row of docs/ai.md as numbers, in the order of the questions: tokens in, tokens out, and the cost at the end. */
function written(name: string): number[] {
  const row = table.split('\n').find((line) => line.startsWith(`| ${name} |`))
  return [...(row ?? '').matchAll(/(\d[\d,.]*)/g)].map(([figure]) => Number(figure.replaceAll(',', '')))
}

async function measured({ ask, word }: Usual): Promise<number[]> {
  const asked = { sentinel: ask, dial: ask, flow: ask } as const
  const used: Usage[] = []
  for (const name of questions) {
    const attempt = name === 'lyra' ? await brain.lyra(word, never) : await brain[name](asked[name], never)
    if (!attempt.usage) throw new Error(`${name} told no usage`)
    used.push(attempt.usage)
  }
  const sum = (field: 'inputTokens' | 'outputTokens' | 'costMicroUsd') =>
    used.reduce((total, usage) => total + usage[field], 0)
  return [
    ...used.map(({ inputTokens }) => inputTokens),
    sum('inputTokens'),
    sum('outputTokens'),
    sum('costMicroUsd') / 1_000_000,
  ]
}

test.each(Object.keys(turns))('%s: the figures of docs/ai.md are within a tenth of what is measured', async (name) => {
  const { [name]: usual } = turns
  if (!usual) throw new Error('no such turn')
  const figures = await measured(usual)
  const told = written(name)
  expect(told, `| ${name} | ${figures.join(' | ')} |`).toHaveLength(figures.length)
  for (const [at, figure] of figures.entries()) {
    const share = (told[at] ?? 0) / figure
    expect(Math.abs(share - 1), `| ${name} | ${figures.join(' | ')} |`).toBeLessThan(0.1)
  }
})
