import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

/** A third of the real 1.5 s and 6 s, in the same relation; long enough for a busy machine. */
const QUIET = 500
const MOST = 4 * QUIET
let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ gatherMs: QUIET })
})
afterAll(() => world?.stop())

test('three texts close together are one turn with one answer to all of them', async () => {
  const who = world.customer()
  await world.texts(who, 'Hi there')
  await world.texts(who, 'it is about a tap')
  await world.texts(who, 'in Leeds')
  await world.settle()
  expect(await world.turnsOf(who)).toMatchObject([{ from_seq: 1, to_seq: 3, outcome: 'ANSWERED' }])
  expect(world.heard(who)).toHaveLength(1)
  expect(await world.leadsOf(who)).toMatchObject([{ location: expect.stringMatching(/leeds/i) }])
})

test('a text after the quiet time is a turn of its own', async () => {
  const who = world.customer()
  await world.texts(who, 'I need a tap fitted in Leeds')
  await world.settle()
  await world.texts(who, 'next Tuesday if you can')
  await world.settle()
  expect(await world.turnsOf(who)).toHaveLength(2)
  expect(world.heard(who)).toHaveLength(2)
})

test('a text waits for the quiet time, and not much longer', async () => {
  const who = world.customer()
  const { messageSid } = await world.texts(who, 'I need a tap fitted in Leeds')
  await world.settle()
  const { answeredAfterMs } = (await world.trace(messageSid)).turn
  expect(answeredAfterMs).toBeGreaterThanOrEqual(QUIET)
  expect(answeredAfterMs).toBeLessThan(MOST)
})

test('somebody who keeps on texting is answered once the oldest text has waited its longest', async () => {
  const who = world.customer()
  const sent: Promise<unknown>[] = []
  for (let n = 1; n <= 19 && world.heard(who).length === 0; n++) {
    sent.push(world.texts(who, `my kitchen tap drips, part ${n} of the story`))
    await sleep(QUIET / 3.5)
  }
  await Promise.all(sent)
  await world.settle()
  const texts = await world.textsOf(who)
  const turns = await world.turnsOf(who)
  const [first] = turns
  const taken = texts.filter(({ seq }) => Number(seq) <= Number(first?.to_seq))
  const ageOf = (text: (typeof texts)[number] | undefined) => Number(first?.created_at) - Number(text?.received_at)
  expect(taken.length).toBeGreaterThan(3)
  // A machine that stood still for a moment made a pause; the turn then ended for that.
  expect(ageOf(taken[0]) >= MOST || ageOf(taken.at(-1)) >= QUIET).toBe(true)
  expect(ageOf(taken[0])).toBeLessThan(MOST + 1_000)
  expect(texts.length).toBeLessThan(19)
  expect(world.heard(who)).toHaveLength(turns.length)
})

test('conversations run side by side: eight people wait no longer than one', async () => {
  const people = Array.from({ length: 8 }, () => world.customer())
  const sids = await Promise.all(
    people.map(async (who) => (await world.texts(who, 'I need a tap fitted in Leeds')).messageSid),
  )
  await world.settle()
  for (const who of people) expect(world.heard(who)).toHaveLength(1)
  const waits = await Promise.all(sids.map(async (sid) => (await world.trace(sid)).turn.answeredAfterMs as number))
  expect(Math.max(...waits)).toBeLessThan(MOST)
})

test('one person with two clients has two conversations, each with its own answer', async () => {
  const oak = await world.addClient({ businessName: 'Oak Electrics' })
  const who = world.customer()
  await Promise.all([
    world.texts(who, 'I need a tap fitted in Leeds'),
    world.texts(who, 'I need a socket fitted in Leeds', { to: oak.twilioNumber }),
  ])
  await world.settle()
  const from = world.phone(who).filter(({ direction }) => direction === 'out')
  expect(from.map((text) => text.from).sort()).toEqual([world.elm.twilioNumber, oak.twilioNumber].sort())
  expect(from.find((text) => text.from === oak.twilioNumber)?.body).toContain(oak.bookingUrl)
})

test('texts of one conversation are answered in their order, without gaps', async () => {
  const who = world.customer()
  await Promise.all(Array.from({ length: 12 }, (_, n) => world.texts(who, `detail ${n} about my dripping tap`)))
  await world.texts(who, 'that was all')
  await world.settle()
  const texts = await world.textsOf(who)
  expect(texts.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, n) => n + 1))
  expect(texts.every(({ state }) => state === 'DONE')).toBe(true)
  const turns = await world.turnsOf(who)
  expect(turns[0]).toMatchObject({ from_seq: 1 })
  for (const [n, turn] of turns.entries()) if (n > 0) expect(turn.from_seq).toBe(Number(turns[n - 1]?.to_seq) + 1)
  expect(turns.at(-1)).toMatchObject({ to_seq: 13 })
  expect(world.heard(who)).toHaveLength(turns.length)
})

test('the waiting is a row: after a restart in the middle of it the answer still comes, once', async () => {
  const who = world.customer()
  await world.texts(who, 'I need a tap fitted in Leeds')
  await world.restart()
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
})
