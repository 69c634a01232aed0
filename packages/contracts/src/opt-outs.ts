/** Who wants no more texts. Twilio keeps a list of its own, which nobody but the person themselves can change. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { idFrom, line, ofClient, phoneNumber, reason } from './text-field.ts'

const optOut = z.object({
  id: z.uuid(),
  /** null: from us, rather than from a client. */
  clientId: z.uuid().nullable(),
  phone: z.string(),
  optedOut: z.boolean(),
  /** By which way they said so: text, carrier, phone call … */
  source: z.string(),
  wording: z.string(),
  changedAt: moment,
})

const source = line(1, 40)

export const listOptOuts = {
  method: 'GET',
  path: '/api/admin/opt-outs',
  summary: 'Who has opted out, the latest first.',
  input: { query: z.strictObject({ ...pageQuery, ...ofClient }) },
  output: pageOf(optOut),
  status: 200,
} as const satisfies Endpoint

export const recordOptOut = {
  method: 'POST',
  path: '/api/admin/opt-outs',
  summary: 'Opts somebody out by hand; clientId null is from us.',
  input: {
    body: z.strictObject({
      clientId: z.uuid('Say from whom: the id that GET /api/admin/clients gives, or null for us.').nullable(),
      phone: phoneNumber,
      source,
      reason,
    }),
  },
  output: optOut,
  status: 201,
} as const satisfies Endpoint

export const liftOptOut = {
  method: 'DELETE',
  path: '/api/admin/opt-outs/:id',
  summary: 'Opts somebody in again; Twilio’s own block stays until they text START.',
  input: { params: idFrom('GET /api/admin/opt-outs'), body: z.strictObject({ source, reason }) },
  output: optOut,
  status: 200,
} as const satisfies Endpoint
