/** One trace of a text's whole path, as a collector gets it: over rows, jobs, restarts, and the carrier's own word. */
import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

interface Told {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  links?: { spanId: string }[]
  attributes?: { key: string; value: { stringValue?: string } }[]
}

let world: TestWorld
let collector: Server
const told: Told[] = []
let services: string[] = []

beforeAll(async () => {
  collector = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      if (request.url === '/v1/traces') take(JSON.parse(body))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((done) => {
    collector.listen(0, '127.0.0.1', done)
  })
  const { port } = collector.address() as AddressInfo
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`, OTEL_SERVICE_NAME: 'jobrun-test' }
  world = await testWorld({ ai: true, environment })
})
afterAll(async () => {
  collector?.close()
  collector?.closeAllConnections()
  await world?.stop()
})

// biome-ignore lint/suspicious/noExplicitAny: the wire of a collector, of which a little is looked at
function take({ resourceSpans }: any): void {
  for (const { resource, scopeSpans } of resourceSpans) {
    services = resource.attributes.flatMap((one: { value: { stringValue?: string } }) => one.value.stringValue ?? [])
    for (const { spans } of scopeSpans) told.push(...spans)
  }
}

/** What was not told yet is told when a service stops. */
async function tell(): Promise<void> {
  await world.restart()
}

const attribute = (span: Told, key: string) => span.attributes?.find((one) => one.key === key)?.value.stringValue
const spanOfText = (messageSid: string) => told.find((span) => attribute(span, 'jobrun.message_sid') === messageSid)
const traceOf = (messageSid: string) => {
  const first = spanOfText(messageSid)
  return told.filter(({ traceId }) => traceId === first?.traceId)
}
const named = (spans: Told[], name: string) => spans.filter((span) => span.name === name)
const parentOf = (spans: Told[], span?: Told) => spans.find(({ spanId }) => spanId === span?.parentSpanId)?.name

test('from the webhook to the carrier’s word a text is one trace, each step beneath what led to it', async () => {
  const who = world.customer()
  const { messageSid } = await world.texts(who, 'I need a tap fitted in Leeds, ring 07700 900456')
  await world.settle()
  await tell()
  const spans = traceOf(messageSid)
  const [turn] = named(spans, 'turn answered')
  const [delivery] = named(spans, 'message delivered')
  expect(parentOf(spans, turn)).toBe('text stored')
  for (const stage of ['SENTINEL', 'DIAL', 'FLOW', 'LYRA']) {
    const [asked] = named(spans, stage)
    expect([parentOf(spans, asked), asked && attribute(asked, 'jobrun.brain')]).toEqual(['turn answered', 'ai'])
  }
  expect(parentOf(spans, delivery)).toBe('turn answered')
  expect(parentOf(spans, named(spans, 'carrier')[0])).toBe('message delivered')
  expect(parentOf(spans, named(spans, 'text delivered')[0])).toBe('turn answered')
  expect(services).toContain('jobrun-test')
})

test('texts gathered into one turn lead to it all, and a service that stopped between goes on with the same trace', async () => {
  const who = world.customer()
  const first = await world.texts(who, 'burst pipe in the kitchen')
  const second = await world.texts(who, 'water everywhere, 12 Elm Road Leeds')
  await world.stopService()
  await world.startServiceAgain()
  await world.settle()
  await tell()
  const spans = traceOf(first.messageSid)
  const [turn] = named(spans, 'turn answered')
  expect(parentOf(spans, turn)).toBe('text stored')
  expect(turn?.links?.map(({ spanId }) => spanId)).toEqual([spanOfText(second.messageSid)?.spanId])
  // The customer's answer and the owner's alert.
  expect(named(spans, 'message delivered')).toHaveLength(2)
})

test('a text that did not arrive is tried again within its trace', async () => {
  const unreachableAtFirst = '+447700900912'
  const { messageSid } = await world.texts(unreachableAtFirst, 'I need a radiator bled in Leeds')
  await world.settle()
  await world.fastForward(30 * 60_000)
  await world.settle()
  await tell()
  expect(named(traceOf(messageSid), 'text undelivered')).toHaveLength(1)
  expect(named(traceOf(messageSid), 'message delivered')).toHaveLength(2)
  expect(named(traceOf(messageSid), 'text delivered')).toHaveLength(1)
})

/** Ids are told apart by their form, since their digits may be any. */
const forms: Record<string, RegExp> = {
  'http.route': /^\/api\/twilio\/(?:sms|status)$/,
  'jobrun.message_sid': /^SM[0-9a-f]{32}$/,
  'jobrun.outbox_id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'jobrun.conversation_id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'jobrun.turn_id': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'jobrun.brain': /^(?:ai|rules)$/,
  'jobrun.fell_back': /^[a-z-]+$/,
  'jobrun.purpose': /^[a-z-]+$/,
  'jobrun.rule': /^[a-z-]+$/,
  'jobrun.status': /^[a-z]+$/,
  'jobrun.outcome': /^[A-Za-z_-]+$/,
}

test('no span holds what somebody wrote, a number or a name', () => {
  expect(told.length).toBeGreaterThan(20)
  const words = told.flatMap(({ attributes = [] }) =>
    attributes.flatMap(({ key, value: { stringValue } }) => (stringValue === undefined ? [] : [{ key, stringValue }])),
  )
  expect(words.filter(({ key, stringValue }) => !forms[key]?.test(stringValue))).toEqual([])
  expect(new Set(told.map(({ name }) => name)).size).toBeLessThan(20)
})

const composed = fileURLToPath(new URL('./load-service.mjs', import.meta.url))

test.each([
  ['', 0],
  ['http://127.0.0.1:9', 1],
])('with OTEL_EXPORTER_OTLP_ENDPOINT %j the SDK is loaded %i times', async (endpoint, loaded) => {
  const environment = { ...world.environment, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }
  const { stdout } = await promisify(execFile)(process.execPath, [composed], { env: environment })
  expect(Math.min(1, Number(stdout))).toBe(loaded)
})

test('where nobody listens, rows carry nothing', async () => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...environment } = world.environment
  const without = await testWorld({ environment: { OTEL_SERVICE_NAME: environment.OTEL_SERVICE_NAME ?? '' } })
  await without.texts(without.customer(), 'I need a tap fitted in Leeds')
  await without.settle()
  const [{ texts, messages }] = (await without.rows(
    `select (select count(trace_context) from inbound_messages)::int as texts, (select count(trace_context) from outbox)::int as messages`,
  )) as [{ texts: number; messages: number }]
  await without.stop().catch((error: Error) => expect(error.message).toMatch(/servers still listen/))
  expect([texts, messages]).toEqual([0, 0])
})
