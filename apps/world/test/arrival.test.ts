import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

const SECONDARY = 'the-token-to-come'
let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ environment: { TWILIO_AUTH_TOKEN_SECONDARY: SECONDARY } })
})
afterAll(() => world?.stop())

const sms = '/api/twilio/sms'
const stored = async (messageSid: string) =>
  (await world.rows('select * from inbound_messages where message_sid = $1', [messageSid])).length

test('the same MessageSid fifty times at once is one text with one answer', async () => {
  const who = world.customer()
  const { messageSid, webhookStatuses } = await world.texts(who, 'I need a tap fitted in Leeds', { times: 50 })
  await world.settle()
  expect(webhookStatuses).toEqual(Array(50).fill(200))
  expect(await stored(messageSid)).toBe(1)
  expect(world.heard(who)).toHaveLength(1)
  expect(await world.turnsOf(who)).toHaveLength(1)
})

test('a MessageSid that comes again after it was answered is not answered again', async () => {
  const who = world.customer()
  const fields = world.fieldsOf(who, 'I need a tap fitted in Leeds')
  await world.post(sms, fields)
  await world.settle()
  expect((await world.post(sms, fields)).status).toBe(200)
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
})

test('the answer to Twilio is empty TwiML: no text travels in it', async () => {
  const answered = await world.post(sms, world.fieldsOf(world.customer(), 'Hello'))
  expect(answered).toMatchObject({ status: 200, body: '<Response/>' })
  expect(answered.contentType).toMatch(/^text\/xml/)
})

test.each([
  ['a wrong signature', { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
  ['no signature', { signature: null }],
  ['the signature of a token that is not ours', { authToken: 'somebody-else' }],
  ['the signature of another address', { publicBaseUrl: 'https://elsewhere.example' }],
])('with %s nothing is stored and the answer is 403', async (_name, more) => {
  const fields = world.fieldsOf(world.customer(), 'Hello')
  expect((await world.post(sms, fields, more)).status).toBe(403)
  expect(await stored(fields.MessageSid ?? '')).toBe(0)
})

test('a text of another account is refused although its signature is right', async () => {
  const fields = world.fieldsOf(world.customer(), 'Hello', { AccountSid: `AC${'1'.repeat(32)}` })
  expect((await world.post(sms, fields)).status).toBe(403)
  expect(await stored(fields.MessageSid ?? '')).toBe(0)
})

test('a field that was changed on the way breaks the signature', async () => {
  const fields = world.fieldsOf(world.customer(), 'Hello')
  const { status } = await world.post(sms, { ...fields, Body: 'Goodbye' }, { signature: 'dGVzdA==' })
  expect(status).toBe(403)
})

test('the secondary token is accepted as well, so that tokens can be changed without loss', async () => {
  const fields = world.fieldsOf(world.customer(), 'Hello')
  expect((await world.post(sms, fields, { authToken: SECONDARY })).status).toBe(200)
  expect(await stored(fields.MessageSid ?? '')).toBe(1)
})

test.each([
  [
    'behind a proxy that names another host',
    sms,
    { headers: { 'x-forwarded-host': 'inside.example', 'x-forwarded-proto': 'http' } },
    {},
  ],
  ['with a query', `${sms}?from=pool&x=%C3%A9`, {}, {}],
  ['from a number in a Messaging Service', sms, {}, { MessagingServiceSid: `MG${'2'.repeat(32)}` }],
  ['with fields that nobody knows yet', sms, {}, { ChannelMetadata: '{"a":"é & b"}', Future: '' }],
])('a right signature counts %s', async (_name, path, more, extra) => {
  const fields = world.fieldsOf(world.customer(), 'Hello & good-bye + é', extra)
  expect((await world.post(path, fields, more)).status).toBe(200)
  expect(await stored(fields.MessageSid ?? '')).toBe(1)
})

test('a photo without words gets an answer, and its address is kept', async () => {
  const who = world.customer()
  const photo = { contentType: 'image/jpeg', base64: Buffer.from('a photo').toString('base64') }
  const { webhookStatus } = await world.texts(who, '', { media: [photo] })
  await world.settle()
  expect(webhookStatus).toBe(200)
  expect(world.heard(who)).toHaveLength(1)
  expect((await world.textsOf(who))[0]).toMatchObject({ body: '', media: [{ contentType: 'image/jpeg' }] })
})

test.each([
  ['empty', ''],
  ['of blanks', '  \n '],
  ['1,600 characters long', 'I need a plumber. '.repeat(100).slice(0, 1_600)],
  ['of emoji', '🚿🔧💧🧑🏽‍🔧🇬🇧❤️'],
  ['written from right to left', 'مرحبا، أحتاج إلى سباك اليوم في ليدز'],
  ['with half a surrogate pair', 'leak \ud83d in the kitchen'],
  ['of markup and quotes', `my tap </Message> "drips" & it's 100% \\ wet -- {"a": "b"} $1`],
])('a text that is %s is stored and gets exactly one answer', async (_name, body) => {
  const who = world.customer()
  const { webhookStatus } = await world.texts(who, body)
  await world.settle()
  expect(webhookStatus).toBe(200)
  expect(world.heard(who)).toHaveLength(1)
  expect(await world.turnsOf(who)).toHaveLength(1)
})

test('NUL characters, which PostgreSQL cannot hold, are left out of the text', async () => {
  const who = world.customer()
  await world.texts(who, 'tap\u0000 drips\u0000')
  await world.settle()
  expect((await world.textsOf(who))[0]).toMatchObject({ body: 'tap drips', state: 'DONE' })
  expect(world.heard(who)).toHaveLength(1)
})

test('a text to a number that is nobody’s is stored and never answered', async () => {
  const nobodys = '+441134960999'
  const who = world.customer()
  world.addNumber(nobodys)
  const { messageSid, webhookStatus } = await world.texts(who, 'I can smell gas, burst pipe', { to: nobodys })
  await world.settle()
  expect(webhookStatus).toBe(200)
  expect(await stored(messageSid)).toBe(1)
  expect(world.heard(who)).toEqual([])
  expect(await world.outboxTo(who)).toEqual([])
})

test.each(['60777', 'ParcelCo', '+4477'])(
  'a text from %s is stored; nobody there could be answered',
  async (sender) => {
    const { webhookStatus } = await world.texts(sender, 'Your parcel waits: pay 2.99 at https://parcel.example')
    await world.settle()
    expect(webhookStatus).toBe(200)
    expect(await world.turnsOf(sender)).toMatchObject([{ outcome: 'SILENT', rule: 'sender-cannot-be-answered' }])
    expect(await world.outboxTo(sender)).toEqual([])
  },
)

test.each([
  ['no MessageSid', { MessageSid: '' }],
  ['a MessageSid of another shape', { MessageSid: 'XX12' }],
  ['an empty To', { To: '' }],
  ['a From of 200 characters', { From: '+'.padEnd(200, '1') }],
])('%s is refused in words', async (_name, wrong) => {
  const { status, body } = await world.post(sms, world.fieldsOf(world.customer(), 'Hello', wrong))
  expect(status).toBe(400)
  expect(body).toMatch(/\.$/)
})

test.each(['-1', '11', 'many', ''])('a NumMedia of "%s" does no harm', async (NumMedia) => {
  const fields = world.fieldsOf(world.customer(), 'Hello', { NumMedia })
  expect((await world.post(sms, fields)).status).toBe(200)
})

test('a body over 64 KiB is refused, one just below it is read', async () => {
  const over = world.fieldsOf(world.customer(), 'x'.repeat(66_000))
  expect((await world.post(sms, over)).status).toBe(413)
  expect(await stored(over.MessageSid ?? '')).toBe(0)
  const below = world.fieldsOf(world.customer(), 'x'.repeat(64_000))
  expect((await world.post(sms, below)).status).toBe(200)
  await world.settle()
})

test('a text of 64,000 characters is kept whole, and keeps nobody else waiting', async () => {
  const [long, other] = [world.customer(), world.customer()]
  await world.post(sms, world.fieldsOf(long, 'Aa '.repeat(21_000)))
  const { messageSid } = await world.texts(other, 'I need a tap fitted in Leeds')
  await world.settle()
  expect((await world.textsOf(long)).map(({ body }) => String(body).length)).toEqual([63_000])
  expect(world.heard(long)).toHaveLength(1)
  expect((await world.trace(messageSid)).turn.answeredAfterMs).toBeLessThan(3_000)
})

test.each([299, 1_599])(
  'an emoji that is cut in two after %i characters, where something is shortened, harms nothing',
  async (length) => {
    const who = world.customer()
    const body = `I need a tap fitted in Leeds please, ${'drip '.repeat(400)}`.slice(0, length)
    await world.post(sms, world.fieldsOf(who, `${body}${'🔧'.repeat(20)}`))
    await world.settle()
    expect(world.heard(who)).toHaveLength(1)
  },
)

test('anything but a form is refused without a 500', async () => {
  const asked = (type: string, body: string) =>
    fetch(`${world.publicBaseUrl}${sms}`, { method: 'POST', headers: { 'content-type': type }, body })
  for (const [type, body] of [
    ['application/json', '{"Body":"x"}'],
    ['text/plain', 'Body=x'],
    ['application/x-www-form-urlencoded', '%%%&&&==='],
    ['multipart/form-data; boundary=x', '--x--'],
  ] as const) {
    const { status } = await asked(type, body)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
})
