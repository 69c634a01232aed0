/** What has just changed, for whoever keeps a page open. It names what to ask for anew and holds nothing of it. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

/**
 * text: a customer texted or rang. turn: it was decided what to do. message: a message of ours was made. incident: one
 * was opened. change: somebody changed something, `subject` says what. reset: more than can be told; ask for all anew.
 */
export const liveKinds = ['text', 'turn', 'message', 'incident', 'change', 'reset'] as const

/** The data of one event. */
export const liveEvent = z.object({
  kind: z.enum(liveKinds),
  clientId: z.string().nullable(),
  conversationId: z.string().nullable(),
  /** Of a change: what kind of thing was changed, as the audit log has it. */
  subject: z.string().nullable(),
})
export type LiveEvent = z.output<typeof liveEvent>

export const streamEvents = {
  method: 'GET',
  path: '/api/admin/events',
  summary: 'What has just changed, as server-sent events, until somebody closes the line.',
  input: {
    query: z.strictObject({
      /** In place of Last-Event-ID, which a browser sends only when it connects again by itself. */
      after: z
        .string()
        .regex(/^\d{1,16}$/, 'Give the id of the last event that came.')
        .optional(),
    }),
    headers: z.looseObject({ 'last-event-id': z.string().max(64).optional() }),
  },
  output: z.string(),
  stream: 'text/event-stream',
  status: 200,
} as const satisfies Endpoint
