/**
 * The four questions of the pipeline, asked of OpenAI. It gives an answer or a closed reason why there is none, and
 * never falls back by itself: the rules behind it do. Names go only where a question needs them, numbers nowhere.
 */
import { dialAnswer, flowAnswer, lyraAnswer, proposeAnswer, sentinelAnswer } from '@jobrun/contracts/wire/openai'
import type { ProposalQuestion } from '@jobrun/domain/onboarding/proposing'
import type { Attempt, FallibleBrain } from '@jobrun/domain/pipeline/brain'
import { listPrices, type Prices } from './ai-prices.ts'
import { ask, type Line, openLine } from './openai/ask.ts'
import { type BreakerState, createBreaker } from './openai/breaker.ts'
import { answerToOurs, textsAlone, textsInThread, wordingLines } from './openai/user-message.ts'

const FACT_LETTERS = 200
const REPLY_LETTERS = 1_600

export interface OpenAiBrainOptions {
  apiKey: string
  /** Where the API is, with its version path, e.g. `http://127.0.0.1:4010/v1`; null: OpenAI. */
  baseUrl: string | null
  /** A dated snapshot, never an alias. */
  model: string
  /** Prices that go before those of the list. */
  prices?: Prices
  /** For one question in all, its retry included; 4 s if not given. */
  limitMs?: number
  /** How long no question is asked after five failures in a row; 30 s if not given. */
  breakerOpenMs?: number
  /** Told when the breaker opens, lets one question through, or closes. */
  onBreaker?: (state: BreakerState) => void
  /** Told of each question that was asked: why the service failed, or null when it answered. */
  onAsked?: (failure: string | null) => void
  /** Milliseconds of a clock that only moves forward. */
  now?: () => number
}

export interface OpenAiBrain extends FallibleBrain {
  breakerState(): BreakerState
  /** A question of our own, to see whether the service answers; it costs like any other. */
  probe(): Promise<Attempt<unknown>>
  /** The value in an owner's answer at sign-up; null: the texts hold none. */
  propose(question: ProposalQuestion, signal: AbortSignal): Promise<Attempt<string | null>>
}

export function createOpenAiBrain(options: OpenAiBrainOptions): OpenAiBrain {
  const {
    apiKey,
    baseUrl,
    model,
    limitMs = 4_000,
    breakerOpenMs = 30_000,
    onAsked = () => {},
    now = () => performance.now(),
  } = options
  const breaker = createBreaker({ failures: 5, openForMs: breakerOpenMs, onMove: options.onBreaker })
  const prices = { ...listPrices, ...options.prices }
  const line: Line = { client: openLine({ apiKey, baseUrl, limitMs }), model, limitMs, breaker, prices, onAsked, now }
  return {
    breakerState: breaker.state,
    probe: () => {
      const question = { ...sentinel, userMessage: textsAlone({ texts: ['Hello, do you fix taps?'] }) }
      return ask(line, question, AbortSignal.timeout(limitMs))
    },
    sentinel: (question, signal) => ask(line, { ...sentinel, userMessage: textsAlone(question) }, signal),
    dial: (question, signal) => ask(line, { ...dial, userMessage: textsInThread(question) }, signal),
    flow: (question, signal) => ask(line, { ...flow, userMessage: textsInThread(question) }, signal),
    lyra: (question, signal) => ask(line, { ...lyra, userMessage: wordingLines(question) }, signal),
    propose: (question, signal) => ask(line, { ...propose, userMessage: answerToOurs(question) }, signal),
  }
}

type Parsed<S extends { _zod: { output: unknown } }> = S['_zod']['output']

const sentinel = {
  name: 'sentinel' as const,
  schema: sentinelAnswer,
  maxTokens: 60,
  accept: ({ verdict }: Parsed<typeof sentinelAnswer>) => ({ value: verdict }),
}

const dial = {
  name: 'dial' as const,
  schema: dialAnswer,
  maxTokens: 60,
  accept: (dialled: Parsed<typeof dialAnswer>) =>
    dialled.confidence >= 0 && dialled.confidence <= 1
      ? { value: dialled }
      : { why: 'out-of-bounds' as const, detail: 'confidence is not between 0 and 1' },
}

const flow = {
  name: 'flow' as const,
  schema: flowAnswer,
  maxTokens: 600,
  accept: (facts: Parsed<typeof flowAnswer>) => ({
    value: {
      jobType: fact(facts.jobType),
      urgency: fact(facts.urgency),
      location: fact(facts.location),
      requestedTime: fact(facts.requestedTime),
      name: fact(facts.name),
      extraDetails: fact(facts.extraDetails),
    },
  }),
}

const lyra = {
  name: 'lyra' as const,
  schema: lyraAnswer,
  maxTokens: 300,
  accept: (parsed: Parsed<typeof lyraAnswer>) => {
    const reply = parsed.reply.trim()
    if (reply === '') return { why: 'empty' as const, detail: 'an empty reply' }
    if (reply.length > REPLY_LETTERS) return { why: 'out-of-bounds' as const, detail: 'a reply of over 1,600 letters' }
    return { value: reply }
  },
}

const propose = {
  name: 'propose' as const,
  schema: proposeAnswer,
  maxTokens: 60,
  accept: ({ value }: Parsed<typeof proposeAnswer>) => ({ value: fact(value) }),
}

function fact(said: string | null): string | null {
  const kept = (said ?? '').trim().slice(0, FACT_LETTERS).toWellFormed().trim()
  return kept === '' ? null : kept
}
