import { setTimeout as wait } from 'node:timers/promises'
import { type OpenAiSimulator, startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createOpenAiBrain, type OpenAiBrain } from '../src/openai-brain.ts'
import { apiKey, askEach, model, never, questions, texts } from './openai-world.ts'

const breakerOpenMs = 150
let openai: OpenAiSimulator
let brain: OpenAiBrain

beforeAll(async () => {
  openai = await startOpenAiSimulator({ apiKey })
})
beforeEach(() => {
  openai.clearFaults()
  brain = createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model, limitMs: 700, breakerOpenMs })
})
afterAll(() => openai.stop())

const fail = async (times: number, word = '401') => {
  for (let i = 0; i < times; i += 1) await brain.dial(texts(`#ai-${word}`), never)
}

test('opens after five failures in a row, whichever questions they were, and then no request leaves', async () => {
  const asked = askEach(brain, '#ai-401')
  for (const question of questions) await asked[question]()
  expect(brain.breakerState()).toBe('closed')
  await fail(1)
  expect(brain.breakerState()).toBe('open')
  const before = openai.requestCount()
  const good = askEach(brain, 'my tap is leaking')
  for (const question of questions) expect(await good[question]()).toMatchObject({ ok: false, why: 'breaker-open' })
  expect(openai.requestCount()).toBe(before)
})

test('four failures and an answer leave it closed', async () => {
  await fail(4)
  expect(await brain.dial(texts('my tap is leaking'), never)).toMatchObject({ ok: true })
  await fail(4)
  expect(brain.breakerState()).toBe('closed')
})

test.each(['refuse', 'length', 'content-filter', 'toolcall', 'empty', 'junk', 'wrong-enum'])(
  '%s is an answer of the service and never opens it',
  async (word) => {
    await fail(8, word)
    expect(brain.breakerState()).toBe('closed')
  },
)

test.each(['drop', '429', '500'])('%s opens it', async (word) => {
  await fail(5, word)
  expect(brain.breakerState()).toBe('open')
})

test('late answers open it', async () => {
  const hasty = createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model, limitMs: 60 })
  await Promise.all(Array.from({ length: 5 }, () => hasty.dial(texts('#ai-hang'), never)))
  expect(hasty.breakerState()).toBe('open')
})

test('afterwards one probe goes out alone; the others are not made to wait for it', async () => {
  await fail(5)
  await wait(breakerOpenMs + 20)
  openai.set({ latencyMs: 300 })
  const before = openai.requestCount()
  let probeIsBack = false
  const probe = brain.sentinel(texts('my tap is leaking'), never).finally(() => {
    probeIsBack = true
  })
  expect(brain.breakerState()).toBe('half-open')
  expect(await brain.dial(texts('my tap is leaking'), never)).toMatchObject({ ok: false, why: 'breaker-open' })
  expect(probeIsBack).toBe(false)
  expect(await probe).toMatchObject({ ok: true })
  expect(openai.requestCount() - before).toBe(1)
  expect(brain.breakerState()).toBe('closed')
})

test('each move of it is told at once', async () => {
  const moves: string[] = []
  const onBreaker = (state: string) => void moves.push(state)
  brain = createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model, limitMs: 700, breakerOpenMs, onBreaker })
  await fail(5)
  expect(moves).toEqual(['open'])
  await wait(breakerOpenMs + 20)
  expect(await brain.dial(texts('my tap is leaking'), never)).toMatchObject({ ok: true })
  expect(moves).toEqual(['open', 'half-open', 'closed'])
})

test('a failed probe opens it again for as long', async () => {
  await fail(5)
  await wait(breakerOpenMs + 20)
  await fail(1)
  expect(brain.breakerState()).toBe('open')
  const before = openai.requestCount()
  expect(await brain.dial(texts('hello'), never)).toMatchObject({ ok: false, why: 'breaker-open' })
  expect(openai.requestCount()).toBe(before)
})
