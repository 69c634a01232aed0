/**
 * Why a text was answered as it was. `turnTrace` is also the form in which a turn's trace is kept (turns.trace), so
 * that what is written when the turn is done is what an operator reads.
 */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'

const usage = z.object({
  model: z.string(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costMicroUsd: z.number().int(),
})

export const stageNames = ['CONTEXT', 'GUARD', 'SENTINEL', 'DIAL', 'FLOW', 'RUNE', 'LYRA', 'VAULT', 'GATE'] as const

const stageTrace = z.object({
  stage: z.enum(stageNames),
  /** What it was given and what it gave, as the stage's own values. */
  saw: z.json(),
  said: z.json(),
  /** code: no brain was asked. */
  by: z.enum(['ai', 'rules', 'code']),
  because: z.string(),
  tookMs: z.number().nullable(),
  usage: usage.nullable(),
  /** The AI was asked first and its answer did not count. */
  fellBack: z.object({ why: z.string(), detail: z.string(), usage: usage.nullable() }).nullable(),
})

export const turnTrace = z.object({ stages: z.array(stageTrace) })
export type TurnTrace = z.infer<typeof turnTrace>
export type StageTrace = TurnTrace['stages'][number]

const text = z.object({
  messageSid: z.string(),
  seq: z.number().int(),
  body: z.string(),
  media: z.json(),
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
  stages: z.array(stageTrace),
  /** The trace as it was kept, where it is in another form than `stages`. */
  recorded: z.json().nullable(),
  timings: z.object({
    firstTextAt: moment,
    lastTextAt: moment,
    answeredAt: moment,
    /** From the first text to the moment the turn was kept. */
    wholeMs: z.number(),
  }),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costMicroUsd: z.number().int(),
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
  /** Why it is held, suppressed or failed: the gate's answer, or Twilio's. */
  reason: z.string().nullable(),
  attempt: z.number().int(),
  messageSid: z.string().nullable(),
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

export const messageTrace = z.object({
  messageSid: z.string(),
  direction: z.enum(['inbound', 'outgoing']),
  /** In one sentence: how far it has come. */
  summary: z.string(),
  client: z.object({ id: z.uuid(), businessName: z.string() }).nullable(),
  conversation: z.object({ id: z.uuid(), ourNumber: z.string(), phone: z.string() }).nullable(),
  /** The customer's texts of this turn, oldest first. */
  texts: z.array(text),
  turn: turn.nullable(),
  /** What left, or was meant to leave, because of it. */
  messages: z.array(outgoing),
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
