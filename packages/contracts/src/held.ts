/** Texts that a switch, or trouble with our own account, keeps from leaving. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'

const heldMessage = z.object({
  id: z.uuid(),
  clientId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  purpose: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  segments: z.number().int(),
  reason: z.string().nullable(),
  heldAt: moment,
  /** Held for 30 minutes or longer: too late to be of use, still listed. */
  lapsed: z.boolean(),
  createdAt: moment,
})

export const listHeld = {
  method: 'GET',
  path: '/api/admin/held',
  summary: 'Held texts, the latest first.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      clientId: z.uuid('This is not a client id: take the id that GET /api/admin/clients gives.').optional(),
    }),
  },
  output: pageOf(heldMessage),
  status: 200,
} as const satisfies Endpoint
