// The stand-in's own controls over HTTP, for browser phones and other processes. No password: it listens on loopback only.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { sendFaultKinds } from './failures.ts'
import { UnknownNumber } from './receive-text.ts'
import type { TwilioControls } from './twilio-controls.ts'
import { createTones } from './voice/tones.ts'

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'write the number as +, country code and digits')
const method = z.enum(['GET', 'POST'])

const numberInput = z.strictObject({
  phoneNumber: e164,
  friendlyName: z.string().optional(),
  smsUrl: z.string().optional(),
  smsMethod: method.optional(),
  smsFallbackUrl: z.string().optional(),
  smsFallbackMethod: method.optional(),
  voiceUrl: z.string().optional(),
  voiceFallbackUrl: z.string().optional(),
  statusCallback: z.string().optional(),
  messagingServiceSid: z.string().nullable().optional(),
})

const receiveInput = z.strictObject({
  from: z.string().min(1),
  to: e164,
  body: z.string(),
  media: z
    .array(z.strictObject({ contentType: z.string(), base64: z.base64() }))
    .max(10)
    .optional(),
  times: z.number().int().min(1).max(100).optional(),
})

const faultsInput = z.strictObject({
  clear: z.literal(true).optional(),
  nextSends: z
    .strictObject({
      kind: z.enum(sendFaultKinds),
      times: z.number().int().min(1).default(1),
      every: z.number().int().min(1).optional(),
      ms: z.number().int().min(0).optional(),
    })
    .optional(),
  listLagMs: z.number().int().min(0).optional(),
  callbackCopies: z.number().int().min(0).max(10).optional(),
  callbacksReversed: z.boolean().optional(),
  webhookCopies: z.number().int().min(1).max(100).optional(),
  advancedOptOut: z.boolean().optional(),
  segmentsPerSecond: z.number().positive().nullable().optional(),
  usSegmentsPerSecond: z.number().positive().nullable().optional(),
  usSegmentsPerDay: z.number().int().positive().nullable().optional(),
  forwarderTold: z.boolean().optional(),
  bundleRequired: z.boolean().optional(),
  deliveryDelayMs: z.number().int().min(0).optional(),
  webhookTimeoutMs: z.number().int().min(1).max(15_000).optional(),
  slowMs: z.number().int().min(0).optional(),
})

const callInput = z.strictObject({
  from: z.string().min(1),
  to: e164,
  forwardedFrom: e164.nullable().optional(),
  answeredBy: z.enum(['person', 'nobody']).optional(),
  line: z.enum(['free', 'busy', 'off']).optional(),
  callerWithheld: z.boolean().optional(),
  callerName: z.string().optional(),
  voicemail: z.string().optional(),
  staysOn: z.boolean().optional(),
  digits: z.string().optional(),
  hangsUpAfter: z.number().int().min(0).optional(),
  times: z.number().int().min(1).max(100).optional(),
  waitsAtTone: z.literal(true).optional(),
})

const saidInput = z.strictObject({ words: z.string().max(2_000) })
const dialInput = z.strictObject({ from: e164, digits: z.string().min(2) })
const callsQuery = z.object({ phone: z.string().min(1).optional() })

const messagesQuery = z.object({ phone: z.string().min(1), since: z.iso.datetime({ offset: true }).optional() })

export function serveControls(app: FastifyInstance, controls: TwilioControls): void {
  app.register(async (sim) => {
    sim.setErrorHandler((failure, _request, reply) => explain(reply, failure))
    sim.get('/sim/state', () => controls.state())
    sim.get('/sim/menu', () => ({ items: controls.menu() }))
    sim.post('/sim/numbers', (request) => {
      const { phoneNumber, ...settings } = numberInput.parse(request.body)
      return controls.addNumber(phoneNumber, withoutUndefined(settings))
    })
    sim.post('/sim/receive', (request) => controls.receive(receiveInput.parse(request.body)))
    const tones = createTones(controls)
    sim.post('/sim/call', (request) => {
      const { waitsAtTone, ...call } = callInput.parse(request.body)
      return waitsAtTone ? tones.ring(call) : controls.call(call)
    })
    sim.post<{ Params: { sid: string } }>('/sim/calls/:sid/voicemail', async (request, reply) => {
      const { words } = saidInput.parse(request.body)
      return (await tones.say(request.params.sid, words)) ?? reply.code(404).send({ error: 'That call is over.' })
    })
    sim.post('/sim/dial', (request) => controls.dial(dialInput.parse(request.body)))
    sim.get('/sim/calls', (request) => ({ items: controls.calls(callsQuery.parse(request.query).phone) }))
    sim.get('/sim/messages', (request) => {
      const { phone, since } = messagesQuery.parse(request.query)
      return { items: controls.handset(phone, since ? new Date(since) : undefined) }
    })
    sim.post('/sim/faults', (request) => {
      const { clear, nextSends, ...settings } = faultsInput.parse(request.body)
      if (clear) controls.clearFaults()
      if (nextSends) controls.failNextSends(nextSends)
      controls.set(withoutUndefined(settings))
      return controls.state()
    })
    sim.get('/sim/events', (_request, reply) => streamEvents(controls, reply))
  })
}

/** Server-sent events: `message` for each text and each change of its status, `call` likewise. */
function streamEvents(controls: TwilioControls, reply: FastifyReply): void {
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  reply.raw.write('retry: 500\n\n')
  const unwatch = controls.watch((message) => {
    reply.raw.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`)
  })
  const unwatchCalls = controls.watchCalls((call) => {
    reply.raw.write(`event: call\ndata: ${JSON.stringify(call)}\n\n`)
  })
  reply.raw.on('close', () => {
    unwatch()
    unwatchCalls()
  })
}

function explain(reply: FastifyReply, failure: unknown) {
  if (failure instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(failure) })
  if (failure instanceof UnknownNumber) return reply.code(404).send({ error: failure.message })
  const status = (failure as { statusCode?: number }).statusCode ?? 500
  return reply.code(status).send({ error: failure instanceof Error ? failure.message : String(failure) })
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(given: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>
}
