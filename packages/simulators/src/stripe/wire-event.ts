// An event, as it is posted to a webhook and as it is listed.
import type { StripeEvent } from './records.ts'

export function wireEvent(event: StripeEvent, pendingWebhooks: number) {
  return {
    id: event.id,
    object: 'event',
    api_version: event.apiVersion,
    created: event.created,
    data: { object: event.object, ...(event.previous ? { previous_attributes: event.previous } : {}) },
    livemode: false,
    pending_webhooks: pendingWebhooks,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  }
}

/** The old values of what changed, one level deep, as `previous_attributes` has them. */
export function previousValues(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name]),
  )
  return Object.fromEntries(changed)
}
