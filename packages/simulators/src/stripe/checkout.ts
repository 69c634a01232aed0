// A checkout from its page to its end: paid, declined, paid later, expired.
import { failInvoice, finalize, invoiceFor, setStatus, settleInvoice } from './bill.ts'
import { type CardSlug, cardOf, declineOf } from './cards.ts'
import { afterPeriod, daySeconds, newId } from './ids.ts'
import type { CheckoutSession, Subscription } from './records.ts'
import { noSuch } from './refusal.ts'
import { type Shop, tell } from './shop.ts'

export type CheckoutEnd =
  | { outcome: 'paid' | 'later'; redirect: string }
  | { outcome: 'declined'; message: string }
  | { outcome: 'closed'; status: 'complete' | 'expired' }

export function payCheckout(shop: Shop, sessionId: string, slug: CardSlug = 'good'): CheckoutEnd {
  const session = shop.books.sessions.get(sessionId)
  if (!session) throw noSuch('checkout.session', sessionId)
  if (session.status !== 'open') return { outcome: 'closed', status: session.status }
  const card = cardOf(slug)
  if (card.first === 'declined') return { outcome: 'declined', message: declineOf(card).message }
  const isLater = card.first !== 'paid' && session.trialDays === 0
  session.status = 'complete'
  session.paysWith = slug
  session.customer ??= newPayer(shop, session)
  session.paymentStatus = isLater ? 'unpaid' : session.trialDays > 0 ? shop.settings.trialPaymentStatus : 'paid'
  if (session.mode === 'payment') session.paymentIntent = newId('intent')
  else startSubscription(shop, session, { slug, isLater })
  if (isLater) session.settlesAt = shop.now() + Math.ceil(shop.settings.settleAfterMs / 1000)
  tell(shop, 'checkout.session.completed', session.id)
  const redirect = session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id)
  return { outcome: isLater ? 'later' : 'paid', redirect }
}

export function expireCheckout(shop: Shop, session: CheckoutSession): void {
  session.status = 'expired'
  tell(shop, 'checkout.session.expired', session.id)
}

/** The bank debit of a completed checkout has arrived, or has not. */
export function settleCheckout(shop: Shop, session: CheckoutSession): void {
  session.settlesAt = null
  const arrived = cardOf(session.paysWith ?? 'good').first === 'later-paid'
  const subscription = shop.books.subscriptions.get(session.subscription ?? '')
  const invoice = shop.books.invoices.get(session.invoice ?? '')
  if (arrived) session.paymentStatus = 'paid'
  if (subscription && invoice && arrived) settleInvoice(shop, invoice, subscription.card)
  else if (subscription && invoice) {
    failInvoice(shop, invoice, subscription.card)
    invoice.nextAttempt = null
    invoice.status = 'void'
  }
  if (subscription) setStatus(shop, subscription, arrived ? 'active' : 'incomplete_expired')
  tell(shop, `checkout.session.async_payment_${arrived ? 'succeeded' : 'failed'}`, session.id)
}

function newPayer(shop: Shop, session: CheckoutSession): string {
  const id = newId('customer')
  shop.books.customers.set(id, {
    id,
    created: shop.now(),
    email: session.customerEmail ?? 'payer@example.com',
    name: 'Simulated Payer',
    phone: null,
    description: null,
    metadata: {},
    deleted: false,
  })
  tell(shop, 'customer.created', id)
  return id
}

function startSubscription(shop: Shop, session: CheckoutSession, how: { slug: CardSlug; isLater: boolean }): void {
  const at = shop.now()
  const trialEnd = session.trialDays > 0 ? at + session.trialDays * daySeconds : null
  const subscription: Subscription = {
    id: newId('subscription'),
    itemId: newId('item'),
    created: at,
    customer: session.customer ?? '',
    status: trialEnd !== null ? 'trialing' : how.isLater ? 'incomplete' : 'active',
    price: session.price,
    quantity: session.quantity,
    card: how.slug,
    declineNext: false,
    trialStart: trialEnd === null ? null : at,
    trialEnd,
    trialEndAnnounced: false,
    periodStart: at,
    periodEnd: trialEnd ?? afterPeriod(at, session.price.interval),
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    cancelReason: null,
    pauseBehavior: null,
    pauseUntil: null,
    latestInvoice: null,
    metadata: session.subscriptionMetadata,
  }
  shop.books.subscriptions.set(subscription.id, subscription)
  const invoice = invoiceFor(shop, subscription, 'subscription_create')
  session.subscription = subscription.id
  session.invoice = invoice.id
  tell(shop, 'customer.subscription.created', subscription.id)
  finalize(shop, invoice)
  if (!how.isLater) settleInvoice(shop, invoice, how.slug)
}
