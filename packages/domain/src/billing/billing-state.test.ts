import { expect, test } from 'vitest'
import { type BillingStanding, billingOf, chooseSubscription } from './billing-state.ts'
import type { SubscriptionNow } from './till.ts'

const now = new Date('2026-03-04T10:00:00Z')
const later = new Date('2026-03-20T10:00:00Z')
const fresh: BillingStanding = { state: 'TRIAL_PENDING', paymentActive: false, graceUntil: null, unpaidSince: null }
const paying: BillingStanding = { ...fresh, state: 'ACTIVE', paymentActive: true }
const subscription = (status: string, more: Partial<SubscriptionNow> = {}): SubscriptionNow => ({
  id: 'sub_1',
  customerId: 'cus_1',
  clientId: null,
  status,
  trialEndsAt: null,
  periodEndsAt: null,
  cancelsAt: null,
  takenBack: null,
  ...more,
})

test.each([
  ['trialing', 'TRIAL_ACTIVE', true],
  ['active', 'ACTIVE', true],
  ['incomplete', 'TRIAL_PENDING', false],
  ['incomplete_expired', 'TRIAL_PENDING', false],
  ['past_due', 'DELINQUENT', false],
  ['unpaid', 'SUSPENDED', false],
  ['paused', 'SUSPENDED', false],
  ['canceled', 'CANCELED', false],
  ['a word of tomorrow', 'SUSPENDED', false],
])('%s is %s', (status, state, paymentActive) => {
  expect(billingOf(subscription(status), fresh, now)).toMatchObject({ state, paymentActive })
})

test('a failed renewal has three days, counted from the first failure and never anew', () => {
  const first = billingOf(subscription('past_due'), paying, now)
  expect(first).toEqual({
    state: 'DELINQUENT',
    paymentActive: false,
    unpaidSince: now,
    graceUntil: new Date('2026-03-07T10:00:00Z'),
  })
  expect(billingOf(subscription('past_due'), first, later)).toEqual(first)
  expect(billingOf(subscription('unpaid'), first, later)).toEqual({ ...first, state: 'SUSPENDED' })
  expect(billingOf(subscription('active'), first, later)).toEqual(paying)
})

test('who ends it has no grace, and its number is counted from then', () => {
  expect(billingOf(subscription('canceled'), paying, now)).toMatchObject({ graceUntil: null, unpaidSince: now })
})

test('who never paid gets no grace out of a failed first payment', () => {
  expect(billingOf(subscription('past_due'), fresh, now)).toMatchObject({ graceUntil: null, unpaidSince: null })
})

test.each(['refunded', 'disputed'] as const)('a payment that was %s counts as none, with grace', (takenBack) => {
  expect(billingOf(subscription('active', { takenBack }), paying, now)).toMatchObject({
    state: 'DELINQUENT',
    unpaidSince: now,
  })
})

test('a trial that ends without payment is told from a plan that was canceled', () => {
  const trial: BillingStanding = { ...paying, state: 'TRIAL_ACTIVE' }
  for (const status of ['paused', 'canceled'])
    expect(billingOf(subscription(status), trial, now).state).toBe('TRIAL_EXPIRED')
})

test('of two subscriptions the known one counts while it runs, and the other is a double payment', () => {
  const known = subscription('active')
  const other = subscription('trialing', { id: 'sub_2' })
  expect(chooseSubscription([other, known], 'sub_1')).toEqual({ chosen: known, double: other })
  const ended = subscription('canceled')
  expect(chooseSubscription([other, ended], 'sub_1')).toEqual({ chosen: other, double: null })
  for (const status of ['past_due', 'unpaid', 'paused']) {
    const waits = subscription(status)
    expect(chooseSubscription([waits, other], 'sub_1'), status).toEqual({ chosen: other, double: waits })
  }
  expect(chooseSubscription([ended], 'sub_1')).toEqual({ chosen: ended, double: null })
  expect(chooseSubscription([], null)).toEqual({ chosen: null, double: null })
})
