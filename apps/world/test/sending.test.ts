import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { until } from './until.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterEach(() => world.twilio.clearFaults())
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'
const failing = (lastThree: string) => `+447700900${lastThree}`

const rowTo = async (who: string) => (await world.outboxTo(who))[0]
const ownerHeard = (about: string) => world.heard(world.elm.phoneNumber).filter((body) => body.includes(about))

/** As if the message had been claimed, and looked for in vain, so long ago. */
const age = (who: string, seconds: number) =>
  world.rows(
    `update outbox set claimed_at = claimed_at - $2 * interval '1 second', lease_until = lease_until - $2 * interval '1 second',
     unseen_at = unseen_at - $2 * interval '1 second' where to_number = $1`,
    [who, seconds],
  )

async function textUntilSending(who: string) {
  await world.texts(who, job)
  return until('the message has been handed over', async () => {
    const row = await rowTo(who)
    return row?.state === 'SENDING' ? row : null
  })
}

describe('nobody knows whether it was sent', () => {
  test.each(['accept-then-drop', '500-after-accept'] as const)(
    '%s: it is found at Twilio, never sent again, and shows as delivered',
    async (kind) => {
      const who = world.customer()
      world.twilio.set({ callbackCopies: 0 })
      world.twilio.failNextSends({ kind })
      await textUntilSending(who)
      await until('the handset has it', () => world.phone(who).some(({ status }) => status === 'delivered'))
      await world.sweep()
      expect(await rowTo(who)).toMatchObject({ state: 'SENDING' })
      await age(who, 20)
      await world.sweep()
      // The sweep of the world's own clock may have been first, and be under way.
      await until('it shows as delivered', async () => (await rowTo(who))?.delivery_status === 'delivered')
      await world.settle()
      expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 1 })
      expect(world.heard(who)).toHaveLength(1)
    },
  )

  test('a status callback alone settles it, since it carries our id', async () => {
    const who = world.customer()
    world.twilio.failNextSends({ kind: 'accept-then-drop' })
    await world.texts(who, job)
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'SENT', delivery_status: 'delivered', attempt: 1 })
    expect(world.heard(who)).toHaveLength(1)
  })

  test.each(['500-not-accepted', 'reset', '503'] as const)(
    '%s: it is sent again only after a minute, when Twilio was seen twice without it',
    async (kind) => {
      const who = world.customer()
      world.twilio.failNextSends({ kind })
      await textUntilSending(who)
      await age(who, 30)
      await world.sweep()
      await world.sweep()
      expect(await rowTo(who)).toMatchObject({ state: 'SENDING', attempt: 1, unseen: 1 })
      await age(who, 10)
      await world.sweep()
      expect(await rowTo(who)).toMatchObject({ state: 'SENDING', attempt: 1 })
      await age(who, 25)
      await world.sweep()
      await world.settle()
      expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 2 })
      expect(world.heard(who)).toHaveLength(1)
    },
  )

  test('a list that shows it late does not make it go out twice', async () => {
    const who = world.customer()
    world.twilio.set({ callbackCopies: 0, listLagMs: 60_000 })
    world.twilio.failNextSends({ kind: 'accept-then-drop' })
    await textUntilSending(who)
    await age(who, 30)
    await world.sweep()
    world.twilio.set({ listLagMs: 0 })
    await age(who, 35)
    await world.sweep()
    // The claim now looks a minute older than the text that came of it; Twilio's date is still no earlier.
    await world.settle()
    expect(world.heard(who)).toHaveLength(1)
    expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 1 })
  })

  test('the same words sent on purpose twice are not mistaken for one another', async () => {
    const who = world.customer()
    world.twilio.set({ callbackCopies: 0 })
    await world.texts(who, 'hello? anyone?')
    await world.settle()
    await world.rows(
      `update leads set state = 'CLOSED', closed_at = now() where customer_id in (select id from customers where phone = $1)`,
      [who],
    )
    world.twilio.failNextSends({ kind: '500-not-accepted' })
    await world.texts(who, 'hello? anyone?')
    await until('the second has been handed over', async () => (await world.outboxTo(who))[1]?.state === 'SENDING')
    expect(new Set((await world.outboxTo(who)).map(({ body }) => body)).size).toBe(1)
    await world.rows(
      `update outbox set claimed_at = claimed_at - interval '4 seconds', lease_until = now() where to_number = $1 and state = 'SENDING'`,
      [who],
    )
    await world.sweep()
    expect((await world.outboxTo(who))[1]).toMatchObject({ state: 'SENDING', unseen: 1, twilio_sid: null })
    await world.rows(
      `update outbox set claimed_at = now() - interval '70 seconds', lease_until = now() - interval '1 second', unseen_at = now() - interval '20 seconds' where to_number = $1 and state = 'SENDING'`,
      [who],
    )
    await world.sweep()
    await world.settle()
    expect(world.heard(who)).toHaveLength(2)
  })
})

describe('Twilio refuses', () => {
  test('429: it waits and then arrives, once', async () => {
    const who = world.customer()
    world.twilio.failNextSends({ kind: '429' })
    await world.texts(who, job)
    const row = await until('it waits', async () => {
      const seen = await rowTo(who)
      return seen?.state === 'READY' && seen.attempt === 1 ? seen : null
    })
    expect(Number(row.not_before) - Date.now()).toBeGreaterThan(1_000)
    await until('it has arrived', () => world.heard(who).length === 1)
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 2 })
    expect(world.heard(who)).toHaveLength(1)
  })

  test('21610 records an opt-out: from then on nothing is even tried', async () => {
    const who = failing('905')
    await world.texts(who, job)
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'SUPPRESSED', error_code: 21610 })
    expect(await world.rows('select * from opt_outs where phone = $1', [who])).toMatchObject([
      { opted_out: true, source: 'carrier', client_id: world.elm.id },
    ])
    await world.texts(who, 'Is anybody coming about the tap?')
    await world.settle()
    expect((await world.outboxTo(who)).map(({ attempt }) => attempt)).toEqual([1, 0])
  })

  test.each(['901', '902'])(
    'a number that cannot receive texts (%s): not tried again, and the owner is asked to ring',
    async (last) => {
      const who = failing(last)
      await world.texts(who, job)
      await world.settle()
      await world.sweep()
      await world.settle()
      expect(await rowTo(who)).toMatchObject({ state: 'FAILED', attempt: 1 })
      expect(ownerHeard(who)).toEqual([expect.stringMatching(/did not arrive.*ring them/)])
    },
  )

  test('our own account’s error: held with one alarm, released after the next success from that number', async () => {
    const oak = await world.addClient({}, { knownToTwilio: false })
    const [who, other] = [world.customer(), world.customer()]
    await world.post('/api/twilio/sms', world.fieldsOf(who, job, { To: oak.twilioNumber }))
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'HELD', reason: 'our account', error_code: 21606 })
    const { items } = (await world.admin('GET', `/held?clientId=${oak.id}`)).json
    expect(items).toMatchObject([{ to: who, reason: 'our account' }])
    await world.sweep()
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'HELD', attempt: 1 })

    await heldFor(who, 61)
    world.addNumber(oak.twilioNumber)
    await world.texts(other, job, { to: oak.twilioNumber })
    await world.settle()
    await world.sweep()
    await world.settle()
    expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 2 })
    expect(world.heard(who)).toHaveLength(1)
    expect(world.heard(founder).filter((body) => /^SENDING_REFUSED.*21606/.test(body))).toHaveLength(1)
  })

  test('what is refused for our account’s sake is tried once a minute at most, and no longer after half an hour', async () => {
    const oak = await world.addClient({}, { knownToTwilio: false })
    const who = world.customer()
    await world.post('/api/twilio/sms', world.fieldsOf(who, job, { To: oak.twilioNumber }))
    await world.settle()
    const triesAfter = async (seconds: number) => {
      await heldFor(who, seconds)
      await world.sweep()
      await world.settle()
      return (await rowTo(who))?.attempt
    }
    expect(await triesAfter(0)).toBe(1)
    expect(await triesAfter(61)).toBe(2)
    expect(await triesAfter(30)).toBe(2)
    expect(await triesAfter(30 * 60)).toBe(2)
    expect(await rowTo(who)).toMatchObject({ state: 'HELD' })
    expect((await world.admin('GET', `/held?clientId=${oak.id}`)).json.items).toMatchObject([{ lapsed: true }])
  })
})

/** As if it had been refused so long ago. */
const heldFor = (who: string, seconds: number) =>
  world.rows(
    `update outbox set held_at = held_at - $2 * interval '1 second', claimed_at = claimed_at - $2 * interval '1 second'
     where to_number = $1 and state = 'HELD'`,
    [who, seconds],
  )

test('texts to one person leave in their order, also where the first has to wait', async () => {
  const who = world.customer()
  // The first to the customer and the owner's alert.
  world.twilio.failNextSends({ kind: '429', times: 2 })
  await world.texts(who, 'I can smell gas in the house')
  await until('both have arrived', () => world.heard(who).length === 2)
  await world.settle()
  expect(world.heard(who)[0]).toContain('0800 111 999')
  expect(await world.outboxTo(who)).toMatchObject([
    { purpose: 'safety-line', attempt: 2 },
    { purpose: 'reply', attempt: 1 },
  ])
})

test('each text says how long it is worth delivering, and where its fate is to be told', async () => {
  const who = world.customer()
  await world.texts(who, job)
  await world.settle()
  const sent = world.twilio.ledger().filter(({ to, direction }) => to === who && direction === 'outbound-api')
  const row = await rowTo(who)
  expect(sent).toMatchObject([
    { validityPeriod: 1_800, statusCallback: `${world.publicBaseUrl}/api/twilio/status?message=${row?.id}` },
  ])
  expect(row).toMatchObject({ segments: sent[0]?.segments, encoding: sent[0]?.encoding, twilio_sid: sent[0]?.sid })
})
