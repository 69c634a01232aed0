// What the stand-in keeps of each object. Times are whole seconds since 1970, money is a whole number of the smallest coin.
import type { CardSlug } from './cards.ts'

/** `interval` null: paid once. Amounts in the smallest coin. */
export interface SimulatedPrice {
  id: string
  unitAmount: number
  currency: string
  interval: 'month' | 'year' | null
}

export type Metadata = Record<string, string>

interface Kept {
  id: string
  created: number
}

export interface Customer extends Kept {
  email: string | null
  name: string | null
  phone: string | null
  description: string | null
  metadata: Metadata
  deleted: boolean
}

export interface CheckoutSession extends Kept {
  mode: 'subscription' | 'payment'
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required'
  customer: string | null
  customerEmail: string | null
  subscription: string | null
  invoice: string | null
  paymentIntent: string | null
  clientReferenceId: string | null
  metadata: Metadata
  subscriptionMetadata: Metadata
  trialDays: number
  price: SimulatedPrice
  quantity: number
  successUrl: string
  cancelUrl: string | null
  expiresAt: number
  /** When a payment that arrives later is known to have come or failed. */
  settlesAt: number | null
  paysWith: CardSlug | null
}

export type SubscriptionStatus =
  | 'incomplete'
  | 'incomplete_expired'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'canceled'
  | 'unpaid'
  | 'paused'

export type PauseBehavior = 'keep_as_draft' | 'mark_uncollectible' | 'void'

export interface Subscription extends Kept {
  itemId: string
  customer: string
  status: SubscriptionStatus
  price: SimulatedPrice
  quantity: number
  card: CardSlug
  /** The next renewal is declined, whatever the card. */
  declineNext: boolean
  trialStart: number | null
  trialEnd: number | null
  trialEndAnnounced: boolean
  periodStart: number
  periodEnd: number
  cancelAtPeriodEnd: boolean
  canceledAt: number | null
  endedAt: number | null
  cancelReason: 'cancellation_requested' | 'payment_failed' | 'payment_disputed' | null
  pauseBehavior: PauseBehavior | null
  pauseUntil: number | null
  latestInvoice: string | null
  metadata: Metadata
}

export interface Invoice extends Kept {
  number: string
  customer: string
  subscription: string
  subscriptionMetadata: Metadata
  itemId: string
  price: SimulatedPrice
  quantity: number
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void'
  billingReason: 'subscription_create' | 'subscription_cycle' | 'subscription_update'
  amount: number
  periodStart: number
  periodEnd: number
  attempts: number
  nextAttempt: number | null
  finalizedAt: number | null
  paidAt: number | null
  charge: string | null
  paymentIntent: string | null
}

export interface Charge extends Kept {
  amount: number
  currency: string
  amountRefunded: number
  customer: string | null
  invoice: string | null
  paymentIntent: string
  card: CardSlug
  /** Null: it succeeded. */
  failure: { code: string; message: string } | null
  disputed: boolean
}

export interface Refund extends Kept {
  customer: string | null
  charge: string
  paymentIntent: string
  amount: number
  currency: string
  reason: string | null
}

export interface Dispute extends Kept {
  charge: string
  paymentIntent: string
  amount: number
  currency: string
  reason: string
  status: 'needs_response' | 'won' | 'lost'
}

export interface PortalSession extends Kept {
  customer: string
  returnUrl: string
}

export interface StripeEvent extends Kept {
  type: string
  apiVersion: string
  object: Record<string, unknown>
  previous: Record<string, unknown> | null
  requestId: string | null
  idempotencyKey: string | null
}
