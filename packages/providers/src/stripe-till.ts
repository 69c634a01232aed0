/**
 * Payments by Stripe's SDK. What comes of a question is a value; whether it may be asked again is said with it. Every
 * POST carries an idempotency key of ours, so that asking again opens nothing twice.
 */
import { readCharge, readSession, readStripeEvent, readSubscription } from '@jobrun/contracts/wire/stripe'
import { handledTypes } from '@jobrun/domain/billing/stripe-event'
import type { Asked, NewCheckout, SubscriptionNow, Till, ToldEvent } from '@jobrun/domain/billing/till'
import Stripe from 'stripe'

const USUAL_LIMIT_MS = 10_000
/** Stripe's own default. */
const TOLERANCE_SECONDS = 300
/** Among a payer's latest charges is the latest that was paid. */
const CHARGES_LOOKED_AT = 10
const MOST_EVENTS = 1_000

export interface StripeTillOptions {
  secretKey: string
  webhookSecret: string
  priceId: string
  /** Another origin in place of Stripe's; null: Stripe. */
  apiBaseUrl: string | null
  limitMs?: number
}

export function createStripeTill(options: StripeTillOptions): Till {
  const { webhookSecret, priceId } = options
  const stripe = clientOf(options)
  return {
    readEvent: ({ body, signature, now }) => readSigned(stripe, { body, signature, now, webhookSecret }),
    openCheckout: (wanted) =>
      asking(async () => readSession(await stripe.checkout.sessions.create(...formOf(wanted, priceId)))),
    findCheckout: (id) => asking(() => orNull(async () => readSession(await stripe.checkout.sessions.retrieve(id)))),
    findSubscription: (id) => asking(() => orNull(() => subscriptionNow(stripe, id))),
    findCharge: (id) => asking(() => orNull(async () => readCharge(await stripe.charges.retrieve(id)))),
    openPortal: ({ customerId, returnUrl }) =>
      asking(
        async () => (await stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl })).url,
      ),
    eventsSince: (since) => asking(() => eventsSince(stripe, since)),
  }
}

function clientOf({ secretKey, apiBaseUrl, limitMs = USUAL_LIMIT_MS }: StripeTillOptions): Stripe {
  // Errands are tried again by the queue.
  const usual = { maxNetworkRetries: 0, telemetry: false, timeout: limitMs }
  if (apiBaseUrl === null) return new Stripe(secretKey, usual)
  const { hostname, port, protocol } = new URL(apiBaseUrl)
  const isHttp = protocol === 'http:'
  return new Stripe(secretKey, {
    ...usual,
    host: hostname,
    port: port === '' ? (isHttp ? 80 : 443) : Number(port),
    protocol: isHttp ? 'http' : 'https',
  })
}

interface Signed {
  body: Buffer
  signature: string | undefined
  now: Date
  webhookSecret: string
}

function readSigned(stripe: Stripe, { body, signature, now, webhookSecret }: Signed): ReturnType<Till['readEvent']> {
  if (!signature) return { ok: false, problem: 'The Stripe-Signature header is missing.' }
  let opened: unknown
  try {
    opened = stripe.webhooks.constructEvent(body, signature, webhookSecret, TOLERANCE_SECONDS, undefined, now.getTime())
  } catch (failure) {
    return { ok: false, problem: problemOf(failure) }
  }
  const event = readStripeEvent(opened)
  return event ? { ok: true, event } : { ok: false, problem: 'The body is signed, and no event of Stripe’s.' }
}

function problemOf(failure: unknown): string {
  if (failure instanceof Stripe.errors.StripeSignatureVerificationError) {
    return /tolerance/.test(failure.message)
      ? `The signature is older than ${TOLERANCE_SECONDS} seconds.`
      : 'The signature is wrong, or the body was changed on its way.'
  }
  return 'The body is signed, and not JSON.'
}

type SessionForm = [Stripe.Checkout.SessionCreateParams, Stripe.RequestOptions]

function formOf(
  { clientId, number, customerId, trialDays, successUrl, cancelUrl }: NewCheckout,
  priceId: string,
): SessionForm {
  const metadata = { clientId }
  return [
    {
      mode: 'subscription',
      line_items: [{ price: priceId, quantity: 1 }],
      client_reference_id: clientId,
      metadata,
      ...(customerId === null ? {} : { customer: customerId }),
      subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
      success_url: successUrl,
      cancel_url: cancelUrl,
    },
    // What else the form holds is in the key, since Stripe refuses a key that comes with another form.
    { idempotencyKey: ['checkout', clientId, number, priceId, trialDays, customerId ?? 'new'].join(':') },
  ]
}

async function subscriptionNow(stripe: Stripe, id: string): Promise<SubscriptionNow> {
  const subscription = readSubscription(await stripe.subscriptions.retrieve(id))
  return { ...subscription, takenBack: await takenBackFrom(stripe, subscription.customerId) }
}

/** A dispute that was won leaves its charge marked, so it is asked for itself. */
async function takenBackFrom(stripe: Stripe, customer: string | null): Promise<SubscriptionNow['takenBack']> {
  if (customer === null) return null
  const { data } = await stripe.charges.list({ customer, limit: CHARGES_LOOKED_AT })
  const latest = data.map(readCharge).find(({ paid }) => paid)
  if (!latest) return null
  if (latest.refunded) return 'refunded'
  if (!latest.disputed) return null
  const disputes = await stripe.disputes.list({ charge: latest.id, limit: CHARGES_LOOKED_AT })
  return disputes.data.some(({ status }) => status !== 'won' && status !== 'warning_closed') ? 'disputed' : null
}

/** Stripe lists the newest first. */
async function eventsSince(stripe: Stripe, since: Date): Promise<ToldEvent[]> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const told: ToldEvent[] = []
  const listed = stripe.events.list({ created, types: [...handledTypes], limit: 100 })
  for await (const one of listed) {
    const event = readStripeEvent(one)
    if (event) told.push(event)
    if (told.length === MOST_EVENTS) break
  }
  return told.reverse()
}

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (failure) {
    if (failure instanceof Stripe.errors.StripeError && failure.statusCode === 404) return null
    throw failure
  }
}

async function asking<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await ask() }
  } catch (failure) {
    if (!(failure instanceof Stripe.errors.StripeError))
      return { ok: false, later: true, detail: 'an answer that cannot be read' }
    const { statusCode: status, code, type } = failure
    const later = status === undefined || status === 409 || status === 429 || status >= 500
    return { ok: false, later, detail: [type, status, code].filter((part) => part !== undefined).join(' ') }
  }
}
