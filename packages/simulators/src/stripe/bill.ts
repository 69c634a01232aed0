// An invoice for one period of a subscription, and each try to have it paid.
import { type CardSlug, cardOf, declineOf } from './cards.ts'
import { daySeconds, newId } from './ids.ts'
import { openDispute } from './money-back.ts'
import type { Invoice, Subscription } from './records.ts'
import { changeAndTell, type Shop, tell } from './shop.ts'

/** Days after the first try; after the last of them Stripe gives up. */
const retryDays = [3, 5, 7]

export function invoiceFor(shop: Shop, subscription: Subscription, reason: Invoice['billingReason']): Invoice {
  const isTrial = subscription.status === 'trialing'
  const id = newId('invoice')
  const invoice: Invoice = {
    id,
    created: shop.now(),
    number: `SIM-${String(shop.books.invoices.size + 1).padStart(4, '0')}`,
    customer: subscription.customer,
    subscription: subscription.id,
    subscriptionMetadata: subscription.metadata,
    itemId: subscription.itemId,
    price: subscription.price,
    quantity: subscription.quantity,
    status: 'draft',
    billingReason: reason,
    amount: isTrial ? 0 : subscription.price.unitAmount * subscription.quantity,
    periodStart: subscription.periodStart,
    periodEnd: subscription.periodEnd,
    attempts: 0,
    nextAttempt: null,
    finalizedAt: null,
    paidAt: null,
    charge: null,
    paymentIntent: null,
  }
  shop.books.invoices.set(id, invoice)
  subscription.latestInvoice = id
  tell(shop, 'invoice.created', id)
  return invoice
}

export function finalize(shop: Shop, invoice: Invoice): void {
  invoice.status = 'open'
  invoice.finalizedAt = shop.now()
  if (invoice.amount > 0) invoice.paymentIntent = newId('intent')
  tell(shop, 'invoice.finalized', invoice.id)
}

/** Nothing to pay is paid at once and without a charge. */
export function settleInvoice(shop: Shop, invoice: Invoice, card: CardSlug): void {
  if (invoice.amount > 0) {
    invoice.attempts += 1
    invoice.charge = newCharge(shop, invoice, card, null)
    tell(shop, 'charge.succeeded', invoice.charge)
  }
  invoice.status = 'paid'
  invoice.paidAt = shop.now()
  invoice.nextAttempt = null
  tell(shop, 'invoice.paid', invoice.id)
  tell(shop, 'invoice.payment_succeeded', invoice.id)
  if (invoice.charge && cardOf(card).disputed) openDispute(shop, invoice.charge, 'fraudulent')
}

/** A try that failed. After the last one the subscription ends as the account is set to. */
export function failInvoice(shop: Shop, invoice: Invoice, card: CardSlug): void {
  invoice.attempts += 1
  const needsPayer = cardOf(card).renewal === 'authentication'
  invoice.charge = newCharge(shop, invoice, card, declineOf(cardOf(card)))
  const wait = retryDays[invoice.attempts - 1]
  invoice.nextAttempt = wait === undefined ? null : invoice.created + wait * daySeconds
  tell(shop, 'charge.failed', invoice.charge)
  tell(shop, 'invoice.payment_failed', invoice.id)
  if (needsPayer) tell(shop, 'invoice.payment_action_required', invoice.id)
}

function newCharge(shop: Shop, invoice: Invoice, card: CardSlug, failure: { code: string; message: string } | null) {
  const id = newId('charge')
  invoice.paymentIntent ??= newId('intent')
  shop.books.charges.set(id, {
    id,
    created: shop.now(),
    amount: invoice.amount,
    currency: invoice.price.currency,
    amountRefunded: 0,
    customer: invoice.customer,
    invoice: invoice.id,
    paymentIntent: invoice.paymentIntent,
    card,
    failure,
    disputed: false,
  })
  return id
}

export type PayOutcome = 'paid' | 'failed'

/** One try to collect an open invoice with the subscription's card; the subscription's state follows. */
export function collect(shop: Shop, invoice: Invoice): PayOutcome {
  const subscription = shop.books.subscriptions.get(invoice.subscription)
  if (!subscription) throw new Error(`Invoice ${invoice.id} has no subscription`)
  const fails = subscription.declineNext || cardOf(subscription.card).renewal !== 'paid'
  subscription.declineNext = false
  if (!fails) {
    settleInvoice(shop, invoice, subscription.card)
    const recovers = ['past_due', 'unpaid', 'incomplete'].includes(subscription.status)
    if (recovers) setStatus(shop, subscription, 'active')
    return 'paid'
  }
  failInvoice(shop, invoice, subscription.card)
  if (invoice.nextAttempt !== null) setStatus(shop, subscription, 'past_due')
  else giveUp(shop, subscription, invoice)
  return 'failed'
}

export function setStatus(shop: Shop, subscription: Subscription, status: Subscription['status']): void {
  changeAndTell(shop, 'customer.subscription.updated', subscription.id, () => {
    subscription.status = status
  })
}

function giveUp(shop: Shop, subscription: Subscription, invoice: Invoice): void {
  const { afterLastTry } = shop.settings
  if (afterLastTry === 'cancel') {
    invoice.status = 'uncollectible'
    endSubscription(shop, subscription, 'payment_failed')
  } else setStatus(shop, subscription, afterLastTry)
}

export function endSubscription(shop: Shop, subscription: Subscription, reason: Subscription['cancelReason']): void {
  subscription.status = 'canceled'
  subscription.endedAt = shop.now()
  subscription.canceledAt ??= shop.now()
  subscription.cancelReason ??= reason
  tell(shop, 'customer.subscription.deleted', subscription.id)
}
