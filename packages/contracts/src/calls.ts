/** Calls to our numbers, and whom a client does not want texted back. */
import { callKinds } from '@jobrun/domain/calls/call-texts'
import { noTexts } from '@jobrun/domain/calls/plan-call'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientId, idFrom, ofClient, phoneNumber, reason } from './text-field.ts'

export const callFields = {
  id: z.uuid(),
  callSid: z.string(),
  /** As Twilio gave it; a word on a keypad where it is withheld. null: only a callback has come. */
  from: z.string().nullable(),
  forwardedFrom: z.string().nullable(),
  /** What it was taken for. */
  kind: z.enum(callKinds).nullable(),
  /** What the caller heard. */
  spoken: z.string().nullable(),
  /** Why the caller was not texted. */
  noText: z.enum(noTexts).nullable(),
  status: z.string().nullable(),
  durationSeconds: z.number().int().nullable(),
  /** The message that was left, by Twilio's address. */
  recordingUrl: z.string().nullable(),
  recordingSeconds: z.number().int().nullable(),
  transcriptionStatus: z.string().nullable(),
  transcription: z.string().nullable(),
  at: moment,
}

const call = z.object({
  ...callFields,
  clientId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  ourNumber: z.string().nullable(),
})

const ignored = z.object({ id: z.uuid(), clientId: z.uuid(), phone: z.string(), reason: z.string(), createdAt: moment })

export const listCalls = {
  method: 'GET',
  path: '/api/admin/calls',
  summary: 'Calls that reached our numbers, newest first, with the messages that were left.',
  input: { query: z.strictObject({ ...pageQuery, ...ofClient }) },
  output: pageOf(call),
  status: 200,
} as const satisfies Endpoint

export const listIgnored = {
  method: 'GET',
  path: '/api/admin/clients/:id/ignored-numbers',
  summary: 'Whom a client does not want texted back when they ring, the latest first.',
  input: { params: clientId, query: z.strictObject(pageQuery) },
  output: pageOf(ignored),
  status: 200,
} as const satisfies Endpoint

export const ignoreNumber = {
  method: 'POST',
  path: '/api/admin/clients/:id/ignored-numbers',
  summary: 'Rings from this number are kept and not texted back: family, suppliers, the owner’s other phone.',
  input: { params: clientId, body: z.strictObject({ phone: phoneNumber, reason }) },
  output: ignored,
  status: 201,
} as const satisfies Endpoint

export const stopIgnoring = {
  method: 'DELETE',
  path: '/api/admin/ignored-numbers/:id',
  summary: 'Texts this caller back again.',
  input: {
    params: idFrom('GET /api/admin/clients/:id/ignored-numbers'),
    body: z.strictObject({ reason }),
  },
  output: ignored,
  status: 200,
} as const satisfies Endpoint
