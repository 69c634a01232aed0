/** How busy it is and what came of it, in sums: the last day by hours, with the day before behind it. */
import { actions } from '@jobrun/domain/pipeline/rune'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { clientUuid } from './text-field.ts'

const count = z.number().int()
const seconds = z.number().int().nullable()

const today = z.object({
  /** Forty-eight of them, oldest first; the last is the one that is under way. An hour without texts is there with noughts. */
  hours: z.array(
    z.object({
      from: moment,
      /** Texts that were dealt with, by the hour in which they were. */
      texts: count,
      /** Turns that were answered; a turn may hold several texts. */
      answers: count,
    }),
  ),
  /** The three below are of the last 24 hours. */
  byAction: z.array(z.object({ action: z.enum(actions), turns: count })),
  /** Who decided: an AI that was asked at least once, or rules alone. */
  byBrain: z.object({ ai: count, rules: count }),
  /** Messages made for customers, owners and the founder, as far as they came. */
  delivery: z.object({
    /** Reached the handset. */
    delivered: count,
    /** Handed over, and nothing heard yet. */
    sent: count,
    /** Handed over, and did not arrive. */
    undelivered: count,
    /** Could not be handed over. */
    failed: count,
    /** Will not be sent: they have opted out, somebody dropped it, it is too late. */
    suppressed: count,
    /** Waiting to leave, or for a person. */
    waiting: count,
  }),
  /** How long the oldest has been waiting, everybody's, in seconds; null: none waits. */
  oldestWaiting: z.object({ text: seconds, message: seconds }),
})

export const getToday = {
  method: 'GET',
  path: '/api/admin/today',
  summary: 'Texts and answers by the hour for two days; actions, brains, deliveries of one; how long the oldest waits.',
  input: { query: z.strictObject({ clientId: clientUuid.optional() }) },
  output: today,
  status: 200,
} as const satisfies Endpoint
