import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterEach(() => world.twilio.clearFaults())
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'

async function say(who: string, body: string): Promise<string> {
  await world.texts(who, body)
  await world.settle()
  return world.heard(who).at(-1) ?? ''
}

const link = () => String(world.elm.bookingUrl)

test('a link kept back from somebody opted out is given once they are back', async () => {
  const who = '+447700900361'
  await say(who, 'Please stop texting me')
  await say(who, job)
  expect(world.heard(who).join()).not.toContain(link())
  await say(who, 'START')
  expect(await say(who, 'I still need that tap fitted')).toContain(link())
})

test('a link that was held is given with the next answer', async () => {
  const who = '+447700900362'
  await world.admin('PUT', `/clients/${world.elm.id}/switches`, { outboundPaused: true, reason: 'test' })
  await say(who, job)
  expect(world.heard(who)).toEqual([])
  await world.admin('PUT', `/clients/${world.elm.id}/switches`, { outboundPaused: false, reason: 'test' })
  expect(await say(who, 'I still need that tap fitted')).toContain(link())
})

test('a link that Twilio refused counts as never given', async () => {
  const who = '+447700900363'
  await say(who, job)
  const [lead] = await world.leadsOf(who)
  expect(lead?.link_sent_at).not.toBeNull()
  await world.rows(
    `update outbox set state = 'SENDING', twilio_sid = null, attempt = attempt + 1, claimed_at = now() - interval '2 minutes',
      lease_until = now() - interval '1 minute', created_at = now() - interval '5 hours', not_before = now() - interval '5 hours',
      unseen = 1, unseen_at = now() - interval '1 minute', body = body || ' ' where to_number = $1`,
    [who],
  )
  await world.sweep()
  expect((await world.leadsOf(who))[0]?.link_sent_at).toBeNull()
})

test('an address that was missing, and a danger to life, reach the owner at once; other news waits', async () => {
  const who = '+447700900364'
  const alerts = () => world.heard(world.elm.phoneNumber).filter((body) => body.includes(who))
  await say(who, 'burst pipe, water everywhere')
  expect(alerts()).toHaveLength(1)
  await say(who, 'we are at 12 Elm Road Leeds')
  expect(alerts()).toHaveLength(2)
  expect(alerts().at(-1)).toContain('12 Elm Road')
  await say(who, 'please hurry, it is flooding the hall')
  expect(alerts()).toHaveLength(2)
  await say(who, 'I can smell gas now')
  expect(alerts()).toHaveLength(3)
})
