/** How far the two brains agree, where both answered a turn; and a person's word on who was right. */
import { intents } from '@jobrun/domain/pipeline/brain'
import { z } from 'zod'
import { days } from './ai-spend.ts'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientUuid, idFrom, line, reason } from './text-field.ts'

const count = z.number().int()
/** Of turns that both answered. */
const rate = z.object({ compared: count, agreed: count })

const rates = {
  turns: count,
  sentinel: rate,
  dial: rate,
  /** Place, time and name, and whether a job is known. */
  flow: rate,
  /** RUNE's rule and action. */
  decision: rate,
}

const expectation = {
  /** Every intent that a careful person would accept. */
  intent: z
    .array(z.enum(intents, `Give intents of ${intents.join(', ')}.`))
    .min(1)
    .max(intents.length),
  /** Whether somebody should be woken for it. */
  pages: z.boolean(),
  optOut: z.boolean(),
  /** Words of the text; null: it tells none. */
  location: line(1, 120).nullable(),
  name: line(1, 60).nullable(),
  /** null: it asks for no time. */
  time: z
    .strictObject({
      day: z.iso.date('Give the day as 2030-01-31.'),
      hour: z.number().int().min(0).max(23).optional(),
    })
    .nullable(),
}

const label = z.object({
  turnId: z.uuid(),
  clientId: z.uuid().nullable(),
  expect: z.object(expectation).partial(),
  reason: z.string(),
  actor: z.string(),
  createdAt: moment,
  updatedAt: moment,
})

const disagreement = z.object({
  turnId: z.uuid(),
  clientId: z.uuid(),
  at: moment,
  /** Who was compared with whoever answered the customer. */
  otherBrain: z.enum(['ai', 'rules']),
  /** The questions on which they differ: sentinel, dial, flow, decision. */
  differs: z.array(z.string()),
  texts: z.array(z.string()),
  /** What the other brain said: {sentinel, dial, flow, decision}; null where it did not answer. */
  other: z.json(),
  /** The turn's own, as it was kept. */
  trace: z.json(),
  label: label.nullable(),
})

const agreement = z.object({
  /** First and last day of UTC. */
  from: z.string(),
  to: z.string(),
  ...rates,
  byIntent: z.array(z.object({ intent: z.string(), ...rates })),
  byDay: z.array(z.object({ day: z.string(), ...rates })),
  /** The hundred with the most turns. */
  byClient: z.array(z.object({ clientId: z.uuid(), businessName: z.string(), ...rates })),
  byBrain: z.array(z.object({ otherBrain: z.enum(['ai', 'rules']), ...rates })),
  /** Chosen turns that were not compared, by why. */
  left: z.array(z.object({ why: z.string(), turns: count })),
  disagreements: pageOf(disagreement),
})

export const getAiAgreement = {
  method: 'GET',
  path: '/api/admin/ai/agreement',
  summary:
    'Where both brains answered: how often they agree, by question, intent, client and day; and where they do not.',
  input: { query: z.strictObject({ ...pageQuery, days, clientId: clientUuid.optional() }) },
  output: agreement,
  status: 200,
} as const satisfies Endpoint

const labelled = z
  .strictObject({ ...expectation, reason })
  .partial()
  .required({ reason: true })
  .refine(({ reason: _, ...expect }) => Object.keys(expect).length > 0, 'Say at least one thing that is right for it.')

export const labelTurn = {
  method: 'POST',
  path: '/api/admin/turns/:id/label',
  summary:
    'Says what a turn should have been taken for; npm run eval measures by it. A second label replaces the first.',
  input: { params: idFrom('GET /api/admin/ai/agreement or a text’s trace'), body: labelled },
  output: label,
  status: 200,
} as const satisfies Endpoint
