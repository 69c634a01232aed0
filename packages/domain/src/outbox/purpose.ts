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

const waits = {
  reply: false,
  holding: false,
  'text-back': false,
  'safety-line': false,
  'owner-urgent': false,
  'owner-notice': true,
  'owner-reply': false,
  alert: false,
} as const satisfies Record<Purpose, boolean>

/** Nobody has just written or rung, and nothing burns: it leaves by day only. */
export function waitsForDay(purpose: Purpose): boolean {
  return waits[purpose]
}

/** Notices to an owner, which we write of our own accord; an \`owner-reply\` answers them. */
export function isOwnersNotice(purpose: Purpose): boolean {
  return purpose === 'owner-urgent' || purpose === 'owner-notice'
}

/** A reply is worth nothing half an hour later; what an owner or the founder must know is worth waiting for a phone. */
export const VALIDITY_SECONDS = { customer: 30 * 60, owner: 4 * 3_600, founder: 4 * 3_600 } as const
