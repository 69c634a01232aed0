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
