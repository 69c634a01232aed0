import { createHmac } from 'node:crypto'
import { type StripeSimulator, startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createStripeTill } from '../src/stripe-till.ts'

const secretKey = 'sk_test_simulated'
const webhookSecret = 'whsec_simulated'
const priceId = 'price_simulated_monthly'
const now = new Date('2026-03-04T10:00:00Z')
let stripe: StripeSimulator
let till: ReturnType<typeof createStripeTill>

beforeAll(async () => {
  stripe = await startStripeSimulator({ secretKey, webhookSecret, now: () => now })
  till = createStripeTill({ secretKey, webhookSecret, priceId, apiBaseUrl: stripe.url, limitMs: 400 })
})
beforeEach(() => stripe.clearFaults())
afterAll(() => stripe?.stop())

let clients = 0
const form = (more: object = {}) => ({
  clientId: `client-${++clients}`,
  number: 1,
  customerId: null,
  trialDays: 7,
  successUrl: 'https://jobrun.example/p/1/done',
  cancelUrl: 'https://jobrun.example/p/1/closed',
  ...more,
})

async function opened(more: object = {}) {
  const checkout = await till.openCheckout(form(more))
  if (!checkout.ok) throw new Error(checkout.detail)
  return checkout.value
}
async function subscribed(trialDays = 0) {
  const { id } = await opened({ trialDays })
  stripe.pay(id)
  const paid = await till.findCheckout(id)
  const subscription = paid.ok ? paid.value?.subscriptionId : null
  if (!subscription) throw new Error('there is no subscription')
  return subscription
}
const found = async (id: string) => {
  const subscription = await till.findSubscription(id)
  return subscription.ok ? subscription.value : subscription
}

const sign = (body: string, { secret = webhookSecret, at = now } = {}) => {
  const t = Math.floor(at.getTime() / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}
const event = (type: string, object: object) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, created: 1_772_618_400, data: { object } })
const read = (body: string, signature: string | undefined) =>
  till.readEvent({ body: Buffer.from(body), signature, now })

test('a checkout is a subscription’s, with the client’s reference, its trial, and the address of its page', async () => {
  const checkout = await opened()
  expect(checkout).toMatchObject({ status: 'open', clientId: `client-${clients}`, subscriptionId: null })
  expect(checkout.url).toContain('/pay/')
  const session = stripe.state().sessions.find(({ id }) => id === checkout.id)
  expect(session).toMatchObject({
    mode: 'subscription',
    trialDays: 7,
    subscriptionMetadata: { clientId: `client-${clients}` },
  })
})

test.each(['drop-after', '500-after'] as const)(
  'asked again after %s, the same number is the same checkout',
  async (kind) => {
    const wanted = form()
    // The SDK itself asks once more where a kept-alive connection was closed.
    stripe.failNextRequests({ kind, path: '/v1/checkout/sessions', times: 2 })
    expect(await till.openCheckout(wanted)).toMatchObject({ ok: false, later: true })
    stripe.clearFaults()
    const before = stripe.state().sessions.length
    expect(await till.openCheckout(wanted)).toMatchObject({ ok: true })
    expect(stripe.state().sessions).toHaveLength(before)
  },
)

test('the present state of a subscription, with the end of its period, wherever the version keeps it', async () => {
  const id = await subscribed(7)
  expect(await found(id)).toMatchObject({
    id,
    status: 'trialing',
    trialEndsAt: new Date('2026-03-11T10:00:00Z'),
    periodEndsAt: new Date('2026-03-11T10:00:00Z'),
    takenBack: null,
  })
})

test('money that went back: all of it, a part of it, a dispute, one that was won', async () => {
  const whole = await subscribed()
  stripe.refund(whole)
  expect(await found(whole)).toMatchObject({ status: 'active', takenBack: 'refunded' })
  const part = await subscribed()
  stripe.refund(part, 100)
  expect(await found(part)).toMatchObject({ takenBack: null })
  const disputed = await subscribed()
  const dispute = stripe.dispute(disputed)
  expect(await found(disputed)).toMatchObject({ takenBack: 'disputed' })
  stripe.closeDispute(dispute, 'won')
  expect(await found(disputed)).toMatchObject({ takenBack: null })
})

test.each([
  ['500', true],
  ['503', true],
  ['429', true],
  ['drop', true],
  ['hang', true],
] as const)('%s says that it may be asked again', async (kind, later) => {
  stripe.failNextRequests({ kind, times: 2 })
  expect(await till.findSubscription('sub_1')).toMatchObject({ ok: false, later })
})

test('a wrong key says that asking again is of no use; an unknown id is nobody', async () => {
  const wrong = createStripeTill({ secretKey: 'sk_test_other', webhookSecret, priceId, apiBaseUrl: stripe.url })
  expect(await wrong.findCheckout('cs_1')).toMatchObject({
    ok: false,
    later: false,
    detail: expect.stringMatching(/401/),
  })
  expect(await till.findCheckout('cs_unknown')).toEqual({ ok: true, value: null })
})

test('events since a moment, the oldest first, and only those that mean something', async () => {
  const id = await subscribed()
  const told = await till.eventsSince(new Date(now.getTime() - 1_000))
  if (!told.ok) throw new Error(told.detail)
  const theirs = told.value.filter(({ subject }) => subject.subscription === id).map(({ type }) => type)
  expect(theirs[0]).toBe('customer.subscription.created')
  expect(theirs).toContain('invoice.paid')
  expect(told.value.map(({ type }) => type)).not.toContain('charge.succeeded')
})

test('the billing page of a payer', async () => {
  const subscription = await found(await subscribed())
  const customerId = subscription && 'customerId' in subscription ? (subscription.customerId ?? '') : ''
  expect(await till.openPortal({ customerId, returnUrl: 'https://jobrun.example/' })).toEqual({
    ok: true,
    value: expect.stringContaining('/portal/'),
  })
})

const invoices = [
  [
    'before 2025-03-31',
    {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_1',
      subscription: 'sub_1',
      subscription_details: { metadata: { clientId: 'c1' } },
    },
  ],
  [
    'since then',
    {
      id: 'in_1',
      object: 'invoice',
      customer: 'cus_1',
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: 'sub_1', metadata: { clientId: 'c1' } },
      },
    },
  ],
  [
    'expanded',
    {
      id: 'in_1',
      object: 'invoice',
      customer: { id: 'cus_1' },
      parent: { subscription_details: { subscription: { id: 'sub_1' }, metadata: { clientId: 'c1' } } },
    },
  ],
] as const
test.each(invoices)('an invoice names its subscription %s', (_when, object) => {
  const body = event('invoice.paid', object)
  expect(read(body, sign(body))).toMatchObject({
    ok: true,
    event: { id: 'evt_1', subject: { subscription: 'sub_1', customer: 'cus_1', client: 'c1' } },
  })
})

const good = event('customer.subscription.updated', { id: 'sub_1', object: 'subscription', customer: 'cus_1' })
const refusals = [
  ['without a signature', good, undefined, /missing/],
  ['signed by somebody else', good, sign(good, { secret: 'whsec_other' }), /wrong/],
  ['signed for another body', good, sign(`${good} `), /wrong/],
  ['signed long ago', good, sign(good, { at: new Date(now.getTime() - 301_000) }), /older/],
  ['no header of Stripe’s', good, 'nonsense', /wrong/],
  ['not JSON', 'hello', sign('hello'), /not JSON/],
  ['JSON, and no event', '{"a":1}', sign('{"a":1}'), /no event/],
  ['empty', '', sign(''), /not JSON/],
] as const
test.each(refusals)('%s is refused with a reason', (_what, body, signature, problem) => {
  expect(read(body, signature)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
})

test('a signature of up to five minutes ago counts, and one of two may be right, while secrets change', () => {
  expect(read(good, sign(good, { at: new Date(now.getTime() - 299_000) }))).toMatchObject({ ok: true })
  const [t = '', v1 = ''] = sign(good).split(',')
  expect(read(good, `${t},v1=${'0'.repeat(64)},${v1}`)).toMatchObject({ ok: true })
})

test('an event of a kind we do not know, or with an object we cannot read, is an event all the same', () => {
  for (const object of [{}, { object: 'radar.list', id: 5 }, { object: 'invoice', customer: 7 }]) {
    const body = event('something.new', object)
    expect(read(body, sign(body))).toMatchObject({ ok: true })
  }
})
