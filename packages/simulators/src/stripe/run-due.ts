// What the clock has made due: checkouts that expire or settle, trials that end, renewals, further tries, ends of subscriptions.
import { collect, endSubscription } from './bill.ts'
import { expireCheckout, settleCheckout } from './checkout.ts'
import { daySeconds } from './ids.ts'
import type { Subscription } from './records.ts'
import { changeAndTell, type Shop, tell } from './shop.ts'
import { renew } from './subscriptions.ts'

/** Answers whether anything happened. Runs each thing once, in the order of its kind; a clock that jumps a year renews twelve times. */
export function runDue(shop: Shop): boolean {
  const at = shop.now()
  let happened = false
  for (const session of shop.books.sessions.values()) {
    const expires = session.status === 'open' && session.expiresAt <= at
    const settles = session.settlesAt !== null && session.settlesAt <= at
    if (expires) expireCheckout(shop, session)
    if (settles) settleCheckout(shop, session)
    happened ||= expires || settles
  }
  for (const subscription of shop.books.subscriptions.values())
    happened = runSubscription(shop, subscription, at) || happened
  for (const invoice of shop.books.invoices.values()) {
    if (invoice.status !== 'open' || invoice.nextAttempt === null || invoice.nextAttempt > at) continue
    const owner = shop.books.subscriptions.get(invoice.subscription)
    if (!owner || hasEnded(owner)) invoice.nextAttempt = null
    else collect(shop, invoice)
    happened = true
  }
  return happened
}

function runSubscription(shop: Shop, subscription: Subscription, at: number): boolean {
  let happened = false
  if (warnsOfTrialEnd(subscription, at)) {
    subscription.trialEndAnnounced = true
    tell(shop, 'customer.subscription.trial_will_end', subscription.id)
    happened = true
  }
  if (subscription.pauseUntil !== null && subscription.pauseUntil <= at) {
    changeAndTell(shop, 'customer.subscription.updated', subscription.id, () => {
      subscription.pauseBehavior = null
      subscription.pauseUntil = null
    })
    happened = true
  }
  while (renews(subscription) && subscription.periodEnd <= at) {
    if (subscription.cancelAtPeriodEnd) endSubscription(shop, subscription, 'cancellation_requested')
    else renew(shop, subscription)
    happened = true
  }
  return happened
}

/** Three days before, or at once for a shorter trial. */
function warnsOfTrialEnd(subscription: Subscription, at: number): boolean {
  const { status, trialEnd, trialEndAnnounced } = subscription
  return status === 'trialing' && !trialEndAnnounced && trialEnd !== null && trialEnd - 3 * daySeconds <= at
}

function renews({ status }: Subscription): boolean {
  return status === 'trialing' || status === 'active' || status === 'past_due'
}

function hasEnded({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired' || status === 'paused'
}
