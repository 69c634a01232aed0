// An invoice as Stripe shows it to a caller of a given API version.
import type { Customer, Invoice } from './records.ts'
import { hasOldPlaces } from './versions.ts'
import { productId, wirePlan, wirePrice } from './wire-goods.ts'

export function wireInvoice(invoice: Invoice, payer: Customer | undefined, version: string) {
  const isOld = hasOldPlaces(version)
  const isPaid = invoice.status === 'paid'
  const paid = isPaid ? invoice.amount : 0
  const hosted = invoice.finalizedAt === null ? null : `https://invoice.example/${invoice.id}`
  const subscriptionDetails = { metadata: invoice.subscriptionMetadata, subscription: invoice.subscription }
  return {
    id: invoice.id,
    object: 'invoice',
    account_country: 'GB',
    account_name: 'Simulated account',
    account_tax_ids: null,
    amount_due: invoice.amount,
    ...(isOld ? {} : { amount_overpaid: 0 }),
    amount_paid: paid,
    amount_remaining: invoice.amount - paid,
    amount_shipping: 0,
    application: null,
    ...(isOld ? { application_fee_amount: null } : {}),
    attempt_count: invoice.attempts,
    attempted: invoice.attempts > 0,
    auto_advance: invoice.status === 'open',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: invoice.billingReason,
    ...(isOld ? { charge: invoice.charge, discount: null } : {}),
    collection_method: 'charge_automatically',
    created: invoice.created,
    currency: invoice.price.currency,
    custom_fields: null,
    customer: invoice.customer,
    ...(isOld ? {} : { customer_account: null }),
    customer_address: null,
    customer_email: payer?.email ?? null,
    customer_name: payer?.name ?? null,
    customer_phone: payer?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: invoice.finalizedAt,
    ending_balance: invoice.finalizedAt === null ? null : 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: hosted,
    invoice_pdf: hosted && `${hosted}/pdf`,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: [wireLine(invoice, isOld)],
      has_more: false,
      url: `/v1/invoices/${invoice.id}/lines`,
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: invoice.nextAttempt,
    number: invoice.number,
    on_behalf_of: null,
    ...(isOld ? { paid: isPaid, paid_out_of_band: false } : {}),
    ...(isOld
      ? { payment_intent: invoice.paymentIntent, quote: null }
      : { parent: { quote_details: null, subscription_details: subscriptionDetails, type: 'subscription_details' } }),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: invoice.created,
    period_start: invoice.created,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: invoice.status,
    status_transitions: {
      finalized_at: invoice.finalizedAt,
      marked_uncollectible_at: null,
      paid_at: invoice.paidAt,
      voided_at: null,
    },
    ...(isOld
      ? {
          subscription: invoice.subscription,
          subscription_details: { metadata: invoice.subscriptionMetadata },
          tax: null,
          total_tax_amounts: [],
          transfer_data: null,
        }
      : { total_pretax_credit_amounts: [], total_taxes: [] }),
    subtotal: invoice.amount,
    subtotal_excluding_tax: invoice.amount,
    test_clock: null,
    total: invoice.amount,
    total_discount_amounts: [],
    total_excluding_tax: invoice.amount,
    webhooks_delivered_at: invoice.created,
  }
}

function wireLine(invoice: Invoice, isOld: boolean) {
  return {
    id: `il_${invoice.id.slice(3)}`,
    object: 'line_item',
    amount: invoice.amount,
    currency: invoice.price.currency,
    description: 'Simulated subscription',
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: invoice.subscriptionMetadata,
    period: { end: invoice.periodEnd, start: invoice.periodStart },
    quantity: invoice.quantity,
    subscription: isOld ? invoice.subscription : null,
    ...(isOld
      ? {
          plan: wirePlan(invoice.price, invoice.created),
          price: wirePrice(invoice.price, invoice.created),
          proration: false,
          proration_details: { credited_items: null },
          subscription_item: invoice.itemId,
          tax_amounts: [],
          tax_rates: [],
          type: 'subscription',
        }
      : {
          parent: {
            invoice_item_details: null,
            subscription_item_details: {
              invoice_item: null,
              proration: false,
              proration_details: { credited_items: null },
              subscription: invoice.subscription,
              subscription_item: invoice.itemId,
            },
            type: 'subscription_item_details',
          },
          pretax_credit_amounts: [],
          pricing: {
            price_details: { price: invoice.price.id, product: productId },
            type: 'price_details',
            unit_amount_decimal: String(invoice.price.unitAmount),
          },
          taxes: [],
        }),
  }
}
