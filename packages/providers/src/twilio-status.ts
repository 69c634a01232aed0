import { type DeliveryStatus, deliveryStatuses } from '@jobrun/domain/outbox/delivery-status'

/** A state that we do not know yet still means that Twilio has the text. */
export function asDeliveryStatus(status: unknown): DeliveryStatus {
  return deliveryStatuses.find((known) => known === status) ?? 'accepted'
}
