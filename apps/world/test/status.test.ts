import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newSid } from './signed-post.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterEach(() => world.twilio.clearFaults())
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'

async function sentTo(who: string) {
  await world.texts(who, job)
  await world.settle()
  const [row] = await world.outboxTo(who)
  if (!row) throw new Error('nothing was queued')
  return { id: String(row.id), sid: String(row.twilio_sid) }
}

const row = async (id: string) => (await world.rows('select * from outbox where id = $1', [id]))[0]

const ownerHeard = (about: string) => world.heard(world.elm.phoneNumber).filter((body) => body.includes(about))

/** What waits for its time leaves now. */
async function makeDue(who: string) {
  await world.rows(
    `update outbox set not_before = now() - interval '11 seconds' where to_number = $1 and state = 'READY'`,
    [who],
  )
  await world.sweep()
  await world.settle()
}

const report = (id: string, sid: string, status: string, more: Record<string, string> = {}) =>
  world.post(`/api/twilio/status?message=${id}`, {
    AccountSid: world.environment.TWILIO_ACCOUNT_SID ?? '',
    MessageSid: sid,
    MessageStatus: status,
    ...more,
  })

test('reports that repeat are counted once', async () => {
  world.twilio.set({ callbackCopies: 4 })
  const { id } = await sentTo(world.customer())
  expect(await row(id)).toMatchObject({ state: 'SENT', delivery_status: 'delivered' })
  const events = await world.rows('select status from delivery_events where outbox_id = $1', [id])
  expect(events.map(({ status }) => status).sort()).toEqual(['delivered', 'sending', 'sent'])
})

test('reports in reverse order leave it delivered', async () => {
  world.twilio.set({ callbacksReversed: true })
  const { id } = await sentTo(world.customer())
  expect(await row(id)).toMatchObject({ state: 'SENT', delivery_status: 'delivered' })
})

test('delivered, then sent, then failed: it stays delivered', async () => {
  const { id, sid } = await sentTo(world.customer())
  expect((await report(id, sid, 'sent')).status).toBe(200)
  expect((await report(id, sid, 'failed', { ErrorCode: '30008' })).status).toBe(200)
  await world.settle()
  expect(await row(id)).toMatchObject({ state: 'SENT', delivery_status: 'delivered', error_code: null })
})

test('a report of a message that is not ours is taken and changes nothing', async () => {
  const before = (await world.rows('select count(*)::int as n from delivery_events'))[0]
  const answered = await report(randomUUID(), newSid(), 'delivered')
  expect(answered).toMatchObject({ status: 200, body: '<Response/>' })
  expect((await world.rows('select count(*)::int as n from delivery_events'))[0]).toEqual(before)
})

test('a report with another sid for the same message is an alarm, and does not replace the sid', async () => {
  const { id, sid } = await sentTo(world.customer())
  await report(id, newSid(), 'delivered')
  await world.settle()
  expect(await row(id)).toMatchObject({ twilio_sid: sid })
  expect(world.heard(founder)).toEqual([expect.stringMatching(/^SENT_TWICE/)])
})

test.each([
  ['an id that is none', (sid: string) => report('not-an-id', sid, 'sent'), 400],
  ['a status that Twilio does not name', (sid: string) => report(randomUUID(), sid, 'lost'), 400],
  ['no sid', () => report(randomUUID(), '', 'sent'), 400],
])('%s is refused in words', async (_name, asked, status) => {
  const answered = await asked(newSid())
  expect(answered.status).toBe(status)
  expect(answered.body).toMatch(/\.$/)
})

test('an unsigned report is refused, and nothing moves', async () => {
  world.twilio.set({ callbackCopies: 0 })
  const { id, sid } = await sentTo(world.customer())
  const fields = { AccountSid: world.environment.TWILIO_ACCOUNT_SID ?? '', MessageSid: sid, MessageStatus: 'delivered' }
  expect((await world.post(`/api/twilio/status?message=${id}`, fields, { signature: null })).status).toBe(403)
  expect(await row(id)).toMatchObject({ delivery_status: null })
})

test('a report signed for one message cannot be used for another', async () => {
  const [one, other] = [await sentTo(world.customer()), await sentTo(world.customer())]
  const fields = { AccountSid: world.environment.TWILIO_ACCOUNT_SID ?? '', MessageSid: one.sid, MessageStatus: 'read' }
  const { signForm } = await import('@jobrun/simulators/twilio/signature')
  const signature = signForm(
    world.environment.TWILIO_AUTH_TOKEN ?? '',
    `${world.publicBaseUrl}/api/twilio/status?message=${one.id}`,
    fields,
  )
  expect((await world.post(`/api/twilio/status?message=${other.id}`, fields, { signature })).status).toBe(403)
})

test('30003 is tried again later and is no opt-out; the second try arrives', async () => {
  const who = '+447700900912'
  await sentTo(who)
  expect(await world.rows('select * from opt_outs where phone = $1', [who])).toEqual([])
  const [first, again] = await world.outboxTo(who)
  expect(first).toMatchObject({ delivery_status: 'undelivered', error_code: 30003 })
  expect(again).toMatchObject({ state: 'READY', attempt: 0, body: first?.body })
  expect(Number(again?.not_before) - Date.now()).toBeGreaterThan(50_000)
  expect(ownerHeard(who)).toEqual([])
  await makeDue(who)
  expect(await row(String(again?.id))).toMatchObject({ state: 'SENT', delivery_status: 'delivered' })
})

test('a further try is not made for somebody who has opted out since', async () => {
  const who = '+447700900918'
  await sentTo(who)
  await world.texts(who, 'STOP')
  await world.settle()
  world.twilio.setOptOut(who, world.elm.twilioNumber, false)
  await makeDue(who)
  expect((await world.outboxTo(who)).map(({ state }) => state)).toEqual(['SENT', 'SUPPRESSED'])
  expect(world.heard(who)).toHaveLength(1)
})

test.each([
  ['21211, refused at once', '901'],
  ['21610, opted out at Twilio', '905'],
  ['30004, blocked by the carrier', '914'],
])('an urgent alert that cannot reach the owner (%s) reaches the founder', async (_name, last) => {
  const oak = await world.addClient({ phoneNumber: `+447700900${last}` })
  const who = world.customer()
  await world.texts(who, 'burst pipe, water everywhere, 12 Elm Road Leeds', { to: oak.twilioNumber })
  await world.settle()
  const told = world.heard(founder).filter((body) => body.includes(who))
  expect(told).toEqual([expect.stringMatching(/^OWNER_NOT_TOLD/)])
})

test('a phone that stays unreachable is given up after a few tries, and the owner is asked to ring', async () => {
  const who = '+447700900913'
  await sentTo(who)
  for (let round = 0; round < 5; round++) await makeDue(who)
  expect(await world.outboxTo(who)).toHaveLength(4)
  expect(ownerHeard(who)).toEqual([expect.stringMatching(/did not arrive.*ring them/)])
})

test('an unknown handset (30005) is tried once more, and then the owner is asked to ring', async () => {
  const who = '+447700900915'
  await sentTo(who)
  expect((await world.outboxTo(who)).map(({ state }) => state)).toEqual(['SENT', 'READY'])
  await makeDue(who)
  expect((await world.outboxTo(who)).map(({ delivery_status }) => delivery_status)).toEqual([
    'undelivered',
    'undelivered',
  ])
  expect(ownerHeard(who)).toHaveLength(1)
})

test.each([
  ['916', 'a landline'],
  ['927', 'a time-out of the provider'],
])('%s (%s) is permanent: the owner is asked to ring, once', async (last) => {
  const who = `+447700900${last}`
  world.twilio.set({ callbackCopies: 3 })
  await sentTo(who)
  expect(await world.outboxTo(who)).toHaveLength(1)
  expect(ownerHeard(who)).toHaveLength(1)
})

test('filtered by the carrier: the owner is asked to ring and the founder hears of it', async () => {
  const who = '+447700900917'
  await sentTo(who)
  expect(ownerHeard(who)).toHaveLength(1)
  expect(await world.incidentsAbout('30007')).toHaveLength(1)
})
