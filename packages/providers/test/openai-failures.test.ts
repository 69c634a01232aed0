// The real SDK against the stand-in's failures, and a bare server for those it does not have.
import { type OpenAiSimulator, startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createOpenAiBrain } from '../src/openai-brain.ts'
import { badAnswers, badWords } from './bad-answers.ts'
import { apiKey, askEach, model, never, questions, texts, wording } from './openai-world.ts'
import { json, type RawServer, startRawServer } from './raw-server.ts'

// Long enough for a second try after a slow first one on a busy machine.
const limitMs = 2_000
let openai: OpenAiSimulator
let raw: RawServer
const brain = () => createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model, limitMs })
const rawBrain = (ms = limitMs) => createOpenAiBrain({ apiKey, baseUrl: raw.url, model, limitMs: ms })

beforeAll(async () => {
  openai = await startOpenAiSimulator({ apiKey })
})
beforeEach(async () => {
  raw = await startRawServer()
  openai.clearFaults()
})
afterEach(() => raw.stop())
afterAll(() => openai.stop())

describe('each failure of the stand-in, for each question', () => {
  const lateOnes = badWords.filter((word) => badAnswers[word].why === 'late')
  const rows = badWords.flatMap((word) => {
    const { only, why } = badAnswers[word]
    const asked = only ? [only] : why === 'late' ? (['dial', 'lyra'] as const) : questions
    return asked.map((question) => ({ question, word, ...badAnswers[word] }))
  })

  test.each(rows)('$question, $word: $why after $calls calls, and the service $service', async (row) => {
    const { question, word, why, calls, service, paid } = row
    const before = openai.requestCount()
    const attempt = await askEach(brain(), `#ai-${word}`)[question]()
    expect(attempt).toMatchObject({ ok: false, why, service })
    expect(openai.requestCount() - before).toBe(calls)
    if (paid) expect(attempt.usage).toMatchObject({ model, inputTokens: expect.any(Number) })
    else expect(attempt.usage).toBeNull()
    const detail = attempt.ok ? '' : attempt.detail
    expect(detail).not.toMatch(/#ai|sk-/)
    expect(detail.length).toBeLessThan(100)
  })

  test.each(lateOnes)('%s: late within the limit', async (word) => {
    const began = performance.now()
    expect(await brain().dial(texts(`#ai-${word}`), never)).toMatchObject({ ok: false, why: 'late' })
    // A second try would take as long again.
    expect(performance.now() - began).toBeLessThan(limitMs * 1.9)
  })

  test.each(badWords)(
    'five times %s opens the breaker if the service failed, and never if it answered',
    async (word) => {
      const limited = createOpenAiBrain({ apiKey, baseUrl: openai.baseUrl, model, limitMs: 700 })
      await Promise.all(Array.from({ length: 5 }, () => limited.dial(texts(`#ai-${word}`), never)))
      expect(limited.breakerState()).toBe(badAnswers[word].service === 'failed' ? 'open' : 'closed')
      const next = await limited.dial(texts('my tap is leaking'), never)
      if (badAnswers[word].service === 'answered') expect(next).toMatchObject({ ok: true })
      else expect(next).toMatchObject({ ok: false, why: 'breaker-open', service: 'not-asked', usage: null })
    },
  )

  test('what was spent on an answer that does not count is still recorded', async () => {
    const refused = await brain().sentinel(texts('#ai-refuse'), never)
    expect(refused.usage).toMatchObject({ model, inputTokens: expect.any(Number), costMicroUsd: expect.any(Number) })
    expect(refused.usage?.costMicroUsd).toBeGreaterThan(0)
  })
})

const completion = (content: unknown, rest: object = {}) => ({
  model,
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content }, ...rest }],
  usage: { prompt_tokens: 100, completion_tokens: 10 },
})
const dialled = (confidence: unknown) => completion(JSON.stringify({ intent: 'NORMAL', confidence }))

describe('answers of a bare server to DIAL', () => {
  test.each<[string, Parameters<typeof json>, string]>([
    ['confidence above 1', [200, dialled(1.01)], 'out-of-bounds'],
    ['confidence below 0', [200, dialled(-0.1)], 'out-of-bounds'],
    ['confidence in words', [200, dialled('high')], 'wrong-shape'],
    ['a field too many', [200, completion('{"intent":"NORMAL","confidence":1,"x":1}')], 'wrong-shape'],
    ['JSON that is no object', [200, completion('"NORMAL"')], 'wrong-shape'],
    ['no content, finished', [200, completion(null)], 'refused'],
    ['only blanks', [200, completion(' \n ')], 'empty'],
    ['no choices', [200, { model, choices: [] }], 'empty'],
    ['no completion', [200, { hello: 'world' }], 'junk'],
    ['an empty body', [200, ''], 'junk'],
    ['a body that is not JSON', [200, '{"choices": ['], 'junk'],
    ['a page instead of JSON', [200, '<html>', { 'content-type': 'text/html' }], 'junk'],
    ['400', [400, { error: { message: 'sk-secret', code: 'invalid_prompt' } }], 'rejected'],
    ['403', [403, { error: {} }], 'rejected'],
    ['404', [404, { error: { code: 'model_not_found' } }], 'rejected'],
    ['422', [422, '<html>'], 'rejected'],
  ])('%s: no answer, asked once', async (_name, answer, why) => {
    raw.answer = json(...answer)
    const attempt = await rawBrain().dial(texts('hello'), never)
    expect(attempt).toMatchObject({ ok: false, why })
    expect(attempt.ok ? '' : attempt.detail).not.toContain('sk-secret')
    expect(raw.heard).toHaveLength(1)
  })

  test.each([408, 429, 500, 502, 503, 504])('%i and then an answer: the answer counts', async (status) => {
    raw.answer = (response) => (raw.heard.length === 1 ? json(status, {}) : json(200, dialled(0.7)))(response)
    const attempt = await rawBrain().dial(texts('hello'), never)
    expect(attempt).toMatchObject({ ok: true, value: { intent: 'NORMAL', confidence: 0.7 } })
    expect(raw.heard).toHaveLength(2)
  })

  test.each([
    ['retry-after-ms', '50', 2],
    ['retry-after', '0', 2],
    ['retry-after', '5', 1],
    ['retry-after', 'Fri, 20 Nov 2026 10:00:00 GMT', 1],
  ])('%s: %s leads to %i calls, since a wait must fit the time', async (header, value, calls) => {
    raw.answer = json(429, {}, { [header]: value })
    const began = performance.now()
    expect(await rawBrain(4_000).dial(texts('hello'), never)).toMatchObject({ ok: false, why: 'throttled' })
    expect(raw.heard).toHaveLength(calls)
    expect(performance.now() - began).toBeLessThan(3_500)
  })

  test('a body that trickles in is late', async () => {
    raw.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    }
    const began = performance.now()
    expect(await rawBrain(300).dial(texts('hello'), never)).toMatchObject({ ok: false, why: 'late' })
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test('both calls together stay within the limit', async () => {
    raw.answer = (response) => {
      if (raw.heard.length === 1) setTimeout(() => json(500, {})(response), 1_000)
    }
    const began = performance.now()
    expect(await rawBrain().dial(texts('hello'), never)).toMatchObject({ ok: false, why: 'late' })
    expect(raw.heard).toHaveLength(2)
    // A limit of its own for the second call would end it after 3,100 ms.
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test("the turn's own limit ends a call, and prevents one when it is over already", async () => {
    raw.answer = () => {}
    const turn = AbortSignal.timeout(100)
    const began = performance.now()
    expect(await rawBrain(8_000).dial(texts('hello'), turn)).toMatchObject({ ok: false, why: 'late' })
    expect(performance.now() - began).toBeLessThan(4_000)
    expect(await rawBrain().dial(texts('hello'), turn)).toMatchObject({ ok: false, why: 'late' })
    expect(raw.heard).toHaveLength(1)
  })

  test('nobody at the address: unreachable', async () => {
    await raw.stop()
    const attempt = await rawBrain().dial(texts('hello'), never)
    expect(attempt).toMatchObject({ ok: false, why: 'unreachable', detail: 'no connection: ECONNREFUSED' })
  })
})

describe('good answers', () => {
  test('facts are trimmed and bounded, and empty ones are null', async () => {
    const said = {
      jobType: ' tap ',
      urgency: '',
      location: '  ',
      requestedTime: null,
      name: 'Ada',
      extraDetails: 'x'.repeat(900),
    }
    raw.answer = json(200, completion(JSON.stringify(said)))
    const attempt = await rawBrain().flow(texts('hello'), never)
    const value = {
      jobType: 'tap',
      urgency: null,
      location: null,
      requestedTime: null,
      name: 'Ada',
      extraDetails: 'x'.repeat(200),
    }
    expect(attempt).toMatchObject({ ok: true, value })
  })

  test.each([
    ['  Hello there  ', { ok: true, value: 'Hello there' }],
    ['   ', { ok: false, why: 'empty' }],
    ['x'.repeat(1_601), { ok: false, why: 'out-of-bounds' }],
  ])('a reply is trimmed and bounded', async (reply, expected) => {
    raw.answer = json(200, completion(JSON.stringify({ reply })))
    expect(await rawBrain().lyra(wording(), never)).toMatchObject(expected)
  })

  test("tokens and cost are those of the answer's own model, and an unlisted price is said", async () => {
    raw.answer = json(200, dialled(0.5))
    const known = await rawBrain().dial(texts('hello'), never)
    // 100 × $0.75 + 10 × $4.50, each per million
    expect(known.usage).toEqual({ model, inputTokens: 100, cachedTokens: 0, outputTokens: 10, costMicroUsd: 120 })
    raw.answer = json(200, { ...dialled(0.5), model: 'tomorrow-1' })
    const unknown = await rawBrain().dial(texts('hello'), never)
    expect(unknown).toMatchObject({ ok: true, usage: { model: 'tomorrow-1', costMicroUsd: 800 } })
    expect(unknown.ok && unknown.because).toContain('price is not listed')
  })

  test('an answer without usage counts, with no cost known', async () => {
    raw.answer = json(200, { ...dialled(0.5), usage: undefined })
    expect(await rawBrain().dial(texts('hello'), never)).toMatchObject({ ok: true, usage: null })
  })
})
