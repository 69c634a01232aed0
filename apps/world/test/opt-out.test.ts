import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterEach(() => world.twilio.clearFaults())
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds next Tuesday'
const urgent = 'burst pipe, water everywhere, 12 Elm Road Leeds'

/** What we tried to send, whether or not the carrier would have let it pass. */
const triedTo = async (who: string) => (await world.outboxTo(who)).filter(({ attempt }) => Number(attempt) > 0)

async function say(who: string, words: string) {
  const { messageSid } = await world.texts(who, words)
  await world.settle()
  // Twilio forgets, so that what keeps quiet afterwards can only be ourselves.
  world.twilio.setOptOut(who, world.elm.twilioNumber, false)
  return messageSid
}

const isOptedOut = async (who: string) =>
  (await world.rows<{ opted_out: boolean }>('select opted_out from opt_outs where phone = $1', [who]))[0]?.opted_out ??
  false

describe.each([false, true])('with OptOutType from Twilio: %s', (advancedOptOut) => {
  test.each(['STOP', 'stopall', ' Unsubscribe ', 'cancel.', 'End', 'QUIT', 'Revoke', 'OPTOUT!'])(
    'after %s alone nothing of ours leaves to that person, whatever they write',
    async (word) => {
      world.twilio.set({ advancedOptOut })
      const who = world.customer()
      await say(who, word)
      expect(await isOptedOut(who)).toBe(true)
      await say(who, job)
      await say(who, urgent)
      await say(who, 'I can smell gas')
      expect(await triedTo(who)).toEqual([])
      expect(world.heard(who)).toEqual([])
      expect((await world.textsOf(who)).every(({ state }) => state === 'DONE')).toBe(true)
    },
  )
})

test.each(['please stop texting me', 'Remove me from your list please', "don't text me again", 'no more texts please'])(
  '"%s" counts although it is not one of Twilio’s words',
  async (words) => {
    const who = world.customer()
    await say(who, words)
    expect(await isOptedOut(who)).toBe(true)
    await say(who, job)
    expect(await triedTo(who)).toEqual([])
  },
)

test.each([
  'can you stop by tomorrow?',
  'water will not stop, can you come to Leeds?',
  'the bus stop on Elm Road, tap leaks there',
  'I need to cancel my boiler service on Tuesday, can we do Friday?',
  'the end of the pipe drips',
])('"%s" opts nobody out and is answered', async (words) => {
  const who = world.customer()
  await say(who, words)
  expect(await isOptedOut(who)).toBe(false)
  expect(world.heard(who)).toHaveLength(1)
})

test('opting out counts for that client only', async () => {
  const oak = await world.addClient({ businessName: 'Oak Electrics' })
  const who = world.customer()
  await say(who, 'STOP')
  await world.texts(who, 'I need a socket fitted in Leeds', { to: oak.twilioNumber })
  await world.settle()
  expect(world.heard(who)).toEqual([expect.stringContaining(oak.bookingUrl ?? '')])
})

test('a job in an opted-out person’s words is kept, and the owner of an urgent one is told', async () => {
  const who = world.customer()
  await say(who, 'STOP')
  await say(who, urgent)
  expect(await world.leadsOf(who)).toMatchObject([{ state: 'URGENT' }])
  const alerts = (await world.outboxTo(world.elm.phoneNumber)).filter(({ body }) => String(body).includes(who))
  expect(alerts).toMatchObject([{ purpose: 'owner-urgent', state: 'SENT' }])
})

test('START brings somebody back in; Twilio confirms it and we say nothing until the next text', async () => {
  const who = world.customer()
  await world.texts(who, 'STOP')
  await world.settle()
  await world.texts(who, 'Start')
  await world.settle()
  expect(await isOptedOut(who)).toBe(false)
  expect(world.heard(who)).toEqual([])
  await world.texts(who, job)
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
})

test('YES brings somebody back in who was out; for everybody else it is an answer', async () => {
  const out = world.customer()
  await world.texts(out, 'STOP')
  await world.settle()
  await world.texts(out, 'YES')
  await world.settle()
  expect(await isOptedOut(out)).toBe(false)
  await world.texts(out, job)
  await world.settle()
  expect(world.heard(out).at(-1)).toContain(world.elm.bookingUrl)

  const other = world.customer()
  await world.texts(other, 'YES')
  await world.settle()
  expect(world.heard(other)).toHaveLength(1)
})

test('coming and going is kept as history, with the words', async () => {
  const who = world.customer()
  for (const word of ['please stop texting me', 'STOP', 'START', 'STOP']) await say(who, word)
  const history = await world.rows(
    'select opted_out, wording, source from opt_out_history where phone = $1 order by created_at',
    [who],
  )
  expect(history.map(({ opted_out, wording }) => [opted_out, wording])).toEqual([
    [true, 'please stop texting me'],
    [false, 'START'],
    [true, 'STOP'],
  ])
})

test('STOP in the same breath as a job wins', async () => {
  const who = world.customer()
  await world.texts(who, job)
  await world.texts(who, 'STOP')
  await world.settle()
  expect(await triedTo(who)).toEqual([])
})

test('a reply that was queued before STOP does not leave after it', async () => {
  const who = world.customer()
  world.twilio.failNextSends({ kind: '429' })
  await world.texts(who, job)
  await world.settle()
  expect(await world.outboxTo(who)).toMatchObject([{ state: 'READY', attempt: 1 }])
  await say(who, 'STOP')
  await world.rows(`update outbox set not_before = now() - interval '11 seconds' where to_number = $1`, [who])
  await world.sweep()
  await world.settle()
  expect(await world.outboxTo(who)).toMatchObject([{ state: 'SUPPRESSED', reason: 'opted-out', twilio_sid: null }])
  expect(world.heard(who)).toEqual([])
})

test.each(['HELP', 'info'])('a lone %s is Twilio’s to answer; with an open lead the owner is told', async (word) => {
  const stranger = world.customer()
  await say(stranger, word)
  const who = world.customer()
  await say(who, job)
  await say(who, word)
  expect(world.heard(stranger)).toEqual([])
  expect(world.heard(who)).toHaveLength(1)
  const told = (about: string) => world.heard(world.elm.phoneNumber).filter((body) => body.includes(about))
  expect(told(stranger)).toEqual([])
  expect(told(who)).toEqual([expect.stringContaining('asked for help')])
})

test.each(['MENU', '?'])('%s is our own word for help and is answered', async (word) => {
  const who = world.customer()
  await say(who, word)
  expect(world.heard(who)).toEqual([expect.stringContaining('This is Elm Plumbing')])
})

test('with an open lead the owner hears that the customer wants no more texts, and is asked to ring', async () => {
  const who = world.customer()
  await say(who, job)
  await say(who, 'STOP')
  expect(world.heard(world.elm.phoneNumber).filter((body) => body.includes(who))).toEqual([
    expect.stringContaining('no more texts'),
  ])
})
