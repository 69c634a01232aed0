/**
 * What is asked of the AI and what it may answer, as zod. The answers' shapes become the strict JSON schemas of the
 * request, so they hold no bounds that a schema could not carry: lengths and ranges are checked after parsing.
 */
import { intents, screenings } from '@jobrun/domain/pipeline/brain'
import { z } from 'zod'

export const sentinelAnswer = z.strictObject({ verdict: z.enum(screenings) })

export const dialAnswer = z.strictObject({ intent: z.enum(intents), confidence: z.number() })

export const flowAnswer = z.strictObject({
  jobType: z.string().nullable(),
  urgency: z.string().nullable(),
  location: z.string().nullable(),
  requestedTime: z.string().nullable(),
  name: z.string().nullable(),
  extraDetails: z.string().nullable(),
})

export const lyraAnswer = z.strictObject({ reply: z.string() })

export const proposeAnswer = z.strictObject({ value: z.string().nullable() })

const tokens = z.number().int().min(0)

/** As much of a chat completion as is read. https://platform.openai.com/docs/api-reference/chat/object */
export const chatCompletion = z.object({
  model: z.string().min(1).max(200),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z.array(z.unknown()).nullish(),
      }),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: tokens,
      completion_tokens: tokens,
      prompt_tokens_details: z.object({ cached_tokens: tokens.nullish() }).nullish(),
    })
    .nullish(),
})
export type ChatCompletion = z.infer<typeof chatCompletion>
