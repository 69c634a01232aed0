import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

test('texts that came while we were down, and that Twilio gave up on, are found in its list and answered once, in order', async () => {
  const who = '+447700900351'
  await world.stopService()
  const first = await world.texts(who, 'I need a tap fitted in Leeds')
  await world.texts(who, 'and the sink looked at')
  expect(first.webhookStatus).not.toBe(200)
  await world.startServiceAgain()
  await world.catchUp()
  await world.settle()
  const kept = await world.rows(
    'select body from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = $1 order by m.seq',
    [who],
  )
  expect(kept.map(({ body }) => body)).toEqual(['I need a tap fitted in Leeds', 'and the sink looked at'])
  const heard = world.heard(who)
  expect(heard.length).toBeGreaterThan(0)
  await world.catchUp()
  await world.settle()
  expect(world.heard(who)).toEqual(heard)
})

test('the price that Twilio settles later is kept with the message', async () => {
  const who = '+447700900352'
  await world.texts(who, 'I need a tap fitted in York')
  await world.settle()
  await world.catchUp()
  const [message] = await world.outboxTo(who)
  expect(Number(message?.price_micro)).toBeGreaterThan(0)
  expect(message?.price_currency).toBe('USD')
})

test('a delivery whose callbacks all went astray is recorded from the list', async () => {
  const who = '+447700900353'
  world.twilio.set({ callbackCopies: 0 })
  await world.texts(who, 'I need a tap fitted in Hull')
  await world.settle()
  world.twilio.clearFaults()
  expect((await world.outboxTo(who))[0]?.delivery_status).toBeNull()
  await world.catchUp()
  expect((await world.outboxTo(who))[0]?.delivery_status).toBe('delivered')
})

test('more missed texts than one page of Twilio’s list holds come in as they were sent', async () => {
  const who = '+447700900354'
  await world.stopService()
  await world.texts(who, 'I need a tap fitted in Hull')
  for (let n = 0; n < 200; n++) await world.texts(`+1201555${String(100 + (n % 100)).padStart(4, '0')}`, `text ${n}`)
  await world.texts(who, 'no, in Leeds')
  await world.startServiceAgain()
  await world.catchUp()
  expect((await world.textsOf(who)).map(({ body }) => body)).toEqual(['I need a tap fitted in Hull', 'no, in Leeds'])
  await world.settle(40_000)
}, 60_000)
