/** Texts that a switch, or trouble with our own account, keeps from leaving; letting them go, and dropping them. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientId, idFrom, ofClient, reason, textWords } from './text-field.ts'

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

const heldId = idFrom('GET /api/admin/held')
const evenIfLapsed = z.boolean().default(false)

/** `upTo`: leaves alone what was held later than the preview saw. */
const ofMany = { reason, upTo: moment.optional() }
const previewQuery = z.strictObject({
  preview: z
    .enum(['true', 'false'], 'Give preview as true or false.')
    .default('false')
    .transform((written) => written === 'true'),
})

const notReleased = [
  'lapsed',
  'opted-out',
  'unreachable',
  'landline',
  'taken-over',
  'outbound-paused',
  'notifications-paused',
] as const
export type NotReleased = (typeof notReleased)[number]

const decided = z.object({
  /** true: nothing was done, this is what would be. */
  preview: z.boolean(),
  /** What leaves, or is dropped, in the order of leaving. */
  messages: z.array(heldMessage),
  /** What stays held, and why. */
  leftBehind: z.array(z.object({ message: heldMessage, because: z.enum(notReleased), detail: z.string() })),
  /** There are more than the 100 of one call: call again. */
  more: z.boolean(),
  /** The latest of these texts; give it as `upTo` to act on exactly what was shown. null: there are none. */
  upTo: moment.nullable(),
})

export const listHeld = {
  method: 'GET',
  path: '/api/admin/held',
  summary: 'Held texts, the latest first.',
  input: { query: z.strictObject({ ...pageQuery, ...ofClient }) },
  output: pageOf(heldMessage),
  status: 200,
} as const satisfies Endpoint

export const releaseHeld = {
  method: 'POST',
  path: '/api/admin/held/:id/release',
  summary: 'Lets one held text go; the gate is asked again as it leaves.',
  input: { params: heldId, body: z.strictObject({ reason, evenIfLapsed }) },
  output: heldMessage,
  status: 200,
} as const satisfies Endpoint

export const changeHeld = {
  method: 'PATCH',
  path: '/api/admin/held/:id',
  summary: 'Words a held text anew; it stays held.',
  input: {
    params: heldId,
    /** `was`: refused if it reads otherwise by now, so that no colleague's change is lost. */
    body: z.strictObject({ body: textWords, was: z.string().optional(), reason }),
  },
  output: heldMessage,
  status: 200,
} as const satisfies Endpoint

export const dropHeld = {
  method: 'POST',
  path: '/api/admin/held/:id/drop',
  summary: 'Drops one held text: it is kept as SUPPRESSED and never leaves.',
  input: { params: heldId, body: z.strictObject({ reason }) },
  output: heldMessage,
  status: 200,
} as const satisfies Endpoint

export const releaseClientHeld = {
  method: 'POST',
  path: '/api/admin/clients/:id/held/release',
  summary: 'Lets a client’s held texts go, or shows which would: ?preview=true.',
  input: { params: clientId, query: previewQuery, body: z.strictObject({ ...ofMany, evenIfLapsed }) },
  output: decided,
  status: 200,
} as const satisfies Endpoint

export const dropClientHeld = {
  method: 'POST',
  path: '/api/admin/clients/:id/held/drop',
  summary: 'Drops a client’s held texts, or shows which: ?preview=true.',
  input: { params: clientId, query: previewQuery, body: z.strictObject(ofMany) },
  output: decided,
  status: 200,
} as const satisfies Endpoint
