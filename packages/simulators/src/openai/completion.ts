// The shapes of OpenAI's chat completions on the wire, and the request as far as this stand-in reads it.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'

export const completionRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() })), z.null()]).optional(),
      }),
    )
    .min(1),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z
        .looseObject({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          strict: z.boolean().nullish(),
          schema: z.record(z.string(), z.unknown()).optional(),
        })
        .optional(),
    })
    .optional(),
  stream: z.boolean().nullish(),
})

export type CompletionRequest = z.infer<typeof completionRequest>

export function textOf(message: CompletionRequest['messages'][number] | undefined): string {
  const content = message?.content
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join('\n')
}

interface Spoken {
  content: string | null
  refusal?: string
  finishReason?: 'stop' | 'length' | 'content_filter' | 'tool_calls'
  toolCalls?: unknown[]
  cachedTokens?: number
}

export function completion(request: CompletionRequest, spoken: Spoken, now: Date) {
  const prompt = tokens(request.messages.map(textOf).join(' '))
  const answered = tokens(spoken.content ?? spoken.refusal ?? '')
  return {
    id: `chatcmpl-${randomBytes(14).toString('hex')}`,
    object: 'chat.completion',
    created: Math.floor(now.getTime() / 1000),
    model: request.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: spoken.content,
          refusal: spoken.refusal ?? null,
          annotations: [],
          ...(spoken.toolCalls ? { tool_calls: spoken.toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: spoken.finishReason ?? 'stop',
      },
    ],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: answered,
      total_tokens: prompt + answered,
      prompt_tokens_details: { cached_tokens: spoken.cachedTokens ?? 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: 'default',
    system_fingerprint: 'fp_simulated000',
  }
}

/** About four letters a token, as English goes. */
export function tokens(text: string): number {
  return Math.ceil(text.length / 4)
}

export interface OpenAiError {
  status: number
  error: { message: string; type: string; param: string | null; code: string | null }
}

export function openAiError(status: number, error: Partial<OpenAiError['error']> & { message: string }): OpenAiError {
  return { status, error: { type: 'invalid_request_error', param: null, code: null, ...error } }
}

/** Strict structured outputs refuse a schema in which an object is open or a property optional. Null: fine. */
export function strictFault(schema: unknown, path: string[] = []): string | null {
  if (typeof schema !== 'object' || schema === null) return null
  const node = schema as Record<string, unknown>
  const properties = node.properties as Record<string, unknown> | undefined
  const context = `In context=(${path.map((part) => `'${part}'`).join(', ')})`
  if (properties) {
    if (node.additionalProperties !== false)
      return `${context}, 'additionalProperties' is required to be supplied and to be false.`
    const required = Array.isArray(node.required) ? node.required : []
    const missing = Object.keys(properties).find((name) => !required.includes(name))
    if (missing)
      return `${context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
  }
  for (const [name, child] of Object.entries(node)) {
    const found = strictFault(child, [...path, name])
    if (found) return found
  }
  return null
}
