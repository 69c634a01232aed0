// Twilio's real SDK against the stand-in, and against a bare server for what the stand-in does not do.
import { startTwilioSimulator, type TwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTwilioCarrier } from '../src/twilio-carrier.ts'
import { json, type RawServer, startRawServer } from './raw-server.ts'

const accountSid = `AC${'1'.repeat(32)}`
const authToken = 'simulated-auth-token'
const from = '+441134960111'
const to = '+447700900301'
const text = { from, to, body: 'Hello', statusCallback: 'https://jobrun.example/s?id=7', validitySeconds: 1_800 }

const limitMs = 300
let twilio: TwilioSimulator
let raw: RawServer
const carrier = () => createTwilioCarrier({ accountSid, authToken, apiBaseUrl: twilio.url, limitMs })
const rawCarrier = () => createTwilioCarrier({ accountSid, authToken, apiBaseUrl: `${raw.url}/`, limitMs })

beforeAll(async () => {
  twilio = await startTwilioSimulator({ accountSid, authToken, deliveryDelayMs: 60_000 })
  twilio.addNumber(from)
})
beforeEach(async () => {
  raw = await startRawServer()
})
afterEach(() => raw.stop())
afterAll(() => twilio.stop())

const sentTo = (phone: string) => twilio.ledger().filter((message) => message.to === phone)

describe('send', () => {
  test('an accepted text gives its sid and is in Twilio once', async () => {
    const outcome = await carrier().send(text)
    expect(outcome).toEqual({ kind: 'accepted', sid: sentTo(to)[0]?.sid })
    expect(sentTo(to)).toMatchObject([{ body: 'Hello', statusCallback: text.statusCallback, validityPeriod: 1_800 }])
  })

  test.each([
    ['+447700900901', 21211, 'badNumber'],
    ['+447700900902', 21614, 'badNumber'],
    ['+447700900903', 21408, 'ourAccount'],
    ['+447700900904', 21612, 'ourAccount'],
    ['+447700900905', 21610, 'optedOut'],
    ['+447700900906', 21611, 'throttled'],
    ['+447700900907', 20429, 'throttled'],
    ['+447700900908', 20003, 'ourAccount'],
    ['+447700900909', 21606, 'ourAccount'],
  ])('%s is refused with %i: %s', async (number, code, failure) => {
    const outcome = await carrier().send({ ...text, to: number })
    expect(outcome).toMatchObject({ kind: 'refused', failure, code })
    expect(sentTo(number)).toEqual([])
  })

  test('a wrong token and an overlong text are refused', async () => {
    const stranger = createTwilioCarrier({ accountSid, authToken: 'wrong', apiBaseUrl: twilio.url, limitMs })
    expect(await stranger.send(text)).toMatchObject({ kind: 'refused', failure: 'ourAccount', code: 20003 })
    const long = await carrier().send({ ...text, body: 'a'.repeat(1_601) })
    expect(long).toMatchObject({ kind: 'refused', failure: 'ourBug', code: 21617 })
  })

  test.each([
    ['accepted, then the line drops', '+447700900941', 1],
    ['accepted, then 500', '+447700900942', 1],
    ['500', '+447700900943', 0],
    ['503', '+447700900944', 0],
    ['accepted, but slow', '+447700900945', 1],
    ['never answers', '+447700900946', 0],
    ['accepted, never answers', '+447700900947', 1],
    ['reset', '+447700900948', 0],
  ])('%s: unknown, and never sent again by itself', async (_name, number, inTwilio) => {
    const began = performance.now()
    expect(await carrier().send({ ...text, to: number })).toMatchObject({ kind: 'unknown' })
    expect(performance.now() - began).toBeLessThan(limitMs + 500)
    expect(sentTo(number)).toHaveLength(inTwilio)
  })

  test.each<[string, Parameters<typeof json>, object]>([
    ['408', [408, { code: 20408, message: 'x', status: 408 }], { kind: 'unknown', detail: 'HTTP 408' }],
    ['a redirect', [302, '', { location: '/elsewhere' }], { kind: 'unknown', detail: 'HTTP 302' }],
    ['201 that cannot be read', [201, '{"sid": "SM'], { kind: 'unknown', detail: 'an answer that cannot be read' }],
    ['201 without a sid', [201, {}], { kind: 'unknown', detail: 'an answer without a sid' }],
    ['201 with an empty body', [201, ''], { kind: 'unknown' }],
    ['201 with null', [201, 'null'], { kind: 'unknown' }],
    ['403 without a body', [403, ''], { kind: 'refused', failure: 'ourAccount', code: null }],
    ['429 from something in between', [429, '<html>'], { kind: 'refused', failure: 'throttled', code: null }],
    [
      '400 with a code we do not know',
      [400, { code: 29999 }],
      { kind: 'refused', failure: 'unexplained', code: 29999 },
    ],
  ])('%s', async (_name, answer, outcome) => {
    raw.answer = json(...answer)
    expect(await rawCarrier().send(text)).toMatchObject(outcome)
    expect(raw.heard).toHaveLength(1)
  })

  test('an answer that trickles in is unknown when the limit is over', async () => {
    raw.answer = (response) => {
      response.writeHead(201, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(drip))
    }
    const began = performance.now()
    expect(await rawCarrier().send(text)).toEqual({ kind: 'unknown', detail: 'no answer in time' })
    expect(performance.now() - began).toBeLessThan(limitMs + 300)
  })

  test('nobody at the address: unknown', async () => {
    const url = raw.url
    await raw.stop()
    const nobody = createTwilioCarrier({ accountSid, authToken, apiBaseUrl: url, limitMs })
    expect(await nobody.send(text)).toEqual({ kind: 'unknown', detail: 'no answer: ECONNREFUSED' })
  })

  test('the request holds what it must, and no idempotency header, which would do nothing', async () => {
    raw.answer = json(201, { sid: 'SM1' })
    await rawCarrier().send(text)
    const [request] = raw.heard
    expect(request?.url).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      From: from,
      To: to,
      Body: 'Hello',
      StatusCallback: text.statusCallback,
      ValidityPeriod: '1800',
    })
    expect(Object.keys(request?.headers ?? {})).not.toContain('i-twilio-idempotency-token')
    expect(request?.headers.authorization).toBe(`Basic ${btoa(`${accountSid}:${authToken}`)}`)
  })

  test('the detail of a failure holds neither the text nor the number nor the token', async () => {
    raw.answer = json(400, { code: 21211, message: `Invalid 'To' ${to}: Hello`, status: 400 })
    const outcome = await rawCarrier().send(text)
    expect(outcome).toMatchObject({ kind: 'refused', detail: 'HTTP 400, Twilio error 21211' })
  })

  test('connections are kept alive and there are never more than fifty', async () => {
    const sockets = new Set<unknown>()
    let open = 0
    let most = 0
    raw.answer = (response) => {
      sockets.add(response.socket)
      open += 1
      most = Math.max(most, open)
      setTimeout(() => {
        open -= 1
        json(201, { sid: 'SM1' })(response)
      }, 20)
    }
    const patient = createTwilioCarrier({ accountSid, authToken, apiBaseUrl: raw.url, limitMs: 5_000 })
    const outcomes = await Promise.all(Array.from({ length: 120 }, () => patient.send(text)))
    expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true)
    expect(most).toBeLessThanOrEqual(50)
    expect(sockets.size).toBeLessThanOrEqual(50)
  })
})

describe('listSent', () => {
  test('gives our texts to one person, newest first, no more than asked for', async () => {
    const person = '+447700900302'
    const sent: string[] = []
    for (const body of ['one', 'two', 'three']) {
      const outcome = await carrier().send({ ...text, to: person, body })
      if (outcome.kind === 'accepted') sent.unshift(outcome.sid)
    }
    const listed = await carrier().listSent({ from, to: person, most: 2 })
    expect(listed?.map(({ sid }) => sid)).toEqual(sent.slice(0, 2))
    expect(listed?.[0]).toMatchObject({ body: 'three', status: 'queued', errorCode: null })
    expect(Math.abs((listed?.[0]?.createdAt.getTime() ?? 0) - Date.now())).toBeLessThan(5_000)
    expect(await carrier().listSent({ from, to: '+447700900399', most: 20 })).toEqual([])
  })

  const message = { sid: 'SM1', body: 'b', status: 'sent', direction: 'outbound-api', error_code: null }
  const dated = { ...message, date_created: 'Fri, 20 Nov 2026 10:00:01 +0000' }
  const at = new Date('2026-11-20T10:00:01Z')

  test.each<[string, object[], object[] | null]>([
    ['a reply of the carrier', [{ ...dated, direction: 'outbound-reply' }], [{ sid: 'SM1', createdAt: at }]],
    ['a text to us', [{ ...dated, direction: 'inbound' }], []],
    ['a failed text', [{ ...dated, error_code: 30003 }], [{ errorCode: 30003, status: 'sent' }]],
    ['a state of tomorrow', [{ ...dated, status: 'teleported' }], [{ status: 'accepted' }]],
    ['a text without a date', [dated, { ...message, date_created: null }], null],
    ['a text without a sid', [{ ...dated, sid: null }], null],
  ])('%s', async (_name, messages, listed) => {
    raw.answer = json(200, { messages, next_page_uri: '/2010-04-01/more.json' })
    const found = await rawCarrier().listSent({ from, to, most: 20 })
    if (listed === null) expect(found).toBeNull()
    else expect(found).toMatchObject(listed)
    expect(found?.length ?? 0).toBe(listed?.length ?? 0)
    expect(raw.heard).toHaveLength(1)
  })

  test('asks for one page by To and From, with no date', async () => {
    raw.answer = json(200, { messages: [] })
    await rawCarrier().listSent({ from, to, most: 20 })
    const query = Object.fromEntries(new URL(raw.heard[0]?.url ?? '', raw.url).searchParams)
    expect(query).toEqual({ To: to, From: from, PageSize: '20' })
  })

  test.each<[string, Parameters<typeof json> | null]>([
    ['500', [500, { code: 20500 }]],
    ['429', [429, { code: 20429 }]],
    ['a body that is not JSON', [200, '<html>']],
    ['a body without messages', [200, {}]],
    ['no answer at all', null],
  ])('%s: null, which does not mean "not sent"', async (_name, answer) => {
    raw.answer = answer ? json(...answer) : () => {}
    expect(await rawCarrier().listSent({ from, to, most: 20 })).toBeNull()
  })
})
