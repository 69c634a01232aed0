import type { HandsetCall } from '@jobrun/simulators/twilio/voice/place-call'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TestClient } from './operator.ts'
import { founder, onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterEach(() => world?.twilio.clearFaults())
afterAll(() => world?.stop())

const sorry = 'Sorry we missed your call'

/** Rings the business; the owner does not answer, and the network forwards it. */
async function rings(who: string, client: TestClient, more: Partial<HandsetCall> = {}) {
  const { call, webhookStatus } = await world.twilio.call({
    from: who,
    to: client.twilioNumber,
    forwardedFrom: client.phoneNumber,
    ...more,
  })
  await world.settle()
  if (!call) throw new Error('no call reached us')
  return { sid: call.sid, webhookStatus, heard: call.heard.map(({ kind, text }) => `${kind} ${text}`.trim()) }
}

const rowOf = async (sid: string) => (await world.rows('select * from calls where call_sid = $1', [sid]))[0]
const textBacks = (who: string) => world.heard(who).filter((body) => body.includes(sorry))

describe('a call that reaches a live client’s number was missed', () => {
  test('the caller hears one sentence, may leave a message, and is texted who we are; the answer is taken as a job', async () => {
    const oak = await world.addClient({ businessName: 'Oak Plumbing' })
    const who = world.customer()
    const { sid, heard } = await rings(who, oak)
    expect(heard).toEqual([expect.stringMatching(/^say Sorry, Oak Plumbing can't take your call/), 'beep'])
    expect(world.heard(who)).toEqual([expect.stringContaining('this is Oak Plumbing. Sorry we missed your call')])
    expect(await rowOf(sid)).toMatchObject({ kind: 'missed', no_text: null, status: 'completed', client_id: oak.id })

    await world.texts(who, 'Hi, my kitchen tap drips, I am in Leeds', { to: oak.twilioNumber })
    await world.settle()
    expect(world.heard(who)).toHaveLength(2)
    expect(world.heard(who)[1]).toContain(oak.bookingUrl)
    const messageSid = world.phone(who).find(({ direction }) => direction === 'in')?.sid ?? ''
    expect(JSON.stringify(await world.trace(messageSid))).toContain('SEND_BOOKING_LINK')
  })

  test('told fifty times at once it is one call with one text, and each copy gets the same answer', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    const { sid } = await rings(who, oak, { times: 50 })
    expect(textBacks(who)).toHaveLength(1)
    expect(await world.rows('select 1 from calls where call_sid = $1', [sid])).toHaveLength(1)
    const statuses = world.twilio.webhookAttempts().filter((one) => one.sid === sid && one.kind === 'voice')
    expect(statuses.map(({ status }) => status)).toEqual(Array(50).fill(200))
  })

  test('a business with signs of XML in its name is said as it is', async () => {
    const oak = await world.addClient({ businessName: 'A&B <Sons>' })
    const { heard } = await rings(world.customer(), oak)
    expect(heard[0]).toContain('Sorry, A&B <Sons> can')
  })

  test('who rings again within a day is not texted again, and is a day later', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await rings(who, oak)
    const again = await rings(who, oak)
    expect(textBacks(who)).toHaveLength(1)
    expect(await rowOf(again.sid)).toMatchObject({ no_text: 'texted-lately' })
    await world.fastForward(24 * 3_600_000 + 60_000)
    await rings(who, oak)
    expect(textBacks(who)).toHaveLength(2)
  })

  test('two calls of one person at the same moment are two calls and one text', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await Promise.all([rings(who, oak), rings(who, oak), rings(who, oak)])
    expect(textBacks(who)).toHaveLength(1)
  })

  test('the same caller is texted by each business that missed them', async () => {
    const [oak, ash] = [await world.addClient(), await world.addClient()]
    const who = world.customer()
    await rings(who, oak)
    await rings(who, ash)
    expect(textBacks(who)).toHaveLength(2)
  })
})

describe('who is not texted', () => {
  async function rowAfter(who: string, client: TestClient, more: Partial<HandsetCall> = {}) {
    const { sid, heard } = await rings(who, client, more)
    expect(world.heard(who)).toEqual([])
    return { ...(await rowOf(sid)), heard }
  }

  test('somebody who withholds the number; the message they leave is kept all the same, and the owner told', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    const row = await rowAfter(who, oak, { callerWithheld: true, voicemail: 'Please ring Jo about the boiler' })
    expect(row).toMatchObject({ no_text: 'withheld', conversation_id: null, client_id: oak.id })
    expect(row.heard).toHaveLength(2)
    expect(world.heard(oak.phoneNumber)).toEqual([
      'Voicemail from a withheld number (3 s): "Please ring Jo about the boiler"',
    ])
  })

  test('a landline, asked of Lookup once and remembered', async () => {
    const oak = await world.addClient()
    const who = '+441134960955'
    expect(await rowAfter(who, oak)).toMatchObject({ kind: 'missed', no_text: null })
    expect(await world.outboxTo(who)).toMatchObject([{ state: 'SUPPRESSED', reason: 'landline', attempt: 1 }])
    expect(await world.rows('select line_type from phone_lines where phone = $1', [who])).toEqual([
      { line_type: 'landline' },
    ])
    expect(await rowAfter(who, oak)).toMatchObject({ no_text: 'landline' })
    expect(await world.outboxTo(who)).toHaveLength(1)
  })

  test.each([
    ['does not know', '+447700900951', [{ line_type: 'unknown' }]],
    ['fails', '+447700900953', []],
  ])('but where Lookup %s the number counts as a mobile', async (_what, who, kept) => {
    await rings(who, await world.addClient())
    expect(textBacks(who)).toHaveLength(1)
    expect(await world.rows('select line_type from phone_lines where phone = $1', [who])).toEqual(kept)
  })

  test('the owner, who hears what the number is for', async () => {
    const oak = await world.addClient()
    const row = await rowAfter(oak.phoneNumber, oak)
    expect(row).toMatchObject({ kind: 'owner', no_text: 'owner' })
    expect(row.heard).toEqual([expect.stringContaining('This is the number that answers for')])
  })

  test('somebody on the client’s list of ignored numbers, whom another client texts', async () => {
    const [oak, ash] = [await world.addClient(), await world.addClient()]
    const who = world.customer()
    await world.admin('POST', `/clients/${oak.id}/ignored-numbers`, { phone: who, reason: 'family' })
    expect(await rowAfter(who, oak)).toMatchObject({ kind: 'missed', no_text: 'ignored' })
    await rings(who, ash)
    expect(textBacks(who)).toHaveLength(1)
  })

  test('somebody who opted out', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await world.texts(who, 'STOP', { to: oak.twilioNumber })
    await world.settle()
    await world.fastForward(2 * 3_600_000)
    expect(await rowAfter(who, oak)).toMatchObject({ no_text: 'opted-out' })
  })

  test('somebody who opts out between the call and the text', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    world.twilio.failNextSends({ kind: '429' })
    await rings(who, oak)
    await world.texts(who, 'STOP', { to: oak.twilioNumber })
    await world.rows(`update outbox set not_before = now() - interval '11 seconds' where to_number = $1`, [who])
    await world.sweep()
    await world.settle()
    expect(world.heard(who)).toEqual([])
    expect(await world.outboxTo(who)).toMatchObject([{ state: 'SUPPRESSED', reason: 'opted-out' }])
  })

  test('somebody with whom we have spoken within the hour; after it they are', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await world.texts(who, 'I need a tap fitted in Leeds', { to: oak.twilioNumber })
    await world.settle()
    const { sid } = await rings(who, oak)
    expect(textBacks(who)).toEqual([])
    expect(await rowOf(sid)).toMatchObject({ no_text: 'talked-lately' })
    await world.fastForward(3_600_000 + 60_000)
    await rings(who, oak)
    expect(textBacks(who)).toHaveLength(1)
  })
})

describe('the pause', () => {
  test('of the client holds the text, which a person may release', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    const turn = (on: boolean) =>
      world.admin('PUT', `/clients/${oak.id}/switches`, { outboundPaused: on, reason: 'a path test' })
    await turn(true)
    await rings(who, oak)
    expect(world.heard(who)).toEqual([])
    const held = (await world.admin('GET', `/held?clientId=${oak.id}`)).json.items
    expect(held).toMatchObject([{ to: who, purpose: 'text-back', reason: 'outbound-paused' }])
    await rings(who, oak)
    expect((await world.admin('GET', `/held?clientId=${oak.id}`)).json.items).toHaveLength(1)
    await turn(false)
    await world.admin('POST', `/held/${held[0].id}/release`, { reason: 'a path test' })
    await world.settle()
    expect(textBacks(who)).toHaveLength(1)
  })
})

describe('a client that is not live', () => {
  test('gives its caller a sentence that fits, no tone, and one holding text a day, as a texter gets', async () => {
    const oak = await world.addClient({ paymentActive: false })
    const who = world.customer()
    const { sid, heard } = await rings(who, oak, { voicemail: 'Hello?' })
    expect(heard).toEqual([expect.stringMatching(/please try again later/)])
    expect(await rowOf(sid)).toMatchObject({ kind: 'not-live', recording_url: null })
    await rings(who, oak)
    await world.texts(who, 'Did you get my call?', { to: oak.twilioNumber })
    await world.settle()
    expect(world.heard(who)).toEqual([expect.stringContaining('Thank you for reaching out')])
    expect(world.heard(oak.phoneNumber)).toEqual([])
  })
})

describe('a call to the number that takes texts only', () => {
  const rang = async (who: string, more: Partial<HandsetCall> = {}) => {
    const { call } = await world.twilio.call({ from: who, to: onboardingNumber, ...more })
    await world.settle()
    return call?.heard.map(({ kind, text }) => `${kind} ${text}`.trim())
  }

  test('says so, and texts a stranger how to begin, once a day', async () => {
    const who = world.customer()
    expect(await rang(who)).toEqual([expect.stringContaining('texts only')])
    await rang(who)
    expect(world.heard(who)).toEqual([expect.stringContaining('for example: Plumber in Leeds')])
  })

  test('tells an owner what to text instead', async () => {
    const oak = await world.addClient()
    await rang(oak.phoneNumber)
    expect(world.heard(oak.phoneNumber)).toEqual([expect.stringContaining('Text MENU')])
  })

  test('texts nobody who withholds the number', async () => {
    const who = world.customer()
    await rang(who, { callerWithheld: true })
    expect(world.heard(who)).toEqual([])
  })
})

test('a call to a number that is nobody’s is kept and answered with a sentence', async () => {
  const who = world.customer()
  world.addNumber('+441134960199')
  const { call } = await world.twilio.call({ from: who, to: '+441134960199' })
  await world.settle()
  expect(call?.heard.map(({ text }) => text)).toEqual(['Sorry, this number is not in use.'])
  expect(await rowOf(call?.sid ?? '')).toMatchObject({ kind: 'nobody', client_id: null })
  expect(world.heard(who)).toEqual([])
  expect(world.heard(founder)).toEqual([])
})

describe('a message that is left', () => {
  test('is kept with its link and its words, and the owner is texted what was said', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    const { sid } = await rings(who, oak, { voicemail: 'My boiler has no pressure, please ring me back' })
    expect(await rowOf(sid)).toMatchObject({
      recording_url: expect.stringContaining('/Recordings/RE'),
      recording_seconds: 4,
      transcription_status: 'completed',
      transcription: 'My boiler has no pressure, please ring me back',
    })
    expect(world.heard(oak.phoneNumber)).toEqual([
      `Voicemail from ${who} (4 s): "My boiler has no pressure, please ring me back"`,
    ])
  })

  test('is shown to operators among what was said', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await rings(who, oak, { voicemail: 'Please ring me about my gutter' })
    const [conversation] = (await world.admin('GET', `/conversations?clientId=${oak.id}`)).json.items
    expect(conversation).toMatchObject({ phone: who })
    const { items } = (await world.admin('GET', `/conversations/${conversation.id}/messages`)).json
    expect(items).toMatchObject([
      { direction: 'out', purpose: 'text-back' },
      { direction: 'call', from: who, kind: 'missed', transcription: 'Please ring me about my gutter' },
    ])
    expect(items[1].recordingUrl).toContain('/Recordings/RE')
  })

  test.each([
    ['reversed', { callbacksReversed: true }],
    ['thrice each', { callbackCopies: 3 }],
  ])('with its callbacks %s comes to the same', async (_how, faults) => {
    world.twilio.set(faults)
    const oak = await world.addClient()
    const { sid } = await rings(world.customer(), oak, { voicemail: 'Please ring me about a dripping tap' })
    expect(await rowOf(sid)).toMatchObject({
      status: 'completed',
      transcription: 'Please ring me about a dripping tap',
    })
    expect(world.heard(oak.phoneNumber)).toHaveLength(1)
  })

  test('that cannot be written down is told all the same', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    await rings(who, oak, { voicemail: 'mumble mumble #tw-no-transcript mumble mumble' })
    expect(world.heard(oak.phoneNumber)).toEqual([
      `Voicemail from ${who} (2 s). We have no words of it. Please ring them.`,
    ])
  })

  test('that tells of a danger is urgent', async () => {
    const oak = await world.addClient()
    await rings(world.customer(), oak, { voicemail: 'Help, there is water pouring through the kitchen ceiling' })
    expect(await world.outboxTo(oak.phoneNumber)).toMatchObject([{ purpose: 'owner-urgent', state: 'SENT' }])
  })
})
