/** The till: whoever takes payments for us, asked for its present state and told to open checkouts. */
import type { EventSubject } from './stripe-event.ts'

export interface CheckoutNow {
  id: string
  status: 'open' | 'complete' | 'expired'
  /** Where an open one is paid. */
  url: string | null
  expiresAt: Date | null
  /** Whose it is, by our own reference. */
  clientId: string | null
  /** null: not paid, or no subscription's checkout. */
  subscriptionId: string | null
}

export interface SubscriptionNow {
  id: string
  customerId: string | null
  /** By our own metadata. */
  clientId: string | null
  /** Stripe's word: trialing, active, past_due … */
  status: string
  trialEndsAt: Date | null
  periodEndsAt: Date | null
  cancelsAt: Date | null
  /** The latest payment was refunded in full, or is disputed and that is not won. */
  takenBack: 'refunded' | 'disputed' | null
}

export interface ChargeNow {
  id: string
  customerId: string | null
  paid: boolean
  refunded: boolean
  disputed: boolean
}

export interface NewCheckout {
  clientId: string
  /** Which of the client's checkouts it is; the same number again is the same checkout. */
  number: number
  /** null: the client never paid here. */
  customerId: string | null
  trialDays: number
  successUrl: string
  cancelUrl: string
}

/** Answers, or why there is none. `later`: it may work the next time. */
export type Asked<T> = { ok: true; value: T } | { ok: false; later: boolean; detail: string }

export interface ToldEvent {
  id: string
  type: string
  createdAt: Date
  subject: EventSubject
}

export interface Till {
  /** The raw body of a webhook, if its signature is right and fresh. */
  readEvent(of: {
    body: Buffer
    signature: string | undefined
    now: Date
  }): { ok: true; event: ToldEvent } | { ok: false; problem: string }
  openCheckout(of: NewCheckout): Promise<Asked<CheckoutNow>>
  /** null: there is none of that id. */
  findCheckout(id: string): Promise<Asked<CheckoutNow | null>>
  findSubscription(id: string): Promise<Asked<SubscriptionNow | null>>
  findCharge(id: string): Promise<Asked<ChargeNow | null>>
  /** The address of a page where the payer changes card or cancels. */
  openPortal(of: { customerId: string; returnUrl: string }): Promise<Asked<string>>
  /** What was announced since then, the newest last. */
  eventsSince(since: Date): Promise<Asked<readonly ToldEvent[]>>
}
