import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CutLine, cutLine } from './cut-line.ts'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let line: CutLine

beforeAll(async () => {
  world = await testWorld({
    through: async (url) => {
      line = await cutLine(url)
      return line.url
    },
  })
})
afterAll(async () => {
  await world?.stopService()
  await line?.close()
  await world?.stop()
})

const voice = '/api/twilio/voice'
const sidOf = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`

function fieldsOf(who: string, more: Record<string, string> = {}) {
  const AccountSid = world.environment.TWILIO_ACCOUNT_SID ?? ''
  const CallSid = sidOf('CA')
  return { AccountSid, CallSid, From: who, To: world.elm.twilioNumber, CallStatus: 'ringing', ...more }
}

function recordedOf(call: Record<string, string>) {
  const RecordingSid = sidOf('RE')
  const RecordingUrl = `https://api.twilio.com/2010-04-01/Accounts/${call.AccountSid}/Recordings/${RecordingSid}`
  const { AccountSid = '', CallSid = '' } = call
  return { AccountSid, CallSid, RecordingSid, RecordingUrl, RecordingDuration: '6' }
}

const calls = (sid: string) => world.rows('select * from calls where call_sid = $1', [sid])

describe('only Twilio comes in', () => {
  const doors = ['', '/fallback', '/status', '/recording', '/transcription']
  test.each(
    doors.flatMap((door) => [
      [door, 'no signature', { signature: null }] as const,
      [door, 'a wrong signature', { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }] as const,
      [door, 'the signature of another address', { publicBaseUrl: 'https://elsewhere.example' }] as const,
    ]),
  )('%s with %s: 403, and nothing is kept', async (door, _what, more) => {
    const fields = { ...fieldsOf(world.customer()), ...recordedOf(fieldsOf('')) }
    expect((await world.post(`${voice}${door}`, fields, more)).status).toBe(403)
    expect(await calls(fields.CallSid)).toEqual([])
  })

  test.each(doors)('%s of another account: 403', async (door) => {
    const fields = { ...fieldsOf(world.customer()), AccountSid: `AC${'9'.repeat(32)}` }
    expect((await world.post(`${voice}${door}`, fields)).status).toBe(403)
  })

  test.each(doors)('%s with a form that is no call’s: 400 and a sentence', async (door) => {
    const fields = { AccountSid: world.environment.TWILIO_ACCOUNT_SID ?? '', CallSid: 'CA1' }
    const answered = await world.post(`${voice}${door}`, fields)
    expect(answered).toMatchObject({ status: 400, body: expect.stringMatching(/^CallSid: /) })
  })
})

test('the answer is TwiML, the same for each repeat', async () => {
  const fields = fieldsOf(world.customer())
  const first = await world.post(voice, fields)
  expect(first).toMatchObject({ status: 200, contentType: expect.stringMatching(/^text\/xml/) })
  expect(first.body).toContain(`Sorry, Elm Plumbing can't take your call`)
  expect((await world.post(voice, fields)).body).toBe(first.body)
})

test('fields that we do not know do no harm, and the end does not go back to ringing', async () => {
  const fields = fieldsOf(world.customer(), { StirVerstat: 'TN-Validation-Passed-A', BrandNew2027: 'x' })
  await world.post(`${voice}/status`, { ...fields, CallStatus: 'completed', CallDuration: '9' })
  await world.post(voice, fields)
  expect(await calls(fields.CallSid)).toMatchObject([{ status: 'completed', duration_seconds: 9, kind: 'missed' }])
})

test('words and link of a message that come before their call are there when it comes', async () => {
  const who = world.customer()
  const fields = fieldsOf(who)
  const recorded = recordedOf(fields)
  const written = { ...recorded, TranscriptionStatus: 'completed', TranscriptionText: 'Ring me about the tap' }
  expect((await world.post(`${voice}/transcription`, written)).status).toBe(200)
  expect((await world.post(`${voice}/recording`, { ...recorded, RecordingStatus: 'completed' })).status).toBe(200)
  expect(await calls(fields.CallSid)).toMatchObject([
    { kind: null, client_id: null, transcription: 'Ring me about the tap' },
  ])
  await world.post(`${voice}/status`, { ...fields, CallStatus: 'completed', CallDuration: '20' })
  await world.settle()
  expect(await calls(fields.CallSid)).toMatchObject([
    { kind: 'missed', client_id: world.elm.id, recording_url: recorded.RecordingUrl, recording_seconds: 6 },
  ])
  expect(world.heard(who)).toEqual([expect.stringContaining('Sorry we missed your call')])
  expect(world.heard(world.elm.phoneNumber)).toEqual([`Voicemail from ${who} (6 s): "Ring me about the tap"`])
})

test('a message of which no words ever come is told two minutes later', async () => {
  const client = await world.addClient()
  const who = world.customer()
  const fields = fieldsOf(who, { To: client.twilioNumber })
  await world.post(voice, fields)
  await world.post(`${voice}/recording`, recordedOf(fields))
  await world.settle()
  expect(world.heard(client.phoneNumber)).toEqual([])
  await world.fastForward(2 * 60_000 + 1_000)
  await world.settle()
  expect(world.heard(client.phoneNumber)).toEqual([
    `Voicemail from ${who} (6 s). We have no words of it. Please ring them.`,
  ])
})

describe('while the database is away', () => {
  test('the caller hears the fallback and may leave a message; the call comes in later, with its text, once', async () => {
    const client = await world.addClient()
    const who = world.customer()
    line.cut()
    const { call } = await world.twilio.call({
      from: who,
      to: client.twilioNumber,
      voicemail: 'Hello, I need a plumber for my bathroom',
    })
    await world.twilio.whenQuiet(20_000)
    line.mend()
    const asked = world.twilio.webhookAttempts().filter(({ sid, kind }) => sid === call?.sid && kind === 'voice')
    expect(asked.slice(0, 3).map(({ status, fallback }) => [status, fallback])).toEqual([
      [503, false],
      [503, false],
      [200, true],
    ])
    expect(call?.heard.map(({ kind }) => kind)).toEqual(['say', 'beep'])
    expect(call?.heard[0]?.text).toContain('please leave a message after the tone')
    expect(await calls(call?.sid ?? '')).toEqual([])

    await world.catchUpCalls()
    await world.catchUpCalls()
    await world.settle()
    expect(await calls(call?.sid ?? '')).toMatchObject([
      { kind: 'missed', status: 'completed', client_id: client.id, recording_seconds: 4 },
    ])
    expect(world.heard(who)).toEqual([expect.stringContaining('Sorry we missed your call')])
  }, 40_000)

  test('each door says 503, and to come again', async () => {
    const fields = fieldsOf(world.customer())
    line.cut()
    for (const door of ['', '/status', '/transcription']) {
      const answered = await world.post(`${voice}${door}`, { ...fields, ...recordedOf(fields) })
      expect(answered.status).toBe(503)
    }
    const recorded = recordedOf(fields)
    expect((await world.post(`${voice}/recording`, { ...recorded, RecordingStatus: 'completed' })).status).toBe(503)
    expect(await world.post(`${voice}/recording`, recorded)).toMatchObject({
      status: 200,
      body: expect.stringContaining('<Hangup/>'),
    })
    line.mend()
  }, 40_000)

  test('a call that is learnt of hours later is kept, and its caller not texted', async () => {
    const client = await world.addClient()
    const who = world.customer()
    world.twilio.addNumber(client.twilioNumber, { voiceUrl: '', statusCallback: '' })
    const { call } = await world.twilio.call({ from: who, to: client.twilioNumber })
    await world.fastForward(50 * 60_000)
    await world.rows(`delete from marks where name = 'twilio-calls'`)
    await world.catchUpCalls()
    await world.settle()
    expect(await calls(call?.sid ?? '')).toMatchObject([{ kind: 'missed', no_text: 'too-late' }])
    expect(world.heard(who)).toEqual([])
  })
})
