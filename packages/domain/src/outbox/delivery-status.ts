/** Twilio's word on a message. Callbacks repeat and overtake one another; a state never goes backwards. */
const ranks = {
  accepted: 0,
  scheduled: 0,
  queued: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  partially_delivered: 3,
  undelivered: 3,
  failed: 3,
  canceled: 3,
  read: 4,
} as const satisfies Record<string, number>
export type DeliveryStatus = keyof typeof ranks

export const deliveryStatuses = Object.keys(ranks) as DeliveryStatus[]

/** Whether `next` may replace `known`. The first final word stands, apart from `read` after it. */
export function advances(known: DeliveryStatus | null, next: DeliveryStatus): boolean {
  return known === null || ranks[next] > ranks[known]
}

export function isFailed(status: DeliveryStatus): boolean {
  return status === 'undelivered' || status === 'failed' || status === 'canceled'
}

/** Nothing but `read` comes after it. */
export function isFinal(status: DeliveryStatus): boolean {
  return ranks[status] >= ranks.delivered
}
