// What the account or the payer does with a running subscription.
import { collect, endSubscription, finalize, invoiceFor } from './bill.ts'
import type { CardSlug } from './cards.ts'
import { afterPeriod } from './ids.ts'
import type { PauseBehavior, Subscription } from './records.ts'
import { noSuch, Refusal } from './refusal.ts'
import { changeAndTell, type Shop, tell } from './shop.ts'

export function subscriptionOf(shop: Shop, id: string): Subscription {
  const found = shop.books.subscriptions.get(id)
  if (!found) throw noSuch('subscription', id)
  return found
}

/** A subscription that has ended can be read and nothing else. */
export function runningSubscription(shop: Shop, id: string): Subscription {
  const found = subscriptionOf(shop, id)
  if (found.status === 'canceled' || found.status === 'incomplete_expired')
    throw new Refusal(404, {
      code: 'resource_missing',
      message: `No such subscription: '${id}'; it has ended and cannot be changed.`,
      param: 'id',
    })
  return found
}

export interface SubscriptionChange {
  metadata?: Record<string, string> | undefined
  cancelAtPeriodEnd?: boolean | undefined
  /** Null: collect again. */
  pause?: { behavior: PauseBehavior; resumesAt: number | null } | null | undefined
  trialEnd?: number | undefined
}

export function updateSubscription(shop: Shop, subscription: Subscription, wanted: SubscriptionChange): void {
  changeAndTell(shop, 'customer.subscription.updated', subscription.id, () => {
    const { metadata, cancelAtPeriodEnd, pause, trialEnd } = wanted
    if (metadata) subscription.metadata = mergeMetadata(subscription.metadata, metadata)
    if (cancelAtPeriodEnd !== undefined) {
      subscription.cancelAtPeriodEnd = cancelAtPeriodEnd
      subscription.canceledAt = cancelAtPeriodEnd ? shop.now() : null
      subscription.cancelReason = cancelAtPeriodEnd ? 'cancellation_requested' : null
    }
    if (pause !== undefined) {
      subscription.pauseBehavior = pause?.behavior ?? null
      subscription.pauseUntil = pause?.resumesAt ?? null
    }
    if (trialEnd !== undefined) {
      subscription.trialEnd = trialEnd
      subscription.periodEnd = trialEnd
      if (trialEnd > shop.now()) subscription.status = 'trialing'
    }
  })
}

/** An empty value takes a name away, as at Stripe. */
export function mergeMetadata(present: Record<string, string>, given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...present, ...given }).filter(([, value]) => value !== ''))
}

export function cancelNow(shop: Shop, subscription: Subscription): void {
  endSubscription(shop, subscription, 'cancellation_requested')
}

export function pauseSubscription(shop: Shop, subscription: Subscription): void {
  subscription.status = 'paused'
  tell(shop, 'customer.subscription.paused', subscription.id)
}

/** A period that ran out during the pause begins anew now and is billed. */
export function resumeSubscription(shop: Shop, subscription: Subscription): void {
  if (subscription.status !== 'paused')
    throw new Refusal(400, { message: `Subscription ${subscription.id} is not paused and cannot be resumed.` })
  subscription.status = 'active'
  tell(shop, 'customer.subscription.resumed', subscription.id)
  if (subscription.periodEnd <= shop.now()) renew(shop, subscription, shop.now())
}

export function changeCard(shop: Shop, subscription: Subscription, card: CardSlug): void {
  subscription.card = card
  subscription.declineNext = false
  for (const invoice of shop.books.invoices.values())
    if (invoice.subscription === subscription.id && invoice.status === 'open') collect(shop, invoice)
}

/** The next period begins and is billed; a trial becomes a paid subscription. */
export function renew(shop: Shop, subscription: Subscription, from = subscription.periodEnd): void {
  changeAndTell(shop, 'customer.subscription.updated', subscription.id, () => {
    if (subscription.status === 'trialing') subscription.status = 'active'
    subscription.periodStart = from
    subscription.periodEnd = afterPeriod(from, subscription.price.interval)
  })
  const invoice = invoiceFor(shop, subscription, 'subscription_cycle')
  if (subscription.pauseBehavior === null) {
    finalize(shop, invoice)
    collect(shop, invoice)
    return
  }
  if (subscription.pauseBehavior === 'keep_as_draft') return
  invoice.finalizedAt = shop.now()
  invoice.status = subscription.pauseBehavior === 'void' ? 'void' : 'uncollectible'
  tell(shop, subscription.pauseBehavior === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice.id)
}
