// A subscription as Stripe shows it to a caller of a given API version.
import type { Subscription } from './records.ts'
import { hasOldPlaces } from './versions.ts'
import { wirePlan, wirePrice } from './wire-goods.ts'

export function wireSubscription(subscription: Subscription, version: string) {
  const period = { current_period_start: subscription.periodStart, current_period_end: subscription.periodEnd }
  const isOld = hasOldPlaces(version)
  const item = {
    id: subscription.itemId,
    object: 'subscription_item',
    billing_thresholds: null,
    created: subscription.created,
    ...(isOld ? {} : period),
    discounts: [],
    metadata: {},
    plan: wirePlan(subscription.price, subscription.created),
    price: wirePrice(subscription.price, subscription.created),
    quantity: subscription.quantity,
    subscription: subscription.id,
    tax_rates: [],
  }
  const itemsUrl = `/v1/subscription_items?subscription=${subscription.id}`
  return {
    id: subscription.id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: subscription.trialEnd ?? subscription.created,
    billing_cycle_anchor_config: null,
    ...(isOld ? {} : { billing_mode: { type: 'classic', flexible: null } }),
    billing_thresholds: null,
    cancel_at: subscription.cancelAtPeriodEnd ? subscription.periodEnd : null,
    cancel_at_period_end: subscription.cancelAtPeriodEnd,
    canceled_at: subscription.canceledAt,
    cancellation_details: { comment: null, feedback: null, reason: subscription.cancelReason },
    collection_method: 'charge_automatically',
    created: subscription.created,
    currency: subscription.price.currency,
    ...(isOld ? period : {}),
    customer: subscription.customer,
    ...(isOld ? {} : { customer_account: null }),
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    ...(isOld ? { discount: null } : { discounts: [] }),
    ended_at: subscription.endedAt,
    invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
    items: { object: 'list', data: [item], has_more: false, url: itemsUrl },
    latest_invoice: subscription.latestInvoice,
    livemode: false,
    metadata: subscription.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: subscription.pauseBehavior && {
      behavior: subscription.pauseBehavior,
      resumes_at: subscription.pauseUntil,
    },
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: subscription.created,
    status: subscription.status,
    test_clock: null,
    transfer_data: null,
    trial_end: subscription.trialEnd,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: subscription.trialStart,
  }
}
