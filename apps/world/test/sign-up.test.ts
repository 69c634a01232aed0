/** The whole way: a text, five answers, a payment, a number, forwarding, the test call; then a customer whose call is missed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signingUp } from './signing-up.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let owner: ReturnType<typeof signingUp>

beforeAll(async () => {
  world = await testWorld()
  owner = signingUp(world, '+447700900700')
  await world.stock('+441134960601', '+441134960602', '+441134960603', '+441134960604')
})
afterAll(() => world?.stop())

test('from "Plumber in Leeds" to the payment link, which leads to a page of Stripe’s', async () => {
  for (const words of ['Plumber in Leeds', 'Leeds Plumbing', 'Dave']) expect(await owner.says(words)).toHaveLength(1)
  const [summary = ''] = await owner.says('1')
  expect(summary).toMatch(/Leeds Plumbing.*£49 a month/)
  const page = await fetch(owner.link())
  expect(page.url).toContain(world.stripe.url)
  expect(await page.text()).toContain('£49.00 a month')
})

test('payment brings the number and the next question at once, unasked, and Twilio points the number at us', async () => {
  const before = owner.heard().length
  await owner.pays()
  expect(owner.heard().slice(before)).toEqual([expect.stringMatching(/Payment received.*\+441134960601.*1 iPhone/)])
  const [client] = await world.rows('select billing_state, payment_active, twilio_number from clients where id = $1', [
    await owner.id(),
  ])
  expect(client).toEqual({ billing_state: 'TRIAL_ACTIVE', payment_active: true, twilio_number: '+441134960601' })
  const [number] = await world.rows(
    `select status, setup_error from twilio_number_pool where phone_e164 = '+441134960601'`,
  )
  expect(number).toEqual({ status: 'ASSIGNED', setup_error: null })
  const shown = world.twilio.state().numbers.find(({ phoneNumber }) => phoneNumber === '+441134960601')
  expect(shown?.smsUrl).toBe(`${world.publicBaseUrl}/api/twilio/sms#rc=3&rp=5xx,ct,rt`)
})

test('the code is dialled, the test call comes through, and the owner is live', async () => {
  const [steps = ''] = await owner.says('1')
  const [code = ''] = /\*\*61\*\+441134960601[^#]*#/.exec(steps) ?? []
  expect(world.twilio.dial({ from: owner.phone, digits: code })).toMatchObject({
    diverts: { 'no-answer': '+441134960601' },
  })
  expect(await owner.says('DONE')).toEqual([expect.stringMatching(/ring your business number/)])
  const before = owner.heard().length
  await world.twilio.call({ from: '+447700900444', to: owner.phone })
  await world.settle()
  expect(owner.heard().slice(before)).toEqual([expect.stringMatching(/Leeds Plumbing is live.*LINK/)])
  expect(await owner.says('LINK https://book.example/leeds')).toHaveLength(1)
})

test('a customer’s missed call is texted back, and their answer gets the booking link', async () => {
  const customer = world.customer()
  await world.twilio.call({ from: customer, to: owner.phone })
  await world.settle()
  expect(world.heard(customer)).toEqual([expect.stringMatching(/this is Leeds Plumbing. Sorry we missed your call/)])
  await world.texts(customer, 'My kitchen tap drips, I am in Leeds', { to: '+441134960601' })
  await world.settle()
  expect(world.heard(customer).at(-1)).toContain('https://book.example/leeds')
  expect(world.heard(founder)).toEqual([])
})
