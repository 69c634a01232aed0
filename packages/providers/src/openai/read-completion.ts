/** From a chat completion to an answer, or to the closed reason why it does not count. Never quotes what was said. */
import { type ChatCompletion, chatCompletion } from '@jobrun/contracts/wire/openai'
import type { AiFailure, Attempt, Usage } from '@jobrun/domain/pipeline/brain'
import type { z } from 'zod'
import { costOf, type Prices } from '../ai-prices.ts'

/** A value that is not taken although its shape is right. */
export interface Faulty {
  why: 'out-of-bounds' | 'empty'
  detail: string
}

export interface AnswerReader<S extends z.ZodType, T> {
  schema: S
  /** The last word on a well-shaped answer: trims it, bounds it, or says what is wrong with it. */
  accept(parsed: z.output<S>): { value: T } | Faulty
}

export function readCompletion<S extends z.ZodType, T>(
  body: unknown,
  reader: AnswerReader<S, T>,
  prices: Prices,
): Attempt<T> {
  const completion = chatCompletion.safeParse(body)
  if (!completion.success) return failed('junk', `not a chat completion: ${shapeOf(completion.error)}`, null)
  const { usage, unlisted } = usageOf(completion.data, prices)
  const said = contentOf(completion.data)
  if (!('content' in said)) return failed(said.why, said.detail, usage)
  const json = parseJson(said.content)
  if (json === undefined) return failed('junk', `${said.content.length} characters that are not JSON`, usage)
  const parsed = reader.schema.safeParse(json)
  if (!parsed.success) return failed('wrong-shape', shapeOf(parsed.error), usage)
  const accepted = reader.accept(parsed.data)
  if (!('value' in accepted)) return failed(accepted.why, accepted.detail, usage)
  const because = unlisted
    ? "the model's answer (its price is not listed: the dearest is counted)"
    : "the model's answer"
  return { ok: true, value: accepted.value, because, usage }
}

function failed<T>(why: AiFailure, detail: string, usage: Usage | null): Attempt<T> {
  return { ok: false, why, detail, service: 'answered', usage }
}

/** The order matters: a cut or filtered answer may still hold words, and none of them counts. */
function contentOf({ choices }: ChatCompletion): { content: string } | { why: AiFailure; detail: string } {
  const choice = choices[0]
  if (!choice) return { why: 'empty', detail: 'no choices' }
  const { message, finish_reason: finish } = choice
  if (message.refusal) return { why: 'refused', detail: 'the model refused' }
  if (finish === 'length') return { why: 'truncated', detail: 'cut off at the most tokens allowed' }
  if (finish === 'content_filter') return { why: 'filtered', detail: 'stopped by the content filter' }
  if (finish === 'tool_calls' || finish === 'function_call' || message.tool_calls?.length)
    return { why: 'tool-call', detail: 'a tool call instead of an answer' }
  if (message.content === null || message.content === undefined) return { why: 'refused', detail: 'no content' }
  if (message.content.trim() === '') return { why: 'empty', detail: 'empty content' }
  return { content: message.content }
}

/** Strict schemas forbid a fence around the JSON, so one is not forgiven. */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/** Where and how the shape is wrong, without the value found there. */
function shapeOf(error: z.ZodError): string {
  const [first] = error.issues
  return first ? `${first.path.join('.') || 'the whole'}: ${first.code}` : 'unknown'
}

function usageOf({ model, usage }: ChatCompletion, prices: Prices): { usage: Usage | null; unlisted: boolean } {
  if (!usage) return { usage: null, unlisted: false }
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: details } = usage
  const cached = Math.min(details?.cached_tokens ?? 0, input)
  const cost = costOf(prices, model, { input, cachedInput: cached, output })
  return {
    usage: { model, inputTokens: input, cachedTokens: cached, outputTokens: output, costMicroUsd: cost.microUsd },
    unlisted: !cost.listed,
  }
}
