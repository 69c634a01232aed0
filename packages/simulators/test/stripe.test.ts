import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StripeSimulator, startStripeSimulator } from '../src/stripe/start-stripe-simulator.ts'
import { failureOf } from './twilio-world.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

const secretKey = 'sk_test_simulated'
const webhookSecret = 'whsec_simulated'
let simulator: StripeSimulator
let webhooks: WebhookReceiver
beforeAll(async () => {
  simulator = await startStripeSimulator({ secretKey, webhookSecret })
  webhooks = await startWebhookReceiver()
})
afterAll(async () => {
  await simulator.stop()
  await webhooks.close()
})

function client(key = secretKey) {
  const { hostname, port } = new URL(simulator.url)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

test('the account and its price answer', async () => {
  expect(await client().accounts.retrieveCurrent()).toMatchObject({
    object: 'account',
    country: 'GB',
    charges_enabled: true,
  })
  expect(await client().prices.retrieve('price_simulated_monthly')).toMatchObject({
    object: 'price',
    unit_amount: 4900,
    currency: 'gbp',
    recurring: { interval: 'month' },
  })
})

test.each([
  [
    'an unknown price',
    () => client().prices.retrieve('price_none'),
    404,
    { code: 'resource_missing', param: 'price', rawType: 'invalid_request_error' },
  ],
  [
    'what this stand-in does not do',
    () => client().coupons.create({ percent_off: 5, duration: 'once' }),
    404,
    { rawType: 'invalid_request_error' },
  ],
  [
    'a wrong key',
    () => client('sk_test_wrong').prices.retrieve('price_simulated_monthly'),
    401,
    { type: 'StripeAuthenticationError' },
  ],
])('%s is refused in Stripe s shape', async (_name, call, statusCode, shape) => {
  expect(await failureOf(call())).toMatchObject({ statusCode, ...shape })
})

test('an event out carries a signature the SDK accepts, and no other secret does', async () => {
  const status = await simulator.sendEvent(`${webhooks.url}/stripe`, {
    type: 'invoice.paid',
    object: { id: 'in_1', object: 'invoice' },
  })
  expect(status).toBe(200)
  const [arrived] = webhooks.arrived
  const signature = String(arrived?.headers['stripe-signature'])
  const event = client().webhooks.constructEvent(arrived?.body ?? '', signature, webhookSecret)
  expect(event).toMatchObject({ object: 'event', type: 'invoice.paid', data: { object: { id: 'in_1' } } })
  expect(() => client().webhooks.constructEvent(arrived?.body ?? '', signature, 'whsec_other')).toThrow(/signature/i)
})
