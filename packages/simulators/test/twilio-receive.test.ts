import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  accountSid,
  authToken,
  business,
  customer,
  failureOf,
  startTwilioWorld,
  type TwilioWorld,
} from './twilio-world.ts'

let world: TwilioWorld
beforeAll(async () => {
  world = await startTwilioWorld()
})
afterAll(() => world.stop())
beforeEach(() => {
  world.simulator.clearFaults()
  world.webhooks.arrived.length = 0
  world.webhooks.replies = [{}]
  world.simulator.addNumber(business, { smsUrl: `${world.webhooks.url}/sms`, smsFallbackUrl: '', smsMethod: 'POST' })
})

const text = (body: string, more: object = {}) =>
  world.simulator.receive({ from: customer, to: business, body, ...more })

test.each([
  ['plain', '/sms', 'burst pipe, water everywhere'],
  ['with a query and a fragment that is not signed', '/sms?client=7#rc=2&rp=5xx', 'hello'],
  ['empty', '/sms', ''],
  ['long, with emoji, right to left', '/sms', `שלום 🙂 & = + % ${'é'.repeat(300)}`],
  ['with line breaks and a NUL', '/sms', 'one\r\ntwo\u0000three'],
])('a text reaches the webhook with all fields and a signature the SDK accepts: %s', async (_name, path, body) => {
  world.simulator.addNumber(business, { smsUrl: world.webhooks.url + path })
  const received = await text(body)
  expect(received.webhookStatus).toBe(200)
  const [arrived] = world.webhooks.arrived
  expect(arrived?.fields).toMatchObject({
    MessageSid: received.messageSid,
    SmsMessageSid: received.messageSid,
    SmsSid: received.messageSid,
    AccountSid: accountSid,
    From: customer,
    To: business,
    Body: body,
    NumMedia: '0',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
    FromCountry: 'GB',
    ToCountry: 'GB',
  })
  expect(arrived?.headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/)
  const signature = String(arrived?.headers['x-twilio-signature'])
  const signedUrl = world.webhooks.url + (path.split('#')[0] ?? '')
  expect(twilio.validateRequest(authToken, signature, signedUrl, arrived?.fields ?? {})).toBe(true)
  expect(twilio.validateRequest('another-token', signature, signedUrl, arrived?.fields ?? {})).toBe(false)
})

test('a webhook by GET carries the fields in its signed address', async () => {
  world.simulator.addNumber(business, { smsMethod: 'GET' })
  await text('hello there')
  const [arrived] = world.webhooks.arrived
  expect(arrived?.method).toBe('GET')
  expect(new URL(arrived?.path ?? '', world.webhooks.url).searchParams.get('Body')).toBe('hello there')
  const signature = String(arrived?.headers['x-twilio-signature'])
  expect(twilio.validateRequest(authToken, signature, world.webhooks.url + arrived?.path, {})).toBe(true)
})

test.each([
  ['no fragment, server error', '', [{ status: 500 }, {}], [500]],
  ['asked to retry server errors', '#rc=3&rp=5xx,ct,rt', [{ status: 500 }, { status: 503 }, {}], [500, 503, 200]],
  ['asked to retry, never better', '#rc=2&rp=5xx', [{ status: 500 }], [500, 500, 500]],
  ['429 without being asked', '#rc=3&rp=5xx', [{ status: 429 }, {}], [429]],
  ['429 with 4xx asked for', '#rc=3&rp=4xx', [{ status: 429 }, {}], [429, 200]],
  ['no answer in time, asked', '#rc=1&rp=rt&rt=250', ['hang', {}], [null, 200]],
  ['no answer in time, not asked', '#rc=1&rp=5xx&rt=250', ['hang', {}], [null]],
  ['line dropped, all asked for', '#rc=1&rp=all', ['drop', {}], [null, 200]],
] as const)('retries follow the fragment of the URL: %s', async (_name, fragment, replies, statuses) => {
  world.simulator.addNumber(business, { smsUrl: `${world.webhooks.url}/sms${fragment}` })
  world.webhooks.replies = [...replies]
  const { messageSid, webhookStatus } = await text('hello')
  const attempts = world.simulator.webhookAttempts().filter(({ sid }) => sid === messageSid)
  expect(attempts.map(({ status }) => status)).toEqual(statuses)
  expect(webhookStatus).toBe(statuses.at(-1))
})

test('nobody listening is tried once more, then the fallback URL is called with the reason', async () => {
  world.simulator.addNumber(business, {
    smsUrl: 'http://127.0.0.1:9/sms#tt=2000',
    smsFallbackUrl: `${world.webhooks.url}/fallback`,
  })
  const { messageSid, webhookStatus } = await text('hello')
  expect(webhookStatus).toBe(200)
  const attempts = world.simulator.webhookAttempts().filter(({ sid }) => sid === messageSid)
  expect(attempts.map(({ failure, fallback }) => [failure, fallback])).toEqual([
    ['connect', false],
    ['connect', false],
    [null, true],
  ])
  const [arrived] = world.webhooks.arrived
  expect(arrived?.fields).toMatchObject({
    MessageSid: messageSid,
    ErrorCode: '11205',
    ErrorUrl: 'http://127.0.0.1:9/sms',
  })
  const signature = String(arrived?.headers['x-twilio-signature'])
  expect(twilio.validateRequest(authToken, signature, `${world.webhooks.url}/fallback`, arrived?.fields ?? {})).toBe(
    true,
  )
})

test('all attempts together end within the whole limit', async () => {
  world.simulator.set({ webhookTimeoutMs: 400 })
  world.simulator.addNumber(business, { smsUrl: `${world.webhooks.url}/sms#rc=5&rp=all&rt=150` })
  world.webhooks.replies = ['hang']
  const began = performance.now()
  expect((await text('hello')).webhookStatus).toBeNull()
  expect(performance.now() - began).toBeLessThan(1_500)
  expect(world.webhooks.arrived.length).toBeGreaterThan(1)
})

test.each([
  ['empty TwiML', 'text/xml', '<Response/>', []],
  ['empty TwiML with a comment', 'application/xml; charset=utf-8', '<?xml version="1.0"?><Response></Response>', []],
  ['a message', 'text/xml', '<Response><Message>Tea &amp; cake</Message></Response>', ['Tea & cake']],
  [
    'a message with a body',
    'text/xml',
    '<Response><Message to="x"><Body>One</Body></Message><Message>Two</Message></Response>',
    ['One', 'Two'],
  ],
  ['plain words', 'text/plain', 'Hello', ['Hello']],
  ['JSON is not understood', 'application/json', '{"message":"Hello"}', []],
])('what the webhook answers is sent as Twilio would: %s', async (_name, contentType, body, sent) => {
  world.webhooks.replies = [{ contentType, body }]
  const before = world.simulator.ledger().length
  await text('hello')
  await world.simulator.whenQuiet()
  const replies = world.simulator
    .ledger()
    .slice(before)
    .filter(({ direction }) => direction === 'outbound-reply')
  expect(replies.map((reply) => reply.body)).toEqual(sent)
  expect(replies.every(({ to, automatic }) => to === customer && !automatic)).toBe(true)
})

test('one text can arrive many times at the same moment, always with the same sid', async () => {
  const { messageSid, webhookStatuses } = await text('hello', { times: 50 })
  expect(webhookStatuses).toHaveLength(50)
  expect(new Set(world.webhooks.arrived.map(({ fields }) => fields.MessageSid))).toEqual(new Set([messageSid]))
  expect(world.simulator.handset(customer).filter(({ sid }) => sid === messageSid)).toHaveLength(1)
  world.webhooks.arrived.length = 0
  await text('leak again #tw-repeat')
  expect(world.webhooks.arrived).toHaveLength(5)
})

test.each(['STOP', ' stop ', 'Unsubscribe', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'STOPALL'])(
  '%s alone opts out: Twilio answers itself, still calls the webhook, and refuses our next text',
  async (word) => {
    const phone = '+447700900321'
    await world.simulator.receive({ from: phone, to: business, body: word })
    await world.simulator.whenQuiet()
    expect(world.simulator.handset(phone).at(-1)).toMatchObject({
      direction: 'out',
      automatic: true,
      status: 'delivered',
    })
    expect(world.webhooks.arrived.at(-1)?.fields).toMatchObject({ Body: word })
    expect(world.webhooks.arrived.at(-1)?.fields).not.toHaveProperty('OptOutType')
    const send = () => world.client.messages.create({ to: phone, from: business, body: 'Hello' })
    expect(await failureOf(send())).toMatchObject({ status: 400, code: 21610 })
    await world.simulator.receive({ from: phone, to: business, body: 'start' })
    expect((await send()).status).toBe('queued')
  },
)

test.each(['stop please', 'can you stop by tomorrow?', 'yes', 'start', 'STOP.'])(
  '"%s" from somebody who is in changes nothing',
  async (body) => {
    const phone = '+447700900322'
    const before = world.simulator.ledger().length
    await world.simulator.receive({ from: phone, to: business, body })
    expect(world.simulator.ledger()).toHaveLength(before + 1)
    expect(world.simulator.state().optedOut).not.toContain(`${phone} ${business}`)
  },
)

test('an opt-out counts for one number only, a second STOP is not answered, HELP is', async () => {
  const phone = '+447700900323'
  const other = '+441134960112'
  world.simulator.addNumber(other)
  for (const body of ['STOP', 'STOP', 'HELP']) await world.simulator.receive({ from: phone, to: business, body })
  const answers = world.simulator.handset(phone).filter(({ automatic }) => automatic)
  expect(answers).toHaveLength(2)
  expect((await world.client.messages.create({ to: phone, from: other, body: 'Hello' })).status).toBe('queued')
})

test('a reply in TwiML to the STOP itself does not leave: it is recorded as failed with 21610', async () => {
  const phone = '+447700900325'
  world.webhooks.replies = [{ body: '<Response><Message>Sorry to see you go</Message></Response>' }]
  await world.simulator.receive({ from: phone, to: business, body: 'STOP' })
  await world.simulator.whenQuiet()
  const mine = world.simulator.handset(phone).filter(({ direction, automatic }) => direction === 'out' && !automatic)
  expect(mine).toMatchObject([{ status: 'failed', errorCode: 21610 }])
})

test('with Advanced Opt-Out the webhook is told what Twilio understood', async () => {
  world.simulator.set({ advancedOptOut: true })
  const phone = '+447700900324'
  for (const body of ['STOP', 'START', 'HELP', 'hello'])
    await world.simulator.receive({ from: phone, to: business, body })
  expect(world.webhooks.arrived.map(({ fields }) => fields.OptOutType)).toEqual(['STOP', 'START', 'HELP', undefined])
})

test('a photo without words arrives with an address that Twilio s password opens', async () => {
  const pixel = Buffer.from('47494638396101000100000000002c00000000010001000002', 'hex')
  const { messageSid } = await text('', { media: [{ contentType: 'image/gif', base64: pixel.toString('base64') }] })
  expect(messageSid).toMatch(/^MM[0-9a-f]{32}$/)
  const fields = world.webhooks.arrived[0]?.fields ?? {}
  expect(fields).toMatchObject({ NumMedia: '1', MediaContentType0: 'image/gif', Body: '' })
  const address = fields.MediaUrl0 ?? ''
  expect((await fetch(address)).status).toBe(401)
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const photo = await fetch(address, { headers: { authorization } })
  expect(photo.headers.get('content-type')).toBe('image/gif')
  expect(Buffer.from(await photo.arrayBuffer()).equals(pixel)).toBe(true)
  const [media] = await world.client.messages(messageSid).media.list()
  expect(media).toMatchObject({ contentType: 'image/gif', parentSid: messageSid })
})

test.each(['60777', 'PARCELS', '+15555550123'])('a text may come from %s', async (from) => {
  await world.simulator.receive({ from, to: business, body: 'hello' })
  expect(world.webhooks.arrived[0]?.fields.From).toBe(from)
})

test('a text to a number that nobody added is refused with what to do', async () => {
  const failure = await failureOf(world.simulator.receive({ from: customer, to: '+441134960444', body: 'hello' }))
  expect(failure.message).toContain('POST /sim/numbers')
})

test('a number of a messaging service says so on each text', async () => {
  const service = `MG${'3'.repeat(32)}`
  world.simulator.addNumber(business, { messagingServiceSid: service })
  await text('hello')
  expect(world.webhooks.arrived[0]?.fields.MessagingServiceSid).toBe(service)
  world.simulator.addNumber(business, { messagingServiceSid: null })
})
