/**
 * What a subscription, as Stripe has it now, makes of a client's billing. Only the present state counts, so that events
 * may come in any order and any number. Whoever never had a subscription is left as they are: a person may have decided.
 */
import type { SubscriptionNow } from './till.ts'

type BillingState =
  | 'TRIAL_PENDING'
  | 'TRIAL_ACTIVE'
  | 'TRIAL_EXPIRED'
  | 'ACTIVE'
  | 'DELINQUENT'
  | 'CANCELED'
  | 'SUSPENDED'

export interface BillingStanding {
  state: BillingState
  paymentActive: boolean
  /** Until then an unpaid client goes on. */
  graceUntil: Date | null
  /** Since when it is unpaid, having been paid. */
  unpaidSince: Date | null
}

const DAY_MS = 24 * 3_600_000
export const GRACE_DAYS = 3
export const NUMBER_KEPT_DAYS = 30

export function billingOf(subscription: SubscriptionNow, before: BillingStanding, now: Date): BillingStanding {
  const state = stateOf(subscription, before)
  if (state === 'TRIAL_ACTIVE' || state === 'ACTIVE')
    return { state, paymentActive: true, graceUntil: null, unpaidSince: null }
  if (state === 'TRIAL_PENDING') return { ...before, state, paymentActive: false }
  // What is left of an earlier time, as a person's word by hand leaves it, is over with the payment that followed.
  const since = before.paymentActive ? { unpaidSince: now, graceUntil: null } : before
  return { state, paymentActive: false, unpaidSince: since.unpaidSince, graceUntil: graceOf(state, since) }
}

function stateOf({ status, takenBack }: SubscriptionNow, before: BillingStanding): BillingState {
  switch (status) {
    case 'trialing':
      return takenBack ? 'DELINQUENT' : 'TRIAL_ACTIVE'
    case 'active':
      return takenBack ? 'DELINQUENT' : 'ACTIVE'
    case 'past_due':
      return 'DELINQUENT'
    case 'canceled':
      return isTrial(before) ? 'TRIAL_EXPIRED' : 'CANCELED'
    case 'paused':
      return isTrial(before) ? 'TRIAL_EXPIRED' : 'SUSPENDED'
    case 'incomplete':
    case 'incomplete_expired':
      return 'TRIAL_PENDING'
    default:
      // 'unpaid', and whatever Stripe may add: nothing that is known to be paid.
      return 'SUSPENDED'
  }
}

function isTrial({ state }: BillingStanding): boolean {
  return state === 'TRIAL_ACTIVE' || state === 'TRIAL_EXPIRED'
}

/** From the moment it first was unpaid, and never anew; who ended it themselves asked for no grace. */
function graceOf(
  state: BillingState,
  { graceUntil, unpaidSince }: Pick<BillingStanding, 'graceUntil' | 'unpaidSince'>,
): Date | null {
  if (state !== 'DELINQUENT' && state !== 'SUSPENDED') return null
  return graceUntil ?? (unpaidSince && new Date(unpaidSince.getTime() + GRACE_DAYS * DAY_MS))
}

export function numberKeptUntil(unpaidSince: Date): Date {
  return new Date(unpaidSince.getTime() + NUMBER_KEPT_DAYS * DAY_MS)
}

const running = ['trialing', 'active', 'past_due', 'unpaid', 'paused']

const paying = ['trialing', 'active']

/**
 * Of several, the one that counts: one that is paid, and of those the one we know; else the one we know while it runs, else
 * the best there is. Whoever pays anew beside a subscription that waits for money is paid. `double` runs beside it.
 */
export function chooseSubscription(
  found: readonly SubscriptionNow[],
  knownId: string | null,
): { chosen: SubscriptionNow | null; double: SubscriptionNow | null } {
  const runs = found.filter(({ status }) => running.includes(status))
  const known = found.find(({ id }) => id === knownId) ?? null
  const paid = runs.filter(({ status }) => paying.includes(status))
  const theirs = (of: readonly SubscriptionNow[]) => of.find(({ id }) => id === knownId) ?? of[0]
  const chosen = theirs(paid) ?? theirs(runs) ?? known ?? found[0] ?? null
  return { chosen, double: runs.find((one) => one !== chosen) ?? null }
}
