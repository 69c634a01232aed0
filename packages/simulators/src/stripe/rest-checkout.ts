// Checkout sessions (create, fetch, list, expire) and sessions of the customer portal.
import { z } from 'zod'
import { expireCheckout } from './checkout.ts'
import { metadata, webAddress, whole } from './fields.ts'
import { newId } from './ids.ts'
import { pageFields, pageOf } from './pages.ts'
import type { CheckoutSession } from './records.ts'
import { noSuch, Refusal } from './refusal.ts'
import type { Door } from './rest-door.ts'
import { type Shop, show, type Wire } from './shop.ts'
import { wireLineItems, wirePortal } from './wire-checkout.ts'

/** Taken and left without effect: they change the look of Stripe's page, taxes or what the payer is asked for. */
const withoutEffect = {
  allow_promotion_codes: z.unknown().optional(),
  automatic_tax: z.unknown().optional(),
  billing_address_collection: z.unknown().optional(),
  consent_collection: z.unknown().optional(),
  custom_text: z.unknown().optional(),
  customer_update: z.unknown().optional(),
  locale: z.unknown().optional(),
  payment_method_collection: z.unknown().optional(),
  payment_method_types: z.unknown().optional(),
  phone_number_collection: z.unknown().optional(),
  tax_id_collection: z.unknown().optional(),
  ui_mode: z.enum(['hosted', 'hosted_page']).optional(),
}

const sessionForm = z.strictObject({
  mode: z.enum(['subscription', 'payment']),
  line_items: z
    .array(z.strictObject({ price: z.string(), quantity: whole.min(1).default(1) }))
    .length(1, 'this stand-in sells one line item at a time'),
  success_url: webAddress,
  cancel_url: webAddress.optional(),
  client_reference_id: z.string().max(200).optional(),
  customer: z.string().optional(),
  customer_email: z.string().max(800).optional(),
  metadata: metadata.optional(),
  subscription_data: z
    .strictObject({
      trial_period_days: whole.min(1).max(730).optional(),
      metadata: metadata.optional(),
      description: z.string().optional(),
      trial_settings: z.unknown().optional(),
    })
    .optional(),
  expires_at: whole.optional(),
  ...withoutEffect,
})

const listForm = z.strictObject({
  ...pageFields,
  customer: z.string().optional(),
  subscription: z.string().optional(),
  payment_intent: z.string().optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
})

const halfHour = 30 * 60
const day = 24 * 60 * 60

export function serveCheckout(door: Door, shop: Shop): void {
  const { sessions } = shop.books
  const present = (id: string): CheckoutSession => {
    const found = sessions.get(id)
    if (!found) throw noSuch('checkout.session', id)
    return found
  }
  const shown = (session: CheckoutSession, version: string): Wire => show(shop, session.id, version) ?? {}
  door.post('/v1/checkout/sessions', ({ form, version }) => {
    const session = newSession(shop, sessionForm.parse(form))
    sessions.set(session.id, session)
    return shown(session, version)
  })
  door.get('/v1/checkout/sessions', ({ form, path, version }) => {
    const { customer, subscription, payment_intent, status, ...wanted } = listForm.parse(form)
    const records = [...sessions.values()].filter(
      (one) =>
        (customer === undefined || one.customer === customer) &&
        (subscription === undefined || one.subscription === subscription) &&
        (payment_intent === undefined || one.paymentIntent === payment_intent) &&
        (status === undefined || one.status === status),
    )
    return pageOf(path, records, { wanted, show: (session) => shown(session, version) })
  })
  door.get('/v1/checkout/sessions/:id', ({ params: { id = '' }, version }) => shown(present(id), version))
  door.get('/v1/checkout/sessions/:id/line_items', ({ params: { id = '' } }) => wireLineItems(present(id)))
  door.post('/v1/checkout/sessions/:id/expire', ({ params: { id = '' }, version }) => {
    const session = present(id)
    if (session.status !== 'open')
      throw new Refusal(400, {
        message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      })
    expireCheckout(shop, session)
    return shown(session, version)
  })
  servePortal(door, shop)
}

function newSession(shop: Shop, given: z.infer<typeof sessionForm>): CheckoutSession {
  const [item] = given.line_items
  const price = shop.prices.find(({ id }) => id === item?.price)
  if (!price || !item) throw noSuch('price', item?.price ?? '', 'line_items[0][price]')
  refuseWrongPrice(given.mode, price.interval)
  if (given.customer !== undefined && !shop.books.customers.has(given.customer))
    throw noSuch('customer', given.customer, 'customer')
  if (given.customer !== undefined && given.customer_email !== undefined)
    throw new Refusal(400, { message: 'You may only specify one of these parameters: customer, customer_email.' })
  const created = shop.now()
  const expiresAt = given.expires_at ?? created + day
  if (given.expires_at !== undefined && (expiresAt < created + halfHour || expiresAt > created + day))
    throw new Refusal(400, {
      message:
        'The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.',
      param: 'expires_at',
    })
  return {
    id: newId('session'),
    created,
    mode: given.mode,
    status: 'open',
    paymentStatus: 'unpaid',
    customer: given.customer ?? null,
    customerEmail: given.customer_email ?? null,
    subscription: null,
    invoice: null,
    paymentIntent: null,
    clientReferenceId: given.client_reference_id ?? null,
    metadata: given.metadata ?? {},
    subscriptionMetadata: given.subscription_data?.metadata ?? {},
    trialDays: given.subscription_data?.trial_period_days ?? 0,
    price,
    quantity: item.quantity,
    successUrl: given.success_url,
    cancelUrl: given.cancel_url ?? null,
    expiresAt,
    settlesAt: null,
    paysWith: null,
  }
}

function refuseWrongPrice(mode: 'subscription' | 'payment', interval: string | null): void {
  if (mode === 'subscription' && interval === null)
    throw new Refusal(400, {
      message: 'You must provide at least one recurring price in `subscription` mode.',
      param: 'line_items',
    })
  if (mode === 'payment' && interval !== null)
    throw new Refusal(400, {
      message: 'You specified `payment` mode but passed a recurring price.',
      param: 'line_items',
    })
}

const portalForm = z.strictObject({
  customer: z.string(),
  return_url: webAddress.optional(),
  configuration: z.string().optional(),
  locale: z.string().optional(),
})

function servePortal(door: Door, shop: Shop): void {
  door.post('/v1/billing_portal/sessions', ({ form }) => {
    const { customer, return_url } = portalForm.parse(form)
    if (!shop.books.customers.has(customer)) throw noSuch('customer', customer, 'customer')
    const id = newId('portal')
    const made = { id, created: shop.now(), customer, returnUrl: return_url ?? shop.origin() }
    shop.books.portals.set(id, made)
    return wirePortal(made, shop.origin())
  })
}
