/** Why a message exists. The gate decides by it; nothing else does. */
export const purposes = [
  'reply',
  'holding',
  'text-back',
  'safety-line',
  'owner-urgent',
  'owner-notice',
  'owner-reply',
  'alert',
] as const
export type Purpose = (typeof purposes)[number]

const recipients = {
  reply: 'customer',
  holding: 'customer',
  'text-back': 'customer',
  'safety-line': 'customer',
  'owner-urgent': 'owner',
  'owner-notice': 'owner',
  'owner-reply': 'owner',
  alert: 'founder',
} as const satisfies Record<Purpose, 'customer' | 'owner' | 'founder'>

export function recipientOf(purpose: Purpose): 'customer' | 'owner' | 'founder' {
  return recipients[purpose]
}

/** A reply is worth nothing half an hour later; what an owner or the founder must know is worth waiting for a phone. */
export const VALIDITY_SECONDS = { customer: 30 * 60, owner: 4 * 3_600, founder: 4 * 3_600 } as const
