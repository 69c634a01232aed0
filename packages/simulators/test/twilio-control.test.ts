import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTwilioSimulator } from '../src/twilio/start-twilio-simulator.ts'
import {
  accountSid,
  authToken,
  business,
  customer,
  failureOf,
  startTwilioWorld,
  type TwilioWorld,
  twilioClient,
} from './twilio-world.ts'
import { eventually } from './webhook-receiver.ts'

let world: TwilioWorld
beforeAll(async () => {
  world = await startTwilioWorld()
})
afterAll(() => world.stop())

async function post(path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(world.simulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

async function get(path: string): Promise<{ items: Record<string, unknown>[] }> {
  return (await fetch(world.simulator.url + path)).json() as Promise<{ items: Record<string, unknown>[] }>
}

test('a phone page can add a number, text it, and read the answer with its status, segments and price', async () => {
  const number = '+441134960555'
  expect((await post('/sim/numbers', { phoneNumber: number, smsUrl: `${world.webhooks.url}/sms` })).status).toBe(200)
  const sent = await post('/sim/receive', { from: customer, to: number, body: 'need a plumber' })
  expect(sent.json).toMatchObject({ webhookStatus: 200, messageSid: expect.stringMatching(/^SM/) })
  await world.client.messages.create({ to: customer, from: number, body: 'On our way 🙂' })
  await world.simulator.whenQuiet()
  const { items } = await get(`/sim/messages?phone=${encodeURIComponent(customer)}`)
  expect(items).toMatchObject([
    { direction: 'in', body: 'need a plumber', status: 'received' },
    {
      direction: 'out',
      body: 'On our way 🙂',
      status: 'delivered',
      segments: 1,
      encoding: 'UCS-2',
      price: '-0.04630',
      media: [],
      errorCode: null,
    },
  ])
  expect(items[1]?.dateCreated).toMatch(/\.\d{3}Z$/)
  const since = encodeURIComponent(String(items[1]?.dateUpdated))
  expect((await get(`/sim/messages?phone=${encodeURIComponent(customer)}&since=${since}`)).items).toEqual([])
})

test('each text and each change of its status is an event', async () => {
  const leaving = new AbortController()
  const stream = await fetch(`${world.simulator.url}/sim/events`, { signal: leaving.signal })
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  let heard = ''
  const listening = (async () => {
    for await (const chunk of stream.body ?? []) heard += Buffer.from(chunk).toString('utf8')
  })().catch(() => 'left')
  const { sid } = await world.client.messages.create({ to: customer, from: business, body: 'Hello' })
  await eventually(() => heard.includes('"delivered"'))
  const statuses = [...heard.matchAll(/^data: (.*)$/gm)].map(
    ([, data]) => JSON.parse(data ?? '') as { sid: string; status: string },
  )
  expect(statuses.filter((event) => event.sid === sid).map(({ status }) => status)).toEqual([
    'queued',
    'sending',
    'sent',
    'delivered',
  ])
  leaving.abort()
  expect(await listening).toBe('left')
})

test('faults can be set, seen and cleared over HTTP', async () => {
  const set = await post('/sim/faults', { nextSends: { kind: '429', times: 2 }, listLagMs: 500, advancedOptOut: true })
  expect(set.json).toMatchObject({
    nextSends: [{ kind: '429', times: 2 }],
    settings: { listLagMs: 500, advancedOptOut: true },
  })
  expect(await failureOf(world.client.messages.create({ to: customer, from: business, body: 'Hello' }))).toMatchObject({
    code: 20429,
  })
  const cleared = await post('/sim/faults', { clear: true })
  expect(cleared.json).toMatchObject({ nextSends: [], settings: { listLagMs: 0, advancedOptOut: false } })
})

test.each([
  ['/sim/receive', { from: customer, to: business }, 400, 'body'],
  ['/sim/receive', { from: customer, to: '+441134960999', body: 'hello' }, 404, 'POST /sim/numbers'],
  ['/sim/numbers', { phoneNumber: '0113 496 0111' }, 400, 'country code'],
  ['/sim/faults', { nextSends: { kind: 'explode' } }, 400, 'kind'],
  ['/sim/faults', { lisLagMs: 5 }, 400, 'lisLagMs'],
])('bad input to %s is answered with what is wrong', async (path, body, status, word) => {
  const answer = await post(path, body)
  expect(answer.status).toBe(status)
  expect(answer.json.error).toContain(word)
})

test('the menu offers every failure once, each with a number of its own', async () => {
  const { items } = await get('/sim/menu')
  const phones = items.flatMap(({ phone }) => (typeof phone === 'string' ? [phone] : []))
  expect(phones.length).toBeGreaterThan(30)
  expect(new Set(phones).size).toBe(phones.length)
  expect(items.every(({ label, phone, body }) => Boolean(label) && Boolean(phone ?? body))).toBe(true)
})

test('started again on the same file the phones keep their history, numbers and opt-outs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twilio-ledger-'))
  const ledgerFile = join(folder, 'deep', 'ledger.jsonl')
  const start = () => startTwilioSimulator({ accountSid, authToken, ledgerFile, deliveryDelayMs: 30 })
  const first = await start()
  first.addNumber(business, { smsUrl: '' })
  await first.receive({ from: customer, to: business, body: 'STOP' })
  await first.whenQuiet()
  const { sid } = await twilioClient(first.url).messages.create({
    to: '+447700900302',
    from: business,
    body: 'on its way',
  })
  await first.stop()
  await appendFile(ledgerFile, '{"kind":"message","mess')
  const second = await start()
  await second.whenQuiet()
  expect(second.state().numbers).toEqual(first.state().numbers)
  expect(second.handset(customer)).toEqual(first.handset(customer))
  expect(second.handset('+447700900302')).toMatchObject([{ sid, status: 'delivered' }])
  expect(second.state().optedOut).toEqual([`${customer} ${business}`])
  const before = second.ledger()
  await second.stop()
  const third = await start()
  expect(third.ledger()).toEqual(before)
  await third.stop()
  await rm(folder, { recursive: true })
})

test('a taken port is one clear sentence', async () => {
  const port = Number(new URL(world.simulator.url).port)
  const failure = await failureOf(startTwilioSimulator({ accountSid, authToken, port }))
  expect(failure.message).toBe(`Port ${port} is taken on this machine; stop what listens there or choose another port.`)
})

test('stopping ends hanging requests, waiting texts and webhooks under way', async () => {
  const short = await startTwilioWorld({ deliveryDelayMs: 60_000 })
  short.webhooks.replies = ['hang']
  const client = twilioClient(short.simulator.url, undefined, 30_000)
  await client.messages.create({ to: customer, from: business, body: 'waits' })
  short.simulator.failNextSends({ kind: 'hang' })
  const hanging = failureOf(client.messages.create({ to: customer, from: business, body: 'hangs' }))
  const received = short.simulator.receive({ from: customer, to: business, body: 'hello' })
  await eventually(() => short.webhooks.arrived.length > 0 && short.simulator.state().nextSends.length === 0)
  const began = performance.now()
  await short.stop()
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(await hanging).toMatchObject({ code: 'ECONNRESET' })
  expect((await received).webhookStatus).toBeNull()
})
