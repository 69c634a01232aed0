/**
 * What we take of Stripe's objects, wherever an API version keeps it: before 2025-03-31 the period was the subscription's
 * and an invoice named its subscription at the top; since then the period is the item's, and the invoice's parent names it.
 */

import type { EventSubject } from '@jobrun/domain/billing/stripe-event'
import type { ChargeNow, CheckoutNow, SubscriptionNow } from '@jobrun/domain/billing/till'
import { z } from 'zod'
import { storable } from './twilio.ts'

const word = z.string().min(1).max(255).transform(storable)
/** An id, or the object in its place where it was expanded. */
const ref = z
  .union([word, z.looseObject({ id: word }).transform(({ id }) => id)])
  .nullish()
  .transform((id) => id ?? null)
const moment = z
  .number()
  .int()
  .nullish()
  .transform((seconds) => (seconds == null ? null : new Date(seconds * 1000)))
const metadata = z
  .looseObject({ clientId: z.string().optional().catch(undefined) })
  .nullish()
  .catch(null)

const event = z.object({
  id: z.string().regex(/^evt_\w{1,200}$/, 'The id of an event begins with evt_.'),
  type: z.string().regex(/^[a-z0-9_.]{1,100}$/, 'The type of an event is not one.'),
  created: z.number().int(),
  data: z.object({ object: z.looseObject({ object: z.string().catch('') }) }),
})

export interface StripeEventTold {
  id: string
  type: string
  createdAt: Date
  subject: EventSubject
}

/** After the signature was checked. null: no event of Stripe's looks like this. */
export function readStripeEvent(body: unknown): StripeEventTold | null {
  const parsed = event.safeParse(body)
  if (!parsed.success) return null
  const { id, type, created, data } = parsed.data
  return { id, type, createdAt: new Date(created * 1000), subject: subjectOf(data.object) }
}

const nobody: EventSubject = { session: null, subscription: null, charge: null, customer: null, client: null }

const ofSession = z
  .looseObject({ id: word, subscription: ref, customer: ref, client_reference_id: z.string().nullish(), metadata })
  .transform((one) => ({
    ...nobody,
    session: one.id,
    subscription: one.subscription,
    customer: one.customer,
    client: one.client_reference_id ?? one.metadata?.clientId ?? null,
  }))
const ofSubscription = z.looseObject({ id: word, customer: ref, metadata }).transform((one) => ({
  ...nobody,
  subscription: one.id,
  customer: one.customer,
  client: one.metadata?.clientId ?? null,
}))
const details = z.looseObject({ subscription: ref, metadata }).nullish()
const ofInvoice = z
  .looseObject({
    customer: ref,
    subscription: ref,
    subscription_details: details,
    parent: z.looseObject({ subscription_details: details }).nullish(),
  })
  .transform((one) => {
    const told = one.parent?.subscription_details ?? one.subscription_details
    return {
      ...nobody,
      subscription: one.parent?.subscription_details?.subscription ?? one.subscription,
      customer: one.customer,
      client: told?.metadata?.clientId ?? null,
    }
  })
const ofCharge = z
  .looseObject({ id: word, customer: ref })
  .transform((one) => ({ ...nobody, charge: one.id, customer: one.customer }))
const ofDispute = z.looseObject({ charge: ref }).transform((one) => ({ ...nobody, charge: one.charge }))

const subjects: Readonly<Record<string, z.ZodType<EventSubject>>> = {
  'checkout.session': ofSession,
  subscription: ofSubscription,
  invoice: ofInvoice,
  charge: ofCharge,
  dispute: ofDispute,
}

/** Only ids: what the object says is asked of Stripe anew. */
function subjectOf(object: { object: string }): EventSubject {
  return subjects[object.object]?.safeParse(object).data ?? nobody
}

const session = z.looseObject({
  id: word,
  mode: z.string(),
  status: z.enum(['open', 'complete', 'expired']),
  url: z.string().nullish(),
  expires_at: moment,
  subscription: ref,
  customer: ref,
  client_reference_id: z.string().nullish(),
})

/** Throws where Stripe answers something else than a session. */
export function readSession(object: unknown): CheckoutNow {
  const one = session.parse(object)
  return {
    id: one.id,
    status: one.status,
    url: one.url ?? null,
    expiresAt: one.expires_at,
    clientId: one.client_reference_id ?? null,
    subscriptionId: one.mode === 'subscription' ? one.subscription : null,
  }
}

const item = z.looseObject({ current_period_end: moment })
const subscription = z.looseObject({
  id: word,
  customer: ref,
  status: z.string(),
  trial_end: moment,
  cancel_at: moment,
  current_period_end: moment,
  items: z.looseObject({ data: z.array(item).default([]) }).nullish(),
  metadata,
})

export function readSubscription(object: unknown): Omit<SubscriptionNow, 'takenBack'> {
  const one = subscription.parse(object)
  return {
    id: one.id,
    customerId: one.customer,
    clientId: one.metadata?.clientId ?? null,
    status: one.status,
    trialEndsAt: one.trial_end,
    periodEndsAt: one.items?.data[0]?.current_period_end ?? one.current_period_end,
    cancelsAt: one.cancel_at,
  }
}

const charge = z.looseObject({
  id: word,
  customer: ref,
  paid: z.boolean().default(false),
  refunded: z.boolean().default(false),
  disputed: z.boolean().default(false),
})

export function readCharge(object: unknown): ChargeNow {
  const one = charge.parse(object)
  return { id: one.id, customerId: one.customer, paid: one.paid, refunded: one.refunded, disputed: one.disputed }
}
