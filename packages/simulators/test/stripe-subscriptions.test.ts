import { afterEach, beforeEach, expect, test } from 'vitest'
import { isoDay, type StripeWorld, startStripeWorld } from './stripe-world.ts'
import { failureOf } from './twilio-world.ts'

const day = 86_400_000
let world: StripeWorld
beforeEach(async () => {
  world = await startStripeWorld()
})
afterEach(() => world.stop())

const present = (id: string) => world.client.subscriptions.retrieve(id)
const periodEnd = async (id: string) => isoDay((await present(id)).items.data[0]?.current_period_end)

test('the clock ends the trial: a warning three days before, then the first payment, then one each month', async () => {
  const { id } = await world.subscribed(7)
  await world.arrivedTypes()
  world.simulator.advance(4 * day)
  expect(await world.arrivedTypes()).toEqual(['customer.subscription.trial_will_end'])
  world.simulator.advance(3 * day)
  expect(await world.arrivedTypes()).toEqual([
    'customer.subscription.updated',
    'invoice.created',
    'invoice.finalized',
    'charge.succeeded',
    'invoice.paid',
    'invoice.payment_succeeded',
  ])
  expect((await present(id)).status).toBe('active')
  expect(await periodEnd(id)).toBe('2026-04-08')
  world.simulator.advance(62 * day)
  const paid = (await world.client.invoices.list({ subscription: id, status: 'paid' })).data
  expect(paid.map(({ amount_paid }) => amount_paid)).toEqual([4900, 4900, 4900, 0])
  expect(await periodEnd(id)).toBe('2026-06-08')
})

test('a renewal that fails: past due, three further tries, then the subscription ends', async () => {
  const { id } = await world.subscribed(7, 'renewal-declined')
  world.simulator.advance(7 * day)
  expect((await present(id)).status).toBe('past_due')
  const [open] = (await world.client.invoices.list({ subscription: id, status: 'open' })).data
  expect(open).toMatchObject({ attempt_count: 1, amount_remaining: 4900 })
  expect(isoDay(open?.next_payment_attempt)).toBe('2026-03-11')
  expect(await failureOf(world.client.invoices.pay(open?.id ?? ''))).toMatchObject({
    statusCode: 402,
    type: 'StripeCardError',
    code: 'card_declined',
  })
  world.simulator.advance(7 * day)
  expect(await present(id)).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'payment_failed' },
  })
  const types = await world.arrivedTypes()
  expect(types.filter((type) => type === 'invoice.payment_failed')).toHaveLength(4)
  expect(types.at(-1)).toBe('customer.subscription.deleted')
})

test('one failed renewal and a payment that mends it', async () => {
  const { id } = await world.subscribed(7)
  world.simulator.failRenewal(id)
  const [open] = (await world.client.invoices.list({ subscription: id, status: 'open' })).data
  expect((await present(id)).status).toBe('past_due')
  expect(await world.client.invoices.pay(open?.id ?? '')).toMatchObject({ status: 'paid', amount_remaining: 0 })
  expect((await present(id)).status).toBe('active')
})

test('a card that asks the payer to confirm says so', async () => {
  const { id } = await world.subscribed(7, 'authentication')
  world.simulator.endPeriod(id)
  expect(await world.arrivedTypes()).toContain('invoice.payment_action_required')
  expect((await present(id)).status).toBe('past_due')
})

test('cancelled at the end of the period, or now', async () => {
  const first = await world.subscribed(7)
  await world.client.subscriptions.update(first.id, { cancel_at_period_end: true })
  expect(isoDay((await present(first.id)).cancel_at)).toBe('2026-03-08')
  world.simulator.advance(7 * day)
  expect((await present(first.id)).status).toBe('canceled')
  const second = await world.subscribed(7)
  await world.arrivedTypes()
  expect((await world.client.subscriptions.cancel(second.id)).status).toBe('canceled')
  expect(await world.arrivedTypes()).toEqual(['customer.subscription.deleted'])
  expect(await failureOf(world.client.subscriptions.cancel(second.id))).toMatchObject({ statusCode: 404 })
  const { subscriptions } = world.client
  expect((await subscriptions.list({})).data).toHaveLength(0)
  expect((await subscriptions.list({ status: 'all' })).data).toHaveLength(2)
})

test('paused and resumed, and a pause of collecting only', async () => {
  const { id } = await world.subscribed(7)
  await world.arrivedTypes()
  expect((await world.client.subscriptions.pause(id, { type: 'subscription' } as never)).status).toBe('paused')
  world.simulator.advance(30 * day)
  const resumed = await world.client.subscriptions.resume(id)
  expect(resumed.status).toBe('active')
  expect((await world.arrivedTypes()).slice(0, 2)).toEqual([
    'customer.subscription.paused',
    'customer.subscription.resumed',
  ])
  await world.client.subscriptions.update(id, { pause_collection: { behavior: 'void' } })
  world.simulator.endPeriod(id)
  const [last] = (await world.client.invoices.list({ subscription: id })).data
  expect(last?.status).toBe('void')
  const collecting = await world.client.subscriptions.update(id, { pause_collection: '', metadata: { why: 'back' } })
  expect(collecting).toMatchObject({ pause_collection: null, metadata: { why: 'back' } })
})

test('a refund in part and in whole, no more than was paid', async () => {
  const { id, customer } = await world.subscribed()
  const [charge] = (await world.client.charges.list({ customer: String(customer) })).data
  await world.client.refunds.create({ charge: charge?.id ?? '', amount: 900 })
  expect(await failureOf(world.client.refunds.create({ charge: charge?.id ?? '', amount: 4001 }))).toMatchObject({
    statusCode: 400,
    param: 'amount',
  })
  world.simulator.refund(id)
  expect(await world.client.charges.retrieve(charge?.id ?? '')).toMatchObject({ amount_refunded: 4900, refunded: true })
  expect((await world.arrivedTypes()).filter((type) => type === 'charge.refunded')).toHaveLength(2)
  expect((await present(id)).status).toBe('active')
})

test('a dispute, by the control or by the card', async () => {
  const { id } = await world.subscribed()
  const dispute = await world.client.disputes.retrieve(world.simulator.dispute(id, 'general'))
  expect(dispute).toMatchObject({ status: 'needs_response', reason: 'general', amount: 4900 })
  world.simulator.closeDispute(dispute.id, 'lost')
  await world.subscribed(0, 'disputed')
  expect((await world.arrivedTypes()).filter((type) => type.startsWith('charge.dispute'))).toEqual([
    'charge.dispute.created',
    'charge.dispute.closed',
    'charge.dispute.created',
  ])
})

test('an old API version finds the period and the subscription of an invoice where they used to be', async () => {
  const { id } = await world.subscribed()
  const old = world.clientWith({ version: '2024-06-20' })
  const subscription = (await old.subscriptions.retrieve(id)) as unknown as Record<string, unknown>
  expect(subscription.lastResponse).toMatchObject({ headers: { 'stripe-version': '2024-06-20' } })
  expect(isoDay(subscription.current_period_end as number)).toBe('2026-04-01')
  expect(subscription).not.toHaveProperty('items.data.0.current_period_end')
  const [then] = (await old.invoices.list({ subscription: id })).data
  const [now] = (await world.client.invoices.list({ subscription: id })).data
  expect(then).toMatchObject({ subscription: id, paid: true })
  expect(then).not.toHaveProperty('parent')
  expect(now).toMatchObject({ parent: { type: 'subscription_details', subscription_details: { subscription: id } } })
  expect(now).not.toHaveProperty('subscription')
  expect(await present(id)).not.toHaveProperty('current_period_end')
})
