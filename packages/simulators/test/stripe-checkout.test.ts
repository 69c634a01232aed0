import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cards } from '../src/stripe/cards.ts'
import { isoDay, monthly, type StripeWorld, started, startStripeWorld } from './stripe-world.ts'
import { failureOf } from './twilio-world.ts'

let world: StripeWorld
beforeAll(async () => {
  world = await startStripeWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.simulator.clearFaults()
  await world.arrivedTypes()
})

test('a checkout with a trial: paid on its page, the client is known from it, and every event arrives', async () => {
  const session = await world.checkout({
    subscription_data: { trial_period_days: 7, metadata: { clientId: 'client-1' } },
  })
  expect(session).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    client_reference_id: 'client-1',
    customer: null,
    subscription: null,
    amount_total: 0,
    metadata: { clientId: 'client-1' },
  })
  const shown = await (await fetch(session.url ?? '')).text()
  expect(shown).toContain('£49.00 a month')
  expect(shown).toContain('7 days free')
  for (const button of ['>Pay<', '>Card declined<', '>Close<']) expect(shown).toContain(button)
  const paid = await press(session.url, { action: 'pay' })
  expect(paid.headers.get('location')).toBe(`https://jobrun.example/paid?session=${session.id}`)
  const complete = await world.client.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'customer'] })
  expect(complete).toMatchObject({
    status: 'complete',
    payment_status: 'no_payment_required',
    url: null,
    subscription: { object: 'subscription', status: 'trialing', metadata: { clientId: 'client-1' } },
    customer: { object: 'customer' },
  })
  expect(await world.arrivedTypes()).toEqual([
    'customer.created',
    'invoice.created',
    'customer.subscription.created',
    'invoice.finalized',
    'invoice.paid',
    'invoice.payment_succeeded',
    'checkout.session.completed',
  ])
})

test('without a trial the money is taken at once', async () => {
  const subscription = await world.subscribed()
  expect(subscription).toMatchObject({ status: 'active', trial_end: null })
  expect(isoDay(subscription.items.data[0]?.current_period_end)).toBe('2026-04-01')
  const [charge] = (await world.client.charges.list({ customer: String(subscription.customer) })).data
  expect(charge).toMatchObject({ amount: 4900, currency: 'gbp', paid: true, status: 'succeeded' })
  expect(await world.arrivedTypes()).toContain('charge.succeeded')
})

test.each(cards.filter(({ first }) => first === 'declined'))(
  'the card $number is declined: $label',
  async ({ slug }) => {
    const session = await world.checkout()
    const declined = await press(session.url, { action: 'pay', card: slug })
    expect(declined.status).toBe(402)
    expect(await declined.text()).toMatch(/role="alert">(Your card|An error)/)
    expect((await world.client.checkout.sessions.retrieve(session.id)).status).toBe('open')
    expect((await press(session.url, { action: 'pay' })).status).toBe(303)
  },
)

test.each([
  ['later-paid', 'active', 'paid', 'checkout.session.async_payment_succeeded'],
  ['later-failed', 'incomplete_expired', 'unpaid', 'checkout.session.async_payment_failed'],
] as const)(
  'a bank debit (%s) completes the checkout unpaid and then becomes %s',
  async (card, status, paid, event) => {
    const session = await world.checkout()
    world.simulator.pay(session.id, card)
    const pending = await world.client.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(pending).toMatchObject({
      payment_status: 'unpaid',
      status: 'complete',
      subscription: { status: 'incomplete' },
    })
    world.simulator.settle(session.id)
    const settled = await world.client.checkout.sessions.retrieve(session.id, { expand: ['subscription'] })
    expect(settled).toMatchObject({ payment_status: paid, subscription: { status } })
    expect(await world.arrivedTypes()).toContain(event)
  },
)

test('close goes back without paying; paying twice pays once; an expired link says so', async () => {
  const session = await world.checkout()
  expect((await press(session.url, { action: 'close' })).headers.get('location')).toBe('https://jobrun.example/closed')
  await press(session.url, { action: 'pay' })
  expect((await press(session.url, { action: 'pay' })).status).toBe(410)
  const paidFor = (await world.client.checkout.sessions.list({ status: 'complete', limit: 100 })).data
  expect(paidFor.filter(({ id }) => id === session.id)).toHaveLength(1)
  const other = await world.checkout()
  expect((await world.client.checkout.sessions.expire(other.id)).status).toBe('expired')
  expect(await (await fetch(other.url ?? '')).text()).toContain('This link has expired')
  expect(await failureOf(world.client.checkout.sessions.expire(other.id))).toMatchObject({ statusCode: 400 })
  expect(await world.arrivedTypes()).toContain('checkout.session.expired')
})

test('a checkout that nobody pays expires by the clock', async () => {
  const own = await startStripeWorld()
  const expires_at = started.getTime() / 1000 + 3600
  const session = await own.checkout({ expires_at })
  own.simulator.advance(3_599_000)
  expect((await own.client.checkout.sessions.retrieve(session.id)).status).toBe('open')
  own.simulator.advance(1_000)
  expect((await own.client.checkout.sessions.retrieve(session.id)).status).toBe('expired')
  expect(await own.arrivedTypes()).toEqual(['checkout.session.expired'])
  await own.stop()
})

test.each([
  ['no line items', { line_items: [] }, {}],
  ['an unknown price', { line_items: [{ price: 'price_none', quantity: 1 }] }, { code: 'resource_missing' }],
  ['no success URL', { success_url: undefined as never }, { code: 'parameter_missing', param: 'success_url' }],
  ['a success URL that is none', { success_url: 'jobrun.example' }, { param: 'success_url' }],
  ['a one-time price', { line_items: [{ price: 'price_simulated_once' }] }, { param: 'line_items' }],
  ['an unknown customer', { customer: 'cus_none' }, { code: 'resource_missing', param: 'customer' }],
  ['an end in ten minutes', { expires_at: started.getTime() / 1000 + 600 }, { param: 'expires_at' }],
  ['a parameter Stripe does not have', { colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
  ['no trial days', { subscription_data: { trial_period_days: 0 } }, { param: 'subscription_data[trial_period_days]' }],
])('a checkout with %s is refused', async (_name, wrong, shape) => {
  const failure = await failureOf(world.checkout(wrong as object))
  expect(failure).toMatchObject({ statusCode: failure.code === 'resource_missing' ? 404 : 400, ...shape })
})

test('lists of checkouts: by customer, subscription and status, in pages, with their line items', async () => {
  const subscription = await world.subscribed(7)
  const { sessions } = world.client.checkout
  const customer = String(subscription.customer)
  const [found] = (await sessions.list({ customer, expand: ['data.line_items'] })).data
  expect(found?.line_items?.data[0]?.price?.id).toBe(monthly)
  expect((await sessions.list({ subscription: subscription.id })).data).toHaveLength(1)
  const open = await world.checkout({ customer })
  expect((await sessions.list({ customer, status: 'open' })).data.map(({ id }) => id)).toEqual([open.id])
  const first = await sessions.list({ customer, limit: 1 })
  expect(first.has_more).toBe(true)
  const all: string[] = []
  for await (const session of sessions.list({ customer, limit: 1 })) all.push(session.id)
  expect(all).toEqual([open.id, found?.id])
})

test('a checkout in payment mode has no subscription', async () => {
  const session = await world.checkout({
    mode: 'payment',
    line_items: [{ price: 'price_simulated_once', quantity: 1 }],
  })
  world.simulator.pay(session.id)
  expect(await world.client.checkout.sessions.retrieve(session.id)).toMatchObject({
    mode: 'payment',
    payment_status: 'paid',
    subscription: null,
  })
})

test('the portal cancels, keeps, and takes another card', async () => {
  const subscription = await world.subscribed(7)
  const portal = await world.client.billingPortal.sessions.create({
    customer: String(subscription.customer),
    return_url: 'https://jobrun.example/back',
  })
  expect(await (await fetch(portal.url)).text()).toContain('Next payment on 2026-03-08')
  await press(portal.url, { action: 'cancel' })
  expect((await world.client.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true)
  await press(portal.url, { action: 'keep' })
  await press(portal.url, { action: 'card', card: 'renewal-declined' })
  world.simulator.endPeriod(subscription.id)
  const after = await world.client.subscriptions.retrieve(subscription.id)
  expect(after).toMatchObject({ cancel_at_period_end: false, status: 'past_due' })
})

function press(url: string | null | undefined, fields: Record<string, string>): Promise<Response> {
  return fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}
