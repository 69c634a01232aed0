/** What became of the texts that we meant to send. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { ofClient } from './text-field.ts'

/** Our own states, and two by Twilio's last word on a text that is SENT. */
export const deliveryStates = [
  'READY',
  'SENDING',
  'SENT',
  'HELD',
  'SUPPRESSED',
  'FAILED',
  'DELIVERED',
  'UNDELIVERED',
] as const

const delivery = z.object({
  id: z.uuid(),
  clientId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  purpose: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  segments: z.number().int(),
  state: z.string(),
  /** Why it is held, suppressed or failed. */
  reason: z.string().nullable(),
  attempt: z.number().int(),
  twilioSid: z.string().nullable(),
  deliveryStatus: z.string().nullable(),
  errorCode: z.number().int().nullable(),
  /** Millionths of the currency's unit. */
  priceMicro: z.number().int().nullable(),
  priceCurrency: z.string().nullable(),
  createdAt: moment,
  notBefore: moment,
  sentAt: moment.nullable(),
})

export const listDeliveries = {
  method: 'GET',
  path: '/api/admin/deliveries',
  summary: 'Texts out, the newest first, by state, by Twilio’s error code, by client.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      ...ofClient,
      state: z.enum(deliveryStates, `Give state as one of ${deliveryStates.join(', ')}.`).optional(),
      errorCode: z
        .string()
        .regex(/^\d{1,6}$/, 'Give Twilio’s error code as a number, for example 30003.')
        .transform(Number)
        .optional(),
    }),
  },
  output: pageOf(delivery),
  status: 200,
} as const satisfies Endpoint
