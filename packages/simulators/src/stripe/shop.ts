// What every act of the stand-in works with: the books, the clock, how an object is shown, and telling what happened.
import type { Books } from './books.ts'
import { newId } from './ids.ts'
import type { SimulatedPrice, StripeEvent } from './records.ts'
import type { StripeSettings } from './settings.ts'
import { wireSession } from './wire-checkout.ts'
import { previousValues } from './wire-event.ts'
import { wireCustomer, wirePrice, wireProduct } from './wire-goods.ts'
import { wireInvoice } from './wire-invoice.ts'
import { wireCharge, wireDispute, wireRefund } from './wire-money.ts'
import { wireSubscription } from './wire-subscription.ts'

export type Wire = Record<string, unknown>

export interface Shop {
  books: Books
  prices: readonly SimulatedPrice[]
  settings: StripeSettings
  /** Since when the account and its prices exist. */
  opened: number
  /** Seconds by the stand-in's clock. */
  now(): number
  origin(): string
  /** Keeps the event and sends it out. */
  announce(event: StripeEvent): void
  /** The request that is being answered, if it was one. */
  cause: { requestId: string; idempotencyKey: string | null } | null
}

/** The object as the API shows it to a caller of that version; undefined if there is none. */
export function show(shop: Shop, id: string, version: string): Wire | undefined {
  const { books } = shop
  const payer = (of: string | null) => (of === null ? undefined : books.customers.get(of))
  const session = books.sessions.get(id)
  if (session) return wireSession(session, payer(session.customer), shop.origin())
  const subscription = books.subscriptions.get(id)
  if (subscription) return wireSubscription(subscription, version)
  const invoice = books.invoices.get(id)
  if (invoice) return wireInvoice(invoice, payer(invoice.customer), version)
  const customer = books.customers.get(id)
  if (customer) return wireCustomer(customer)
  const charge = books.charges.get(id)
  if (charge) return wireCharge(charge, version)
  const refund = books.refunds.get(id)
  if (refund) return wireRefund(refund)
  const dispute = books.disputes.get(id)
  if (dispute) return wireDispute(dispute)
  const price = shop.prices.find((one) => one.id === id)
  if (price) return wirePrice(price, shop.opened)
  return id === 'prod_simulated' ? wireProduct(shop.opened, shop.prices[0]?.id ?? null) : undefined
}

export function tell(shop: Shop, type: string, id: string, previous: Wire | null = null): void {
  shop.announce({
    id: newId('event'),
    created: shop.now(),
    type,
    apiVersion: shop.settings.eventVersion,
    object: structuredClone(show(shop, id, shop.settings.eventVersion) ?? {}),
    previous,
    requestId: shop.cause?.requestId ?? null,
    idempotencyKey: shop.cause?.idempotencyKey ?? null,
  })
}

/** Nothing is told when nothing changed. */
export function changeAndTell(shop: Shop, type: string, id: string, change: () => void): void {
  const look = () => structuredClone(show(shop, id, shop.settings.eventVersion) ?? {})
  const before = look()
  change()
  const previous = previousValues(before, look())
  if (Object.keys(previous).length > 0) tell(shop, type, id, previous)
}
