import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ gatherMs: 80 })
})
afterAll(() => world?.stop())

async function textMany(who: string, many: number, part: string) {
  await Promise.all(Array.from({ length: many }, (_, n) => world.texts(who, `about my dripping tap: ${part} ${n}`)))
  await world.settle()
}

const toldOf = async (who: string) =>
  (await world.outboxTo(world.elm.phoneNumber)).filter(({ body }) =>
    String(body).includes(`Very many texts from this number; replies stop for an hour: ${who}`),
  )

/** As if this had been said so long ago. */
async function letPass(who: string, interval: string) {
  await world.rows(
    `with c as (update conversations set quiet_until = quiet_until - $2::interval where phone = $1 returning id)
     update inbound_messages set received_at = received_at - $2::interval where conversation_id in (select id from c)`,
    [who, interval],
  )
}

test('after twenty texts in five minutes further ones are recorded, the owner is told once, and nothing is answered for an hour', async () => {
  const who = world.customer()
  await textMany(who, 10, 'first')
  await textMany(who, 10, 'second')
  const before = world.heard(who).length
  expect(before).toBeGreaterThanOrEqual(2)
  expect(await toldOf(who)).toEqual([])

  await textMany(who, 1, 'third')
  await textMany(who, 3, 'fourth')
  await letPass(who, '55 minutes')
  await textMany(who, 1, 'fifth')
  expect(world.heard(who)).toHaveLength(before)
  expect(await world.textsOf(who)).toHaveLength(25)
  expect((await world.textsOf(who)).every(({ state }) => state === 'DONE')).toBe(true)
  expect((await world.turnsOf(who)).slice(-3)).toMatchObject(Array(3).fill({ outcome: 'QUIET' }))
  expect(await toldOf(who)).toHaveLength(1)

  await letPass(who, '6 minutes')
  await textMany(who, 1, 'after the hour')
  expect(world.heard(who)).toHaveLength(before + 1)
})

test('the same words five times within an hour are too much as well', async () => {
  const who = world.customer()
  for (let n = 1; n <= 6; n++) {
    await world.texts(who, n % 2 ? 'Hello?' : 'hello? ')
    await world.settle()
  }
  expect((await world.turnsOf(who)).map(({ outcome }) => outcome)).toEqual([
    'ANSWERED',
    'ANSWERED',
    'ANSWERED',
    'ANSWERED',
    'QUIET',
    'QUIET',
  ])
  expect(world.heard(who)).toHaveLength(4)
  expect(await toldOf(who)).toHaveLength(1)
})

test('the same words five times over two hours are answered each time', async () => {
  const who = world.customer()
  for (let n = 1; n <= 5; n++) {
    await world.texts(who, 'Is anybody there?')
    await world.settle()
    await letPass(who, '25 minutes')
  }
  expect(world.heard(who)).toHaveLength(5)
})

test('a chatty sender in danger still gets the safety line, and the owner is alerted', async () => {
  const who = world.customer()
  await textMany(who, 21, 'many')
  const before = world.heard(who).length
  await world.texts(who, 'I can smell gas in the kitchen')
  await world.settle()
  expect(world.heard(who).slice(before)).toEqual([expect.stringContaining('0800 111 999')])
  const alerts = (await world.outboxTo(world.elm.phoneNumber)).filter(
    ({ purpose, body }) => purpose === 'owner-urgent' && String(body).includes(who),
  )
  expect(alerts).toHaveLength(1)
})

/** A machine at the other end: each text that arrives is answered at once. */
function answersItself(who: string, words: (heard: string, nth: number) => string) {
  const seen = new Set<string>()
  return world.twilio.watch((text) => {
    if (text.to !== who || text.direction !== 'out' || text.status !== 'delivered' || seen.has(text.sid)) return
    seen.add(text.sid)
    void world.texts(who, words(text.body, seen.size).slice(0, 1_600))
  })
}

test('two machines do not talk all night: one that echoes our words, one with new words each time', async () => {
  const [echo, inventive] = [world.customer(), world.customer()]
  const stops = [
    answersItself(echo, (heard) => heard),
    answersItself(inventive, (_heard, nth) => `Thank you for your message number ${nth}, what can we do for you?`),
  ]
  await world.texts(echo, 'We have received your message.')
  await world.texts(inventive, 'We have received your message.')
  await world.settle(60_000)
  for (const stop of stops) stop()
  expect(world.heard(echo).length).toBeLessThanOrEqual(20)
  expect(world.heard(inventive).length).toBeLessThanOrEqual(20)
  for (const who of [echo, inventive])
    expect((await world.textsOf(who)).every(({ state }) => state === 'DONE')).toBe(true)
})
