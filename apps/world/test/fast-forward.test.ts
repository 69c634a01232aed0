import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { serveClock } from '../src/serve-clock.ts'
import { openWorldClock } from '../src/world-clock.ts'
import { until } from './until.ts'
import { type TestWorld, testWorld } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const burst = 'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds'
let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

async function say(who: string, words: string, to?: string) {
  await world.texts(who, words, to ? { to } : {})
  await world.settle()
}

describe('when the whole world is moved forward', () => {
  test('urgent news that waits for its half hour is sent once that has passed, and not before', async () => {
    const pine = await world.addClient({ ownerName: 'Ann' })
    const alerts = () => world.heard(pine.phoneNumber)
    const who = world.customer()
    await say(who, burst, pine.twilioNumber)
    await say(who, 'it is urgent, the water comes through the ceiling now, hurry', pine.twilioNumber)
    expect(alerts()).toHaveLength(1)
    await world.fastForward(20 * MINUTE)
    await world.settle()
    expect(alerts()).toHaveLength(1)
    await world.fastForward(11 * MINUTE)
    await world.settle()
    expect(alerts()).toHaveLength(2)
    expect(alerts()[1]).toMatch(/ceiling/)
  })

  test('a text is answered as fast as before, and its bubble shows the later time', async () => {
    const who = world.customer()
    const { messageSid } = await world.texts(who, 'I need a tap fitted in Leeds')
    await world.settle()
    const [asked, answered] = world.phone(who)
    expect(Date.parse(asked?.dateCreated ?? '') - Date.now()).toBeGreaterThan(30 * MINUTE)
    expect(Date.parse(answered?.dateCreated ?? '') - Date.now()).toBeGreaterThan(30 * MINUTE)
    expect((await world.trace(messageSid)).turn.answeredAfterMs).toBeLessThan(5_000)
  })

  test('a text that is refused for a moment is tried again after its wait, not at once', async () => {
    const who = '+447700900907'
    await world.texts(who, 'I need a tap fitted in Leeds')
    await world.settle()
    const [reply] = await world.outboxTo(who)
    expect(reply).toMatchObject({ state: 'READY', attempt: 1 })
    expect(Number(reply?.not_before)).toBeGreaterThan(world.clock.now().getTime())
    await world.fastForward(10 * MINUTE)
    await until('it was tried again', async () => Number((await world.outboxTo(who))[0]?.attempt) > 1)
  })

  test('a switch ends when its time has passed, and texts are answered again', async () => {
    const oak = await world.addClient()
    const who = world.customer()
    const until = new Date(world.clock.now().getTime() + HOUR).toISOString()
    const given = { outboundPaused: true, expiresAt: until, reason: 'back in an hour' }
    expect(await world.admin('PUT', `/clients/${oak.id}/switches`, given)).toMatchObject({ status: 200 })
    await say(who, 'I need a tap fitted in Leeds', oak.twilioNumber)
    expect(world.heard(who)).toEqual([])
    await world.fastForward(2 * HOUR)
    const ended = await world.rows('select reason, actor from switch_log where client_id = $1 and not to_value', [
      oak.id,
    ])
    expect(ended).toEqual([{ reason: 'expired', actor: 'clock' }])
    await say(who, 'next Tuesday would be fine', oak.twilioNumber)
    expect(world.heard(who)).toHaveLength(1)
  })

  test('the holding text of a client that is not live is sent again the next day', async () => {
    const elder = await world.addClient({ paymentActive: false })
    const who = world.customer()
    await say(who, 'I need a tap fitted in Leeds', elder.twilioNumber)
    await say(who, 'are you there?', elder.twilioNumber)
    expect(world.heard(who)).toHaveLength(1)
    await world.fastForward(26 * HOUR)
    await say(who, 'hello again', elder.twilioNumber)
    expect(world.heard(who)).toHaveLength(2)
  })

  test('a lead that nobody has written about for two weeks is closed', async () => {
    const who = world.customer()
    await say(who, 'I need a tap fitted in Leeds')
    await world.fastForward(13 * DAY)
    expect(await world.leadsOf(who)).not.toMatchObject([{ state: 'CLOSED' }])
    await world.fastForward(2 * DAY)
    expect(await world.leadsOf(who)).toMatchObject([{ state: 'CLOSED' }])
  })

  test('after a restart it is still the later time, and what waits is still found', async () => {
    const before = world.clock.now()
    await world.restart()
    const who = world.customer()
    await say(who, 'I need a tap fitted in Leeds')
    const [text] = await world.textsOf(who)
    expect(Number(text?.received_at)).toBeGreaterThan(Number(before))
    await world.fastForward(15 * DAY)
    expect(await world.leadsOf(who)).toMatchObject([{ state: 'CLOSED' }])
  })
})

describe('the clock over HTTP', () => {
  test('tells the time, moves forward by what is asked, and refuses the rest in words', async () => {
    const app = Fastify()
    onTestFinished(() => app.close())
    serveClock(app, world)
    const before = (await app.inject('/api/clock')).json()
    const moved = await app.inject({ method: 'POST', url: '/api/clock', payload: { advanceMs: HOUR } })
    expect(moved.json().offsetMs).toBe(before.offsetMs + HOUR)
    expect(Date.parse(moved.json().now) - Date.parse(before.now)).toBeGreaterThanOrEqual(HOUR)
    for (const advanceMs of [59_999, 30 * DAY + 1, -HOUR, 0.5, '60000', null]) {
      const refused = await app.inject({ method: 'POST', url: '/api/clock', payload: { advanceMs } })
      expect(refused.statusCode).toBe(400)
      expect(refused.json().error).toMatch(/30 days/)
    }
    expect((await app.inject('/api/clock')).json().offsetMs).toBe(before.offsetMs + HOUR)
  })

  test('a clock with a file is as far ahead when it is opened again, and never goes back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jobrun-clock-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'clock.json')
    const clock = openWorldClock(file)
    expect(clock.aheadMs()).toBe(0)
    clock.advance(26 * HOUR)
    expect(() => clock.advance(-1)).toThrow(/forward/)
    expect(openWorldClock(file).aheadMs()).toBe(26 * HOUR)
  })
})
