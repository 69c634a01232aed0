/**
 * One question to the AI: one call, at most one more, all within one limit. A call that is late has spent the whole
 * limit, so it is never repeated; time-outs that the service reports (408, 504) are. Expected failures are values.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { AiFailure, Attempt } from '@jobrun/domain/pipeline/brain'
import OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import type { z } from 'zod'
import type { Prices } from '../ai-prices.ts'
import type { Breaker } from './breaker.ts'
import { settingsFor } from './model-settings.ts'
import { prompts, type QuestionName } from './prompts.ts'
import { type AnswerReader, readCompletion } from './read-completion.ts'
import { type ServiceFailure, serviceFailureOf } from './service-failure.ts'

/** With less time than this left a second call would only be thrown away. */
const LEAST_FOR_RETRY_MS = 500
/** Questions asked together must not come back together. */
const PAUSE_MS = { least: 100, most: 300 }

export interface Question<S extends z.ZodType, T> extends AnswerReader<S, T> {
  name: QuestionName
  maxTokens: number
  userMessage: string
}

export interface Line {
  client: OpenAI
  model: string
  limitMs: number
  breaker: Breaker
  prices: Prices
  /** Told of each question that was asked: why the service failed, or null when it answered. */
  onAsked: (failure: string | null) => void
  /** Milliseconds of a clock that only moves forward. */
  now: () => number
}

export function openLine({ apiKey, baseUrl, limitMs }: { apiKey: string; baseUrl: string | null; limitMs: number }) {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    timeout: limitMs,
    maxRetries: 0,
    // Its debug log prints requests, and with them what customers wrote.
    logLevel: 'off',
  })
}

export async function ask<S extends z.ZodType, T>(
  line: Line,
  question: Question<S, T>,
  callerSignal: AbortSignal,
): Promise<Attempt<T>> {
  if (callerSignal.aborted) return notAsked('late', "the turn's time was over before this was asked")
  const tried = await line.breaker.through(() => tryTwice(line, question, callerSignal))
  if (tried) line.onAsked(tried.serviceFailed && !tried.attempt.ok ? tried.attempt.detail : null)
  return tried?.attempt ?? notAsked('breaker-open', 'not asked: the service failed too often in a row')
}

interface Tried<T> {
  attempt: Attempt<T>
  serviceFailed: boolean
}

async function tryTwice<S extends z.ZodType, T>(
  line: Line,
  question: Question<S, T>,
  callerSignal: AbortSignal,
): Promise<Tried<T>> {
  const until = line.now() + line.limitMs
  const signal = AbortSignal.any([callerSignal, AbortSignal.timeout(line.limitMs)])
  const first = await callOnce(line, question, signal)
  if ('body' in first) return answered(line, first.body, question)
  const pause = pauseBefore(first.failure)
  if (!first.failure.mayRetry || until - line.now() - pause < LEAST_FOR_RETRY_MS) return broken(first.failure)
  await wait(pause, undefined, { signal }).catch(() => {})
  const second = await callOnce(line, question, signal)
  return 'body' in second ? answered(line, second.body, question) : broken(second.failure)
}

function answered<S extends z.ZodType, T>({ prices }: Line, body: unknown, question: Question<S, T>): Tried<T> {
  return { attempt: readCompletion(body, question, prices), serviceFailed: false }
}

function broken<T>({ why, detail, tripsBreaker }: ServiceFailure): Tried<T> {
  const service = tripsBreaker ? 'failed' : 'answered'
  return { attempt: { ok: false, why, detail, service, usage: null }, serviceFailed: tripsBreaker }
}

function notAsked<T>(why: AiFailure, detail: string): Attempt<T> {
  return { ok: false, why, detail, service: 'not-asked', usage: null }
}

function pauseBefore({ retryAfterMs }: ServiceFailure): number {
  return retryAfterMs ?? PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least)
}

async function callOnce<S extends z.ZodType, T>(
  { client, model }: Line,
  { name, schema, maxTokens, userMessage }: Question<S, T>,
  signal: AbortSignal,
): Promise<{ body: unknown } | { failure: ServiceFailure }> {
  const request = {
    model,
    messages: [
      { role: 'system' as const, content: prompts[name] },
      { role: 'user' as const, content: userMessage },
    ],
    response_format: zodResponseFormat(schema, name),
    max_completion_tokens: maxTokens,
    // Customers' words are not ours to leave with a provider.
    store: false,
    ...settingsFor(model),
  }
  try {
    return { body: await client.chat.completions.create(request, { signal }) }
  } catch (error) {
    return { failure: serviceFailureOf(error, signal.aborted) }
  }
}
