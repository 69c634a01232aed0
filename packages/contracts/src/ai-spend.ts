/** What the AI was asked and what it cost, by day, stage, client and outcome. Days are UTC's, for everybody. */
import { aiFailures } from '@jobrun/domain/pipeline/brain'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { clientUuid } from './text-field.ts'

const MOST_DAYS = 92

export const days = z
  .string()
  .regex(/^\d{1,3}$/, `Give days as a whole number from 1 to ${MOST_DAYS}.`)
  .transform(Number)
  .refine((count) => count >= 1 && count <= MOST_DAYS, `Give days as a whole number from 1 to ${MOST_DAYS}.`)
  .default(7)

const count = z.number().int()

const sums = {
  /** Questions that left for the AI. */
  calls: count,
  inputTokens: count,
  /** Of the input, what the provider had in its prefix cache. */
  cachedTokens: count,
  outputTokens: count,
  /** Millionths of a US dollar. */
  costMicroUsd: count,
}

const budget = z.object({ spentTodayMicroUsd: count, budgetMicroUsd: count.nullable() })

const spend = z.object({
  /** First and last day, as 2030-01-31. */
  from: z.string(),
  to: z.string(),
  total: z.object(sums),
  byDay: z.array(z.object({ day: z.string(), ...sums })),
  /** sentinel, dial, flow, lyra */
  byStage: z.array(z.object({ stage: z.string(), ...sums })),
  /** The hundred dearest. */
  byClient: z.array(z.object({ clientId: z.uuid().nullable(), businessName: z.string().nullable(), ...sums })),
  /** What the calls were for: a turn's answer, or to see what the AI would have said. */
  byPurpose: z.array(z.object({ purpose: z.enum(['turn', 'shadow']), ...sums })),
  byModel: z.array(z.object({ model: z.string(), ...sums })),
  /** Questions that the rules had to answer, by why; some of them cost money, and some were not even asked. */
  failures: z.array(z.object({ why: z.enum(aiFailures), questions: count, costMicroUsd: count })),
  /** Of the day that it is now; the client's where one was asked for. */
  budgets: z.object({ fleet: budget, client: budget.nullable() }),
})

export const getAiSpend = {
  method: 'GET',
  path: '/api/admin/ai/spend',
  summary: 'Tokens and money of the AI by day, stage and client, its failures by kind, and the budgets of today.',
  input: { query: z.strictObject({ days, clientId: clientUuid.optional() }) },
  output: spend,
  status: 200,
} as const satisfies Endpoint
