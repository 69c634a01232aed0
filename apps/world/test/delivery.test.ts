import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from './mailbox.ts'
import type { TestClient } from './operator.ts'
import { until } from './until.ts'
import { founder, type TestWorld, testWorld } from './world.ts'
import { zoneWhereItIs } from './zones.ts'

let world: TestWorld
let mailbox: Mailbox

beforeAll(async () => {
  mailbox = await startMailbox()
  world = await testWorld({ environment: { SMTP_URL: mailbox.url, MAIL_FROM: 'notices@jobrun.example' } })
})
afterEach(async () => {
  // The stand-in has few numbers that fail for good, and each test begins with a fresh one.
  await world.rows('delete from unreachable_numbers')
  world.twilio.clearFaults()
  mailbox.answer = 'take'
  mailbox.taken.length = 0
})
afterAll(async () => {
  await mailbox?.stop()
  await world?.stop()
})

const job = 'I need a tap fitted in Leeds'
const emergency = 'burst pipe, water everywhere, 12 Elm Road Leeds'
const drama = (last: string) => `+447700900${last}`

const texts = async (who: string, body: string, to: TestClient) => {
  await world.texts(who, body, { to: to.twilioNumber })
  await world.settle()
}
const statesTo = async (number: string) =>
  (await world.outboxTo(number)).map(({ purpose, state, reason }) => [purpose, state, reason])
const marked = async (phone: string) =>
  (await world.rows('select 1 from unreachable_numbers where phone = $1', [phone])).length === 1
const alertsAbout = (words: string) => world.heard(founder).filter((body) => body.includes(words))
const setZone = (client: TestClient, hour: number) =>
  world.admin('PATCH', `/clients/${client.id}`, { timezone: zoneWhereItIs(hour) })

describe('quiet hours', () => {
  const asleep = (more: Record<string, unknown> = {}) =>
    world.addClient({ bookingUrl: null, timezone: zoneWhereItIs(2), ...more })

  test('at two in the night the customer is answered, and the owner’s notice waits for eight', async () => {
    const oak = await asleep()
    const who = world.customer()
    await texts(who, job, oak)
    expect(world.heard(who)).toHaveLength(1)
    expect(world.heard(oak.phoneNumber)).toEqual([])
    const [notice] = await world.outboxTo(oak.phoneNumber)
    expect(notice).toMatchObject({ purpose: 'owner-notice', state: 'READY', reason: 'quiet-hours', attempt: 0 })
    const hours = (Number(notice?.not_before) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(5)
    expect(hours).toBeLessThanOrEqual(6)
  })

  test('an emergency wakes the owner', async () => {
    const oak = await asleep()
    const who = world.customer()
    await texts(who, emergency, oak)
    expect(world.heard(oak.phoneNumber)).toEqual([expect.stringContaining(who)])
  })

  test('asked again as it leaves: what became due in the night goes back, untried, and leaves by day', async () => {
    const oak = await asleep()
    await texts(world.customer(), job, oak)
    const due = () =>
      world.rows(`update outbox set not_before = now() - interval '11 seconds' where to_number = $1`, [oak.phoneNumber])
    await due()
    await world.sweep()
    await world.settle()
    expect(world.heard(oak.phoneNumber)).toEqual([])
    const [notice] = await world.outboxTo(oak.phoneNumber)
    expect(notice).toMatchObject({ state: 'READY', reason: 'quiet-hours', attempt: 0, claimed_at: null })
    expect(Number(notice?.not_before) - Date.now()).toBeGreaterThan(5 * 3_600_000)
    await setZone(oak, 12)
    await due()
    await world.sweep()
    await world.settle()
    expect(world.heard(oak.phoneNumber)).toHaveLength(1)
    expect(await statesTo(oak.phoneNumber)).toEqual([['owner-notice', 'SENT', null]])
  })

  test('a notice that waits does not hold up an emergency behind it', async () => {
    const oak = await asleep()
    await texts(world.customer(), job, oak)
    const who = world.customer()
    await texts(who, emergency, oak)
    expect(world.heard(oak.phoneNumber)).toEqual([expect.stringContaining(who)])
  })

  test('that a text did not arrive can wait for the morning too', async () => {
    const oak = await asleep()
    const who = drama('927')
    await texts(who, job, oak)
    const late = (await world.outboxTo(oak.phoneNumber)).filter(({ body }) => String(body).includes('did not arrive'))
    expect(late).toMatchObject([{ purpose: 'owner-notice', state: 'READY' }])
    expect(Number(late[0]?.not_before) - Date.now()).toBeGreaterThan(5 * 3_600_000)
  })
})

describe('a number that takes no texts', () => {
  test.each([
    ['21211', '901'],
    ['21614', '902'],
    ['30004', '914'],
    ['30006', '916'],
  ])('is marked by %s, the owner is told once, and a text from it ends that', async (_code, last) => {
    const who = drama(last)
    const elm = world.elm as TestClient
    await texts(who, job, elm)
    expect(await marked(who)).toBe(true)
    expect(world.heard(elm.phoneNumber).filter((body) => body.includes(who))).toHaveLength(1)
    await world.rows(
      `insert into outbox (dedupe_key, client_id, purpose, from_number, to_number, body, encoding, segments, not_before)
       values ($1, $2, 'text-back', $3, $4, 'Sorry we missed you.', 'GSM-7', 1, now() - interval '11 seconds')`,
      [`text-back:${who}`, elm.id, elm.twilioNumber, who],
    )
    await world.sweep()
    await world.settle()
    expect((await statesTo(who)).at(-1)).toEqual(['text-back', 'SUPPRESSED', 'unreachable'])
    expect(world.heard(elm.phoneNumber).filter((body) => body.includes(who))).toHaveLength(1)
    world.twilio.set({ callbackCopies: 0 })
    await world.texts(who, 'are you there? the tap still drips', { to: elm.twilioNumber })
    expect(await marked(who)).toBe(false)
    await world.settle()
    expect((await statesTo(who)).at(-1)?.[0]).toBe('reply')
    expect((await statesTo(who)).at(-1)?.[1]).not.toBe('SUPPRESSED')
  })

  test('an unknown handset (30005) is marked only when a second try has failed', async () => {
    const who = drama('915')
    await texts(who, job, world.elm as TestClient)
    expect(await marked(who)).toBe(false)
    await world.rows(
      `update outbox set not_before = now() - interval '11 seconds' where to_number = $1 and state = 'READY'`,
      [who],
    )
    await world.sweep()
    await world.settle()
    expect(await marked(who)).toBe(true)
  })
})

describe('an owner whom no text reaches', () => {
  const owned = (last: string, more: Record<string, unknown> = {}) =>
    world.addClient({ phoneNumber: drama(last), ownerEmail: `owner${last}@oak.example`, bookingUrl: null, ...more })
  const mailsTo = (client: { ownerEmail?: string }) =>
    mailbox.taken.filter((message) => message.includes(`To: ${client.ownerEmail}`))

  test('gets the same words by e-mail, once each; the founder hears of the number once', async () => {
    const oak = (await owned('902')) as TestClient & { ownerEmail: string }
    const [one, other] = [world.customer(), world.customer()]
    await texts(one, job, oak)
    await world.sendEmails()
    expect(mailsTo(oak)).toEqual([expect.stringContaining(one)])
    await texts(other, job, oak)
    expect((await statesTo(oak.phoneNumber)).at(-1)).toEqual(['owner-notice', 'SUPPRESSED', 'unreachable'])
    await world.sendEmails()
    await world.sendEmails()
    await until('both e-mails have come', () => mailsTo(oak).length >= 2)
    expect(mailsTo(oak)).toEqual([expect.stringContaining(one), expect.stringContaining(other)])
    expect(alertsAbout(oak.phoneNumber)).toEqual([expect.stringMatching(/^OWNER_UNREACHABLE/)])
  })

  test('an emergency goes by e-mail and to the founder', async () => {
    const oak = (await owned('914')) as TestClient & { ownerEmail: string }
    const who = world.customer()
    await texts(who, emergency, oak)
    await world.sendEmails()
    expect(mailsTo(oak)).toEqual([expect.stringMatching(/Subject: URGENT for/)])
    expect(alertsAbout(who)).toEqual([expect.stringMatching(/^OWNER_NOT_TOLD/)])
  })

  test('one who opted out of texts is e-mailed; one who asked for quiet is not', async () => {
    const out = (await owned('905')) as TestClient & { ownerEmail: string }
    await texts(world.customer(), job, out)
    await world.sendEmails()
    expect(mailsTo(out)).toHaveLength(1)
    await world.admin('PUT', `/clients/${out.id}/switches`, { notificationsPaused: true, reason: 'on holiday' })
    await texts(world.customer(), job, out)
    await world.sendEmails()
    const [, second] = await world.rows(
      'select state, reason from email_outbox where client_id = $1 order by created_at',
      [out.id],
    )
    expect(second).toMatchObject({ state: 'SUPPRESSED', reason: 'notifications-paused' })
    expect(mailsTo(out)).toHaveLength(1)
  })

  test('their own text puts their number right again', async () => {
    const oak = await owned('916')
    await texts(world.customer(), job, oak)
    expect(await marked(oak.phoneNumber)).toBe(true)
    await texts(oak.phoneNumber, 'new phone', oak)
    expect((await statesTo(oak.phoneNumber)).map(([purpose]) => purpose)).toContain('owner-reply')
  })
})

describe('the e-mail itself', () => {
  const emailTo = async (client: TestClient) =>
    (await world.rows('select state, reason, attempt from email_outbox where client_id = $1', [client.id]))[0]
  const failing = async (answer: Mailbox['answer']) => {
    const oak = await world.addClient({ ownerEmail: 'kim@oak.example', bookingUrl: null })
    await world.rows(`insert into unreachable_numbers (phone, reason) values ($1, 'the number cannot receive texts')`, [
      oak.phoneNumber,
    ])
    const who = world.customer()
    // Set before: the service's own clock may be quicker than we are.
    mailbox.answer = answer
    await texts(who, job, oak)
    await world.sendEmails()
    await world.settle()
    return { oak, who }
  }

  test('refused for now: tried again later, and arrives', async () => {
    const { oak, who } = await failing(451)
    expect(await emailTo(oak)).toMatchObject({ state: 'READY', reason: 'SMTP 451', attempt: 1 })
    mailbox.answer = 'take'
    await world.fastForward(61_000)
    await world.sendEmails()
    expect(await emailTo(oak)).toMatchObject({ state: 'SENT', attempt: 2 })
    expect(mailbox.taken.filter((message) => message.includes(who))).toHaveLength(1)
    expect(await world.incidentsAbout(who)).toEqual([])
  })

  test.each([
    ['refused for good', 550, 'FAILED'],
    ['a line cut after its words, so nobody knows', 'silence', 'UNKNOWN'],
  ] as const)('%s: never sent again, and the founder is told', async (_name, answer, state) => {
    const { oak, who } = await failing(answer)
    mailbox.answer = 'take'
    await world.sendEmails()
    expect(await emailTo(oak)).toMatchObject({ state, attempt: 1 })
    expect(mailbox.taken).toEqual([])
    expect(await world.incidentsAbout(who)).toEqual([expect.stringMatching(/^OWNER_NOT_TOLD: \(.*e-mail/)])
  })

  test('a process that died while sending leaves it unknown: never sent again, and the founder is told', async () => {
    const { oak, who } = await failing(451)
    await world.rows(
      `update email_outbox set state = 'SENDING', lease_until = now() - interval '1 second', claimed_at = now() where client_id = $1`,
      [oak.id],
    )
    mailbox.answer = 'take'
    await world.sendEmails()
    await world.settle()
    expect(await emailTo(oak)).toMatchObject({ state: 'UNKNOWN' })
    expect(mailbox.taken).toEqual([])
    expect(await world.incidentsAbout(who)).toHaveLength(1)
  })
})
