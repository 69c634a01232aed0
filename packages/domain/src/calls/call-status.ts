/** Twilio's word on a call. Callbacks repeat and overtake one another; a state never goes backwards. */
const ranks = {
  queued: 0,
  initiated: 0,
  ringing: 1,
  'in-progress': 2,
  completed: 3,
  busy: 3,
  'no-answer': 3,
  canceled: 3,
  failed: 3,
} as const satisfies Record<string, number>
export type CallStatus = keyof typeof ranks

export const callStatuses = Object.keys(ranks) as CallStatus[]

/** Kept beside the state: a state of a higher rank takes the place of one of a lower; the first final one stands. */
export function rankOf(status: CallStatus): number {
  return ranks[status]
}
