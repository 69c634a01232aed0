import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { failures } from '../src/twilio/failures.ts'
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
beforeEach(() => {
  world.simulator.clearFaults()
  world.webhooks.arrived.length = 0
  world.webhooks.replies = [{}]
})

const send = (to: string, body = 'Hello from the workshop', more: object = {}) =>
  world.client.messages.create({ to, from: business, body, ...more })

test('a text is queued without a price, then delivered with one, and each step after the first is reported', async () => {
  const created = await send(customer, 'Hello', {
    statusCallback: `${world.webhooks.url}/status?outbox=7`,
    validityPeriod: 1800,
  })
  expect(created).toMatchObject({
    status: 'queued',
    price: null,
    numSegments: '1',
    direction: 'outbound-api',
    errorCode: null,
  })
  expect(created.sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(created.dateCreated.getMilliseconds()).toBe(0)
  expect(created.dateSent).toBeNull()
  await world.simulator.whenQuiet()
  const fetched = await world.client.messages(created.sid).fetch()
  expect(fetched).toMatchObject({ status: 'delivered', price: '-0.04630', priceUnit: 'USD' })
  expect(fetched.dateSent).toBeInstanceOf(Date)
  expect(world.webhooks.arrived.map(({ fields }) => fields.MessageStatus)).toEqual(['sending', 'sent', 'delivered'])
  for (const report of world.webhooks.arrived) {
    expect(report.path).toBe('/status?outbox=7')
    expect(report.fields).toMatchObject({
      MessageSid: created.sid,
      SmsSid: created.sid,
      To: customer,
      From: business,
      AccountSid: accountSid,
    })
    const signature = String(report.headers['x-twilio-signature'])
    expect(twilio.validateRequest(authToken, signature, world.webhooks.url + report.path, report.fields)).toBe(true)
  }
})

test.each([
  ['plain', 'a'.repeat(160), '1'],
  ['one letter too many', 'a'.repeat(161), '2'],
  ['a letter that costs two', `${'a'.repeat(159)}€`, '2'],
  ['an emoji', `${'a'.repeat(68)}🙂`, '1'],
  ['an emoji too many', `${'a'.repeat(69)}🙂`, '2'],
  ['the longest', 'a'.repeat(1600), '11'],
])('segments are counted by the networks rules: %s', async (_name, body, segments) => {
  expect((await send(customer, body)).numSegments).toBe(segments)
})

test.each([
  ['too long', { to: customer, body: 'a'.repeat(1601) }, 400, 21617],
  ['no such number', { to: '+44', body: 'Hello' }, 400, 21211],
  ['a sender that is not ours', { to: customer, body: 'Hello', from: '+441134960999' }, 400, 21606],
  ['no words and no picture', { to: customer, body: '' }, 400, 21602],
  ['no recipient', { to: '', body: 'Hello' }, 400, 21604],
  ['to itself', { to: business, body: 'Hello' }, 400, 21266],
])('a text that Twilio refuses is refused with its code and kept nowhere: %s', async (_name, input, status, code) => {
  const before = world.simulator.ledger().length
  const failure = await failureOf(world.client.messages.create({ from: business, ...input }))
  expect(failure).toMatchObject({ status, code, moreInfo: `https://www.twilio.com/docs/errors/${code}` })
  expect(world.simulator.ledger()).toHaveLength(before)
})

const rejected = failures.flatMap(({ number, slug, effect }) =>
  'reject' in effect ? [{ number, slug, code: effect.reject }] : [],
)
test.each(rejected)('texting $number is refused with $code', async ({ number, slug, code }) => {
  expect(await failureOf(send(number))).toMatchObject({ code })
  expect(await failureOf(send(customer, `Hello #tw-${slug}`))).toMatchObject({ code })
})

const ended = failures.flatMap(({ number, effect }) => ('end' in effect ? [{ number, ...effect }] : []))
test.each(ended)('a text to $number is taken and ends $end with $code', async ({ number, end, code }) => {
  const { sid } = await send(number, 'Hello', { statusCallback: `${world.webhooks.url}/status` })
  await world.simulator.whenQuiet()
  expect(await world.client.messages(sid).fetch()).toMatchObject({ status: end, errorCode: code })
  expect(world.webhooks.arrived.at(-1)?.fields).toMatchObject({ MessageStatus: end, ErrorCode: String(code) })
})

test('a handset that was off the first time gets the second text', async () => {
  const number = '+447700900912'
  await world.simulator.whenQuiet()
  const { sid } = await send(number)
  await world.simulator.whenQuiet()
  expect(world.simulator.handset(number).at(-1)).toMatchObject({ sid, status: 'delivered' })
})

test.each([
  ['accept-then-drop', true, { code: 'ECONNRESET' }],
  ['500-after-accept', true, { status: 500 }],
  ['500-not-accepted', false, { status: 500 }],
  ['503', false, { status: 503 }],
  ['429', false, { status: 429, code: 20429 }],
  ['hang', false, { code: 'ECONNABORTED' }],
  ['hang-after-accept', true, { code: 'ECONNABORTED' }],
  ['reset', false, { code: 'ECONNRESET' }],
] as const)('a send that meets %s is kept: %s', async (kind, kept, seen) => {
  const before = world.simulator.ledger().length
  world.simulator.failNextSends({ kind })
  const impatient = twilioClient(world.simulator.url, undefined, 400)
  const failure = await failureOf(impatient.messages.create({ to: customer, from: business, body: `meets ${kind}` }))
  expect(failure).toMatchObject(seen)
  expect(world.simulator.ledger()).toHaveLength(before + (kept ? 1 : 0))
  expect((await send(customer)).status).toBe('queued')
})

test('a slow send is answered late and was accepted at once', async () => {
  world.simulator.failNextSends({ kind: 'slow', ms: 1_500 })
  let answered = false
  const sending = send(customer, 'slowly').finally(() => {
    answered = true
  })
  await eventually(() => world.simulator.handset(customer).find(({ body }) => body === 'slowly'))
  expect(answered).toBe(false)
  await sending
})

test('every third send can be made to fail', async () => {
  world.simulator.failNextSends({ kind: '503', every: 3, times: 2 })
  const results: string[] = []
  for (let i = 0; i < 7; i += 1)
    results.push(
      await send(customer).then(
        () => 'sent',
        () => 'failed',
      ),
    )
  expect(results).toEqual(['sent', 'sent', 'failed', 'sent', 'sent', 'failed', 'sent'])
})

test.each([
  ['twice', { callbackCopies: 2 }, ['sending', 'sending', 'sent', 'sent', 'delivered', 'delivered']],
  ['in reverse', { callbacksReversed: true }, ['delivered', 'sent', 'sending']],
  ['not at all', { callbackCopies: 0 }, []],
])('status reports can come %s', async (_name, settings, expected) => {
  world.simulator.set(settings)
  await send(customer, 'Hello', { statusCallback: `${world.webhooks.url}/status` })
  await world.simulator.whenQuiet()
  expect(world.webhooks.arrived.map(({ fields }) => fields.MessageStatus)).toEqual(expected)
})

test('with a limit on segments a number sends one after another, and what outlives its validity fails', async () => {
  world.simulator.set({ segmentsPerSecond: 0.5 })
  const first = await send(customer, 'first')
  const second = await send(customer, 'second', { validityPeriod: 1 })
  await world.simulator.whenQuiet()
  expect((await world.client.messages(first.sid).fetch()).status).toBe('delivered')
  expect(await world.client.messages(second.sid).fetch()).toMatchObject({ status: 'failed', errorCode: 30036 })
})

test('a number that belongs to a messaging service sends for it', async () => {
  const service = `MG${'2'.repeat(32)}`
  const number = '+441134960222'
  world.simulator.addNumber(number, { messagingServiceSid: service })
  const sent = await world.client.messages.create({ to: customer, messagingServiceSid: service, body: 'Hello' })
  expect(sent).toMatchObject({ status: 'accepted', numSegments: '0', messagingServiceSid: service, from: number })
  await world.simulator.whenQuiet()
  expect((await world.client.messages(sent.sid).fetch()).numSegments).toBe('1')
})

test.each([
  ['a wrong token', { accountSid, authToken: 'wrong' }],
  ['another account', { accountSid: `AC${'2'.repeat(32)}`, authToken }],
])('%s is not let in', async (_name, credentials) => {
  const stranger = twilioClient(world.simulator.url, credentials)
  const failure = await failureOf(stranger.messages.create({ to: customer, from: business, body: 'Hello' }))
  expect(failure).toMatchObject({ status: 401, code: 20003 })
})
