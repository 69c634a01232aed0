/**
 * Why a text was answered as it was. `turn.trace` is given as it was kept when the turn was done (context, SENTINEL,
 * DIAL, FLOW, danger, injection, RUNE, LYRA, VAULT, gate), so that an old turn stays readable after a stage has gained fields.
 */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'

const inbound = z.object({
  messageSid: z.string(),
  seq: z.number().int(),
  body: z.string(),
  /** [{url, contentType}] */
  media: z.json(),
  /** RECEIVED until its turn is kept, then DONE. */
  state: z.string(),
  receivedAt: moment,
  doneAt: moment.nullable(),
})

const turn = z.object({
  id: z.uuid(),
  outcome: z.string(),
  action: z.string().nullable(),
  /** The rule of RUNE that fired. */
  rule: z.string().nullable(),
  trace: z.json(),
  /** The customer's texts that it answers, oldest first. */
  texts: z.array(inbound),
  inputTokens: z.number().int(),
  cachedTokens: z.number().int(),
  outputTokens: z.number().int(),
  costMicroUsd: z.number().int(),
  answeredAt: moment,
  /** From the first of its texts until it was kept: the gathering of texts and all thinking. */
  answeredAfterMs: z.number().int(),
})

const delivery = z.object({ status: z.string(), errorCode: z.number().int().nullable(), receivedAt: moment })

const outgoing = z.object({
  id: z.uuid(),
  purpose: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  encoding: z.string(),
  segments: z.number().int(),
  state: z.string(),
  /** Why it is held, suppressed or failed. */
  reason: z.string().nullable(),
  /** The gate's last answer. */
  gate: z.object({ open: z.boolean(), because: z.string().nullable() }),
  attempt: z.number().int(),
  twilioSid: z.string().nullable(),
  deliveryStatus: z.string().nullable(),
  errorCode: z.number().int().nullable(),
  /** Millionths of the currency's unit. */
  priceMicro: z.number().int().nullable(),
  priceCurrency: z.string().nullable(),
  createdAt: moment,
  notBefore: moment,
  claimedAt: moment.nullable(),
  heldAt: moment.nullable(),
  sentAt: moment.nullable(),
  deliveries: z.array(delivery),
})

const messageTrace = z.object({
  messageSid: z.string(),
  direction: z.enum(['inbound', 'outgoing']),
  /** In one sentence: how far it has come. */
  summary: z.string(),
  client: z.object({ id: z.uuid(), businessName: z.string() }).nullable(),
  conversation: z.object({ id: z.uuid(), ourNumber: z.string(), phone: z.string() }).nullable(),
  /** The text that came in; for one that went out, the last text that it answers. */
  message: inbound.nullable(),
  turn: turn.nullable(),
  /** What left, or was meant to leave, because of it. */
  outbox: z.array(outgoing),
})

export const getMessageTrace = {
  method: 'GET',
  path: '/api/admin/messages/:messageSid/trace',
  summary: 'What became of one text, by Twilio’s sid of a text that came in or went out.',
  input: {
    params: z.object({
      messageSid: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Give the sid as Twilio writes it: SM or MM and 32 hex digits.'),
    }),
  },
  output: messageTrace,
  status: 200,
} as const satisfies Endpoint
