import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withheldNumber } from '../src/twilio/voice/place-call.ts'
import { unreadableWord } from '../src/twilio/voice/run-call.ts'
import {
  accountSid,
  authToken,
  business,
  customer,
  failureOf,
  startTwilioWorld,
  type TwilioWorld,
} from './twilio-world.ts'

const owner = '+447700900111'
let world: TwilioWorld
beforeAll(async () => {
  world = await startTwilioWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  await world.simulator.whenQuiet()
  world.simulator.clearFaults()
  world.simulator.dial({ from: owner, digits: '##002#' })
  world.webhooks.arrived.length = 0
  world.webhooks.replies = [{}]
  const { url } = world.webhooks
  const none = { voiceFallbackUrl: '', statusCallback: `${url}/ended` }
  world.simulator.addNumber(business, { voiceUrl: `${url}/voice`, ...none })
})

const xml = (verbs: string) => ({ body: `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>` })
const arrivedAt = (path: string) => world.webhooks.arrived.filter((one) => one.path === path)
const call = (more: object = {}) => world.simulator.call({ from: customer, to: business, ...more })

describe('a caller in a browser, who hears the tone before speaking', () => {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${world.simulator.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return {
      status: answer.status,
      json: (await answer.json()) as { call: { sid: string; status: string; recordings: object[] } },
    }
  }
  const ring = () => post('/sim/call', { from: customer, to: business, waitsAtTone: true })
  const withTone = () => [xml('<Say>Speak</Say><Record action="/end"/><Say>Nothing?</Say>'), xml('<Hangup/>')]

  test('is answered at the tone, says the words then, and the call ends with them', async () => {
    world.webhooks.replies = withTone()
    const { json } = await ring()
    expect(json.call).toMatchObject({
      status: 'in-progress',
      heard: [{ kind: 'say' }, { kind: 'beep' }],
      recordings: [],
    })
    const path = `/sim/calls/${json.call.sid}/voicemail`
    const said = await post(path, { words: 'It is me' })
    expect(said.json.call).toMatchObject({ status: 'completed', recordings: [{ words: 'It is me' }] })
    expect(await post(path, { words: 'Once more' })).toMatchObject({
      status: 404,
      json: { error: 'That call is over.' },
    })
  })

  test('says nothing and hangs up; a call without a tone is over at once', async () => {
    world.webhooks.replies = withTone()
    const { json } = await ring()
    const silent = await post(`/sim/calls/${json.call.sid}/voicemail`, { words: '' })
    expect(silent.json.call).toMatchObject({ status: 'completed', recordings: [] })
    world.webhooks.replies = [xml('<Say>Bye</Say>')]
    expect((await ring()).json.call).toMatchObject({ status: 'completed' })
  })
})

test('a call to our number: the webhook is signed, what is said is kept, the end is reported', async () => {
  world.webhooks.replies = [
    xml('<Say>Hello from A&amp;B &lt;Sons&gt;</Say><Pause length="2"/><Hangup/><Say>Never</Say>'),
  ]
  const { outcome, call: made, webhookStatus } = await call({ callerName: 'KIM' })
  expect([outcome, webhookStatus, made?.status]).toEqual(['reached', 200, 'completed'])
  expect(made?.heard).toEqual([
    { kind: 'say', text: 'Hello from A&B <Sons>' },
    { kind: 'pause', text: '2' },
  ])
  const [asked] = arrivedAt('/voice')
  expect(asked?.fields).toMatchObject({
    AccountSid: accountSid,
    CallSid: made?.sid,
    From: customer,
    To: business,
    Called: business,
    Caller: customer,
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    FromCountry: 'GB',
    ToCity: '',
    CallerName: 'KIM',
  })
  expect(asked?.fields).not.toHaveProperty('ForwardedFrom')
  const signature = String(asked?.headers['x-twilio-signature'])
  expect(twilio.validateRequest(authToken, signature, `${world.webhooks.url}/voice`, asked?.fields ?? {})).toBe(true)
  await world.simulator.whenQuiet()
  expect(arrivedAt('/ended')[0]?.fields).toMatchObject({ CallSid: made?.sid, CallStatus: 'completed', Duration: '1' })
  const fetched = await world.client.calls(made?.sid ?? '').fetch()
  expect(fetched).toMatchObject({ status: 'completed', direction: 'inbound', from: customer, to: business })
  expect((await world.client.calls.list({ to: business, limit: 1 }))[0]?.sid).toBe(made?.sid)
})

test.each([
  ['**61*+441134960111**20#', {}, true],
  ['**61*01134960111**20#', {}, true],
  ['**61*00441134960111*11*20#', {}, true],
  ['*61*01134960111#', {}, true],
  ['**61*+441134960111**20#', { answeredBy: 'person' }, false],
  ['**61*+441134960111**20#', { line: 'busy' }, false],
  ['**67*+441134960111#', { line: 'busy' }, true],
  ['**62*+441134960111#', { line: 'off' }, true],
  ['**004*+441134960111#', { line: 'off' }, true],
  ['**004*+441134960111#', {}, true],
  ['**21*+441134960111#', { answeredBy: 'person' }, true],
  ['*71+441134960111', {}, true],
  ['**61*#', {}, false],
] as const)('after dialling %s a call %o reaches us: %s', async (digits, how, reaches) => {
  world.simulator.dial({ from: owner, digits })
  const { outcome, call: made } = await call({ to: owner, ...how })
  expect(outcome === 'reached').toBe(reaches)
  expect(made?.forwardedFrom ?? null).toBe(reaches ? owner : null)
  if (reaches) expect(arrivedAt('/voice')[0]?.fields).toMatchObject({ ForwardedFrom: owner, From: customer })
})

test.each([
  ['**61*+441134960111#', '##61#', '*#61#', 'Call forwarding: no-answer: not forwarded.'],
  ['**004*+441134960111#', '##002#', '*#004#', 'no-answer: not forwarded, busy: not forwarded, off: not forwarded'],
  ['*61*01134960111#', '#61#', '*#61#', 'not forwarded'],
  ['**61*+441134960111#', '##67#', '*#61#', business],
])('%s, then %s, then asking with %s shows: %s', (set, off, ask, shown) => {
  expect(world.simulator.dial({ from: owner, digits: set }).screen).toContain('registration was successful')
  world.simulator.dial({ from: owner, digits: off })
  expect(world.simulator.dial({ from: owner, digits: ask }).screen).toContain(shown)
})

test.each([
  ['+447700900961', 'reached', null],
  ['+447700900962', 'rang-out', undefined],
  ['+447700900964', 'rang-out', undefined],
  ['+447700900963', 'reached', '+447700900963'],
])('the handset %s has a difficult network: %s', async (from, expected, forwardedFrom) => {
  world.simulator.dial({ from, digits: '**004*+441134960111#' })
  const { outcome, call: made } = await call({ to: from })
  expect([outcome, made?.forwardedFrom]).toEqual([expected, forwardedFrom])
  if (from.endsWith('963')) expect((await call({ to: from, line: 'busy' })).outcome).toBe('rang-out')
})

test('who withholds the number is nobody, and the network may be told to tell nothing or something else', async () => {
  expect((await call({ callerWithheld: true })).call?.from).toBe(withheldNumber)
  world.simulator.dial({ from: owner, digits: '**61*+441134960111#' })
  expect((await call({ to: owner, forwardedFrom: null })).call?.forwardedFrom).toBeNull()
  expect((await call({ to: owner, forwardedFrom: '+441134960999' })).call?.forwardedFrom).toBe('+441134960999')
  world.simulator.set({ forwarderTold: false })
  expect((await call({ to: owner })).call?.forwardedFrom).toBeNull()
})

const record =
  '<Say>Leave a message</Say><Record action="after?x=1" recordingStatusCallback="/recorded" transcribe="true" transcribeCallback="/transcribed" maxLength="90"/><Say>Goodbye</Say>'

test('a voicemail: action, recording and transcription are reported and can be fetched', async () => {
  world.webhooks.replies = [xml(record), xml('')]
  const words = 'my boiler is leaking please ring me back'
  const { call: made } = await call({ voicemail: words })
  await world.simulator.whenQuiet()
  const sid = made?.recordings[0]?.sid ?? ''
  expect(arrivedAt('/after?x=1')[0]?.fields).toMatchObject({
    RecordingSid: sid,
    RecordingDuration: '4',
    Digits: 'hangup',
    CallStatus: 'completed',
  })
  expect(world.webhooks.arrived.map(({ path }) => path)).toEqual([
    '/voice',
    '/after?x=1',
    '/ended',
    '/recorded',
    '/transcribed',
  ])
  expect(arrivedAt('/recorded')[0]?.fields).toMatchObject({ CallSid: made?.sid, RecordingStatus: 'completed' })
  expect(arrivedAt('/transcribed')[0]?.fields).toMatchObject({
    TranscriptionText: words,
    TranscriptionStatus: 'completed',
    From: customer,
  })
  expect(await world.client.recordings(sid).fetch()).toMatchObject({ callSid: made?.sid, duration: '4' })
  expect(await world.client.calls(made?.sid ?? '').recordings.list()).toHaveLength(1)
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const address = arrivedAt('/recorded')[0]?.fields.RecordingUrl ?? ''
  expect((await fetch(address)).status).toBe(401)
  const sound = await fetch(`${address}.mp3`, { headers: { authorization } })
  expect((await sound.arrayBuffer()).byteLength).toBe(44 + 4 * 8000)
  expect(await world.client.recordings(sid).remove()).toBe(true)
})

test('silence is no voicemail, and one that cannot be read is reported as failed', async () => {
  world.webhooks.replies = [xml(record), xml('')]
  const silent = await call()
  expect(silent.call?.heard.map(({ kind }) => kind)).toEqual(['say', 'beep', 'say'])
  expect(silent.call?.recordings).toEqual([])
  world.webhooks.replies = [xml(record), xml('')]
  await call({ voicemail: `mumble mumble mumble mumble mumble ${unreadableWord}` })
  await world.simulator.whenQuiet()
  expect(arrivedAt('/transcribed')[0]?.fields).toMatchObject({ TranscriptionStatus: 'failed', TranscriptionText: '' })
})

test.each([
  ['<Reject/>', 'no-answer', []],
  ['<Reject reason="busy"/>', 'busy', []],
  ['<Redirect>/next</Redirect>', 'completed', ['/next']],
  ['<Gather action="/keys" numDigits="1"><Say>Press 1</Say></Gather>', 'completed', ['/keys']],
  ['<Play>https://jobrun.example/a.mp3</Play>', 'completed', []],
  ['', 'completed', []],
])('TwiML %s ends the call as %s', async (verbs, status, visited) => {
  world.webhooks.replies = [xml(verbs), xml('')]
  const { call: made } = await call({ digits: '12' })
  expect(made?.status).toBe(status)
  expect(world.webhooks.arrived.map(({ path }) => path).filter((path) => !['/voice', '/ended'].includes(path))).toEqual(
    visited,
  )
  if (visited[0] === '/keys') expect(arrivedAt('/keys')[0]?.fields.Digits).toBe('1')
})

test.each([
  ['an error', { status: 500 }, 11200],
  ['JSON', { contentType: 'application/json', body: '{}' }, 12300],
  ['broken XML', { body: '<Response><Say>Hi</Response>' }, 12100],
  ['another document', { body: '<html></html>' }, 12100],
])(
  'a voice webhook that answers with %s: the fallback is asked, else the caller hears an apology',
  async (_name, reply, code) => {
    world.webhooks.replies = [reply]
    expect((await call()).call).toMatchObject({ errorCode: code, heard: [{ kind: 'error' }], status: 'completed' })
    world.simulator.addNumber(business, { voiceFallbackUrl: `${world.webhooks.url}/spare` })
    world.webhooks.replies = [reply, xml('<Say>Sorry</Say>')]
    expect((await call()).call?.heard).toEqual([{ kind: 'say', text: 'Sorry' }])
    expect(arrivedAt('/spare')[0]?.fields.ErrorCode).toBe(String(code))
  },
)

test('an address in the TwiML that is none ends the call with an apology', async () => {
  world.webhooks.replies = [xml('<Say>One moment</Say><Redirect>http://</Redirect>')]
  const { call: made } = await call()
  expect(made).toMatchObject({ errorCode: 11100, status: 'completed' })
  expect(made?.heard.map(({ kind }) => kind)).toEqual(['say', 'error'])
})

test('a caller may hang up early; reports may repeat, come in reverse, and the webhook may come several times', async () => {
  world.webhooks.replies = [xml(record)]
  const early = await call({ hangsUpAfter: 1, voicemail: 'hello' })
  expect(early.call).toMatchObject({ recordings: [], seconds: 1, status: 'completed' })
  await world.simulator.whenQuiet()
  world.webhooks.arrived.length = 0
  world.simulator.set({ callbacksReversed: true, callbackCopies: 2 })
  await call({ voicemail: 'my boiler is leaking please', staysOn: true, times: 3, hangsUpAfter: 60 })
  await world.simulator.whenQuiet()
  const reports = world.webhooks.arrived
    .map(({ path }) => path)
    .filter((path) => /ended|recorded|transcribed/.test(path))
  expect(reports.slice(0, 2)).toEqual(['/transcribed', '/transcribed'])
  expect(reports.slice(-2)).toEqual(['/ended', '/ended'])
  expect(new Set(arrivedAt('/voice').map(({ fields }) => fields.CallSid)).size).toBe(1)
  expect(arrivedAt('/voice')).toHaveLength(3)
})

test('a number without a voice URL rings out and is reported', async () => {
  world.simulator.addNumber(business, { voiceUrl: '' })
  expect(await call()).toMatchObject({ webhookStatus: null, call: { status: 'no-answer' } })
  await world.simulator.whenQuiet()
  expect(arrivedAt('/ended')[0]?.fields.CallStatus).toBe('no-answer')
})

test('the account can place a call', async () => {
  world.webhooks.replies = [xml('<Say>Good morning</Say>')]
  const { url } = world.webhooks
  const placed = await world.client.calls.create({
    to: customer,
    from: business,
    url: `${url}/script`,
    statusCallback: `${url}/done`,
  })
  expect(placed.status).toBe('queued')
  await world.simulator.whenQuiet()
  expect(world.simulator.calls(customer).at(-1)?.heard).toEqual([{ kind: 'say', text: 'Good morning' }])
  expect(arrivedAt('/done')[0]?.fields).toMatchObject({ CallStatus: 'completed', Direction: 'outbound-api' })
  const foreign = world.client.calls.create({ to: customer, from: '+441134960999', url: `${url}/script` })
  expect(await failureOf(foreign)).toMatchObject({ code: 21210 })
})

test('over HTTP: dial, call, look at calls, and a sentence for bad input', async () => {
  const sim = async (path: string, body?: object) => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(`${world.simulator.url}/sim/${path}`, body ? post : {})
    return (await answer.json()) as Record<string, unknown>
  }
  expect(await sim('dial', { from: owner, digits: '**61*+441134960111**20#' })).toMatchObject({
    diverts: { 'no-answer': business },
  })
  expect(await sim('call', { from: customer, to: owner })).toMatchObject({ outcome: 'reached' })
  expect((await sim(`calls?phone=${encodeURIComponent(owner)}`)).items).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ forwardedFrom: owner })]),
  )
  expect((await sim('call', { from: customer, to: '07700' })).error).toContain('write the number as +')
})
