/** What was said with one person, both ways, and a person's own words into it. */
import { z } from 'zod'
import { callFields } from './calls.ts'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery, threadQuery } from './page.ts'
import { idFrom, reason, textWords } from './text-field.ts'

const conversationId = idFrom('GET /api/admin/conversations')

const conversation = z.object({
  id: z.uuid(),
  /** null: an owner with us, or a number of nobody's. */
  clientId: z.uuid().nullable(),
  ourNumber: z.string(),
  phone: z.string(),
  /** When they last texted or rang. */
  lastTextAt: moment,
  /** Until then nothing is answered automatically. */
  quietUntil: moment.nullable(),
  /** Since when an operator answers instead, and who. */
  takenAt: moment.nullable(),
  takenBy: z.string().nullable(),
  optedOut: z.boolean(),
  openLead: z.object({ id: z.uuid(), state: z.string() }).nullable(),
  /** The newest text either way. */
  lastText: z.object({ direction: z.enum(['in', 'out']), body: z.string(), at: moment }).nullable(),
  createdAt: moment,
})

const delivery = z.object({ status: z.string(), errorCode: z.number().int().nullable(), receivedAt: moment })

const textIn = z.object({
  direction: z.literal('in'),
  id: z.uuid(),
  at: moment,
  body: z.string(),
  media: z.array(z.object({ url: z.string(), contentType: z.string() })),
  messageSid: z.string(),
  /** RECEIVED until its turn is kept, then DONE. */
  state: z.string(),
})

const textOut = z.object({
  direction: z.literal('out'),
  id: z.uuid(),
  at: moment,
  purpose: z.string(),
  body: z.string(),
  encoding: z.string(),
  segments: z.number().int(),
  state: z.string(),
  /** Why it is held, suppressed or failed. */
  reason: z.string().nullable(),
  twilioSid: z.string().nullable(),
  sentAt: moment.nullable(),
  deliveryStatus: z.string().nullable(),
  errorCode: z.number().int().nullable(),
  deliveries: z.array(delivery),
})

/** A call of theirs, with the message that they left. */
const callIn = z.object({ direction: z.literal('call'), ...callFields })

const queuedAnswer = textOut
  .omit({ direction: true, deliveries: true })
  .extend({ conversationId: z.uuid(), from: z.string(), to: z.string() })

/** Part of a key in the outbox, where `~` has a meaning. */
const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,200}$/, 'Give Idempotency-Key as 1 to 200 letters, digits, dots, colons, - or _.')

export const listConversations = {
  method: 'GET',
  path: '/api/admin/conversations',
  summary: 'Conversations of a client, of none (clientId=none) or of all (clientId=all), the last text first.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      clientId: z.union([z.uuid(), z.literal('none'), z.literal('all')], {
        error: 'Say whose: the id that GET /api/admin/clients gives, none for those of no client, or all.',
      }),
    }),
  },
  output: pageOf(conversation),
  status: 200,
} as const satisfies Endpoint

export const getConversation = {
  method: 'GET',
  path: '/api/admin/conversations/:id',
  summary: 'One conversation: with whom, over which number, and its open lead.',
  input: { params: conversationId },
  output: conversation,
  status: 200,
} as const satisfies Endpoint

export const listMessages = {
  method: 'GET',
  path: '/api/admin/conversations/:id/messages',
  summary: 'What was said in a conversation, both ways, and calls, newest first.',
  input: { params: conversationId, query: z.strictObject(threadQuery) },
  output: pageOf(z.discriminatedUnion('direction', [textIn, textOut, callIn])),
  status: 200,
} as const satisfies Endpoint

export const answerConversation = {
  method: 'POST',
  path: '/api/admin/conversations/:id/messages',
  summary: 'A person’s answer, through the gate like everything: 201 queued to leave, 202 held by a pause.',
  input: {
    params: conversationId,
    headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
    body: z.strictObject({ body: textWords, reason: reason.optional() }),
  },
  output: queuedAnswer,
  status: 201,
  orStatus: 202,
} as const satisfies Endpoint

const handover = z.object({
  id: z.uuid(),
  takenAt: moment.nullable(),
  takenBy: z.string().nullable(),
  /** Automatic messages that were with the carrier already, or on their way to it. */
  onTheirWay: z.number().int(),
})

export const takeOver = {
  method: 'POST',
  path: '/api/admin/conversations/:id/take-over',
  summary: 'An operator answers from now on: no automatic text leaves, also none that was being composed.',
  input: { params: conversationId, body: z.strictObject({ reason }) },
  output: handover,
  status: 200,
} as const satisfies Endpoint

export const handBack = {
  method: 'POST',
  path: '/api/admin/conversations/:id/hand-back',
  summary: 'It is answered automatically again, from the next text on.',
  input: { params: conversationId, body: z.strictObject({ reason }) },
  output: handover,
  status: 200,
} as const satisfies Endpoint
