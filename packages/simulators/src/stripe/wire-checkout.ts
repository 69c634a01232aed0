// Checkout and portal sessions as Stripe shows them.
import type { CheckoutSession, Customer, PortalSession } from './records.ts'
import { payerDetails, wirePrice } from './wire-goods.ts'

export function wireSession(session: CheckoutSession, payer: Customer | undefined, origin: string) {
  const total = session.trialDays > 0 ? 0 : session.price.unitAmount * session.quantity
  const isOpen = session.status === 'open'
  return {
    id: session.id,
    object: 'checkout.session',
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: session.created,
    currency: session.price.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: session.customer,
    customer_account: null,
    customer_creation: session.mode === 'payment' ? 'if_required' : 'always',
    customer_details: payerDetails(payer),
    customer_email: session.customerEmail,
    discounts: null,
    expires_at: session.expiresAt,
    invoice: session.invoice,
    invoice_creation: null,
    livemode: false,
    locale: null,
    metadata: session.metadata,
    mode: session.mode,
    origin_context: null,
    payment_intent: session.paymentIntent,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: session.paymentStatus,
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: session.status,
    submit_type: null,
    subscription: session.subscription,
    success_url: session.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted',
    url: isOpen ? `${origin}/pay/${session.id}` : null,
    wallet_options: null,
  }
}

/** A checkout sells one thing here. */
export function wireLineItems(session: CheckoutSession) {
  const amount = session.price.unitAmount * session.quantity
  const item = {
    id: `li_${session.id.slice(-14)}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: session.price.currency,
    description: 'Simulated subscription',
    metadata: {},
    price: wirePrice(session.price, session.created),
    quantity: session.quantity,
  }
  return { object: 'list', data: [item], has_more: false, url: `/v1/checkout/sessions/${session.id}/line_items` }
}

export function wirePortal(portal: PortalSession, origin: string) {
  return {
    id: portal.id,
    object: 'billing_portal.session',
    configuration: 'bpc_simulated',
    created: portal.created,
    customer: portal.customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: portal.returnUrl,
    url: `${origin}/portal/${portal.id}`,
  }
}
