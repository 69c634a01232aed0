import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SeparateProcess, separateProcess } from './separate-process.ts'
import { until } from './until.ts'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let child: SeparateProcess

beforeAll(async () => {
  world = await testWorld({ ai: true, gatherMs: 300 })
  await world.stopService()
})
beforeEach(async () => {
  child = await separateProcess(world.environment)
})
afterEach(async () => {
  await child?.kill()
  await world.stopService()
  world.twilio.clearFaults()
  world.openai.clearFaults()
})
afterAll(() => world?.stop())

const job = 'I need a tap fitted in Leeds'

/** A killed worker's jobs are taken over when its heart has not beaten for ten seconds; here it is not waited for. */
const stopHearts = () =>
  world.rows(`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`)

const rowTo = async (who: string) => (await world.outboxTo(who))[0]

test('killed between storing a text and answering it: after the next start it is answered once', async () => {
  const people = Array.from({ length: 5 }, () => world.customer())
  const stored = await Promise.all(people.map((who) => world.texts(who, job)))
  await child.kill()
  expect(stored.map(({ webhookStatus }) => webhookStatus)).toEqual(Array(5).fill(200))
  for (const who of people) expect(world.heard(who)).toEqual([])
  await world.startServiceAgain()
  await world.settle()
  for (const who of people) expect(world.heard(who)).toHaveLength(1)
})

test('killed while the AI thinks: answered once, and finished answers are not paid for again', async () => {
  const who = world.customer()
  world.openai.set({ latencyMs: 400 })
  const before = world.openai.requestCount()
  const { messageSid } = await world.texts(who, job)
  await until(
    'the first three answers are kept',
    async () =>
      (
        await world.rows(
          'select 1 from brain_answers where conversation_id = (select id from conversations where phone = $1)',
          [who],
        )
      ).length === 3,
  )
  await child.kill()
  await world.startServiceAgain()
  await stopHearts()
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
  expect((await world.trace(messageSid)).turn.trace.dial.by).toBe('ai')
  expect(world.openai.requestCount() - before).toBeLessThanOrEqual(5)
})

test('killed while Twilio answers: the text that went out is found, not sent again', async () => {
  const who = world.customer()
  world.twilio.set({ callbackCopies: 0 })
  world.twilio.failNextSends({ kind: 'hang-after-accept' })
  await world.texts(who, job)
  await until('Twilio has the text', () => world.heard(who).length === 1)
  expect(await rowTo(who)).toMatchObject({ state: 'SENDING' })
  await child.kill()
  await world.startServiceAgain()
  await stopHearts()
  await world.rows(
    `update outbox set claimed_at = claimed_at - interval '20 seconds', lease_until = now() - interval '1 second' where to_number = $1`,
    [who],
  )
  await world.sweep()
  await world.settle()
  expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 1 })
  expect(world.heard(who)).toHaveLength(1)
})

test('killed before Twilio had it: sent once a minute has passed without it', async () => {
  const who = world.customer()
  world.twilio.failNextSends({ kind: 'hang' })
  await world.texts(who, job)
  await until('it is on its way', () => world.twilio.state().nextSends.length === 0)
  await child.kill()
  await world.startServiceAgain()
  await stopHearts()
  for (const seconds of [30, 45]) {
    await world.rows(
      `update outbox set claimed_at = claimed_at - $2 * interval '1 second', lease_until = now() - interval '1 second',
       unseen_at = unseen_at - $2 * interval '1 second' where to_number = $1`,
      [who, seconds],
    )
    await world.sweep()
  }
  await world.settle()
  expect(await rowTo(who)).toMatchObject({ state: 'SENT', attempt: 2 })
  expect(world.heard(who)).toHaveLength(1)
})

test('a text that finds nobody is not answered by chance; the next one is', async () => {
  const who = world.customer()
  await child.kill()
  const missed = await world.texts(who, job)
  expect(missed.webhookStatus).toBeNull()
  await world.startServiceAgain()
  await world.texts(who, job)
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
})

test('killed between keeping a missed call and texting its caller: texted after the next start, once', async () => {
  const who = world.customer()
  world.twilio.failNextSends({ kind: '429' })
  const { call } = await world.twilio.call({ from: who, to: world.elm.twilioNumber })
  await until(
    'the text was tried',
    async () => (await rowTo(who))?.attempt === 1 && (await rowTo(who))?.state === 'READY',
  )
  await child.kill()
  expect(call?.heard[0]?.text).toContain('Sorry')
  expect(world.heard(who)).toEqual([])
  await world.startServiceAgain()
  await world.rows(`update outbox set not_before = now() - interval '11 seconds' where to_number = $1`, [who])
  await world.sweep()
  await world.settle()
  expect(world.heard(who)).toEqual([expect.stringContaining('Sorry we missed your call')])
})

test('asked to end with many messages to one slow line, it ends within 15 s; each leaves once, the rest after the next start', async () => {
  const people = Array.from({ length: 8 }, () => world.customer())
  world.twilio.failNextSends({ kind: 'slow', times: 40, ms: 2_500 })
  for (const who of people) await world.texts(who, 'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds')
  await until('alerts are on their way', () => world.heard(world.elm.phoneNumber).length > 0)
  const began = performance.now()
  expect(await child.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(15_000)
  world.twilio.clearFaults()
  await world.startServiceAgain()
  await stopHearts()
  await world.rows(
    `update outbox set claimed_at = claimed_at - interval '20 seconds', lease_until = now() - interval '1 second' where state = 'SENDING'`,
  )
  await world.sweep()
  await world.settle(30_000)
  for (const who of people) expect(world.heard(who)).toHaveLength(1)
  expect(world.heard(world.elm.phoneNumber)).toHaveLength(8)
}, 80_000)
