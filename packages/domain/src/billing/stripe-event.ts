/** Which of Stripe's events mean something here. What each says is not believed: its ids say what to ask Stripe for. */

/** Ids that an event names; null where it does not. */
export interface EventSubject {
  session: string | null
  subscription: string | null
  charge: string | null
  customer: string | null
  /** As our own metadata has it. */
  client: string | null
}

const handled = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.closed',
] as const
export type HandledType = (typeof handled)[number]

/** Any other is kept, and changes nothing. */
export function isHandled(type: string): type is HandledType {
  return (handled as readonly string[]).includes(type)
}

/** For the endpoint at Stripe, and for asking what was missed. */
export const handledTypes: readonly string[] = handled
