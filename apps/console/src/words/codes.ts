/** Codes of the service as people say them. What is not here is shown as it is, only without its underscores. */
import type { Missing } from '@jobrun/domain/pipeline/guard'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

export function spoken(code: string): string {
  const words = code.replace(/^S\d_/, '').replaceAll(/[_-]/g, ' ').toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export const missingWords: Readonly<Record<Missing, string>> = {
  businessName: 'business name',
  phoneNumber: "owner's phone",
  twilioNumber: 'number',
  forwardingEnabled: 'forwarding',
  notificationPreference: 'how to be told',
}

const leadTones: Readonly<Record<string, Tone>> = {
  URGENT: 'bad',
  NEW: 'accent',
  NEEDS_INFO: 'warn',
  QUALIFIED: 'good',
  AWAITING_BOOKING: 'accent',
  CLOSED: 'plain',
}

export function leadTone(state: string): Tone {
  return leadTones[state] ?? 'plain'
}

const outTones: Readonly<Record<string, Tone>> = { HELD: 'warn', SUPPRESSED: 'warn', FAILED: 'bad' }

/** Of a text that has not been handed to the carrier, or never will be. */
export const outWords: Readonly<Record<string, string>> = {
  READY: 'Waiting to leave',
  SENDING: 'Leaving',
  HELD: 'Held back',
  SUPPRESSED: 'Will not be sent',
  FAILED: 'Could not be sent',
}

export function outTone(state: string): Tone {
  return outTones[state] ?? 'plain'
}

const reasons: Readonly<Record<string, string>> = {
  'outbound-paused': 'replies are paused',
  'notifications-paused': 'notices are paused',
  'opted-out': 'they have opted out',
  unreachable: 'their number takes no texts',
  landline: 'it is a landline',
  dropped: 'somebody dropped it',
  'taken-over': 'a person answers this conversation',
  lapsed: 'it is too late to be of use',
}

export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('-', ' ')
}

export const purposeWords: Readonly<Record<string, string>> = {
  reply: 'Reply',
  holding: 'Holding text',
  'text-back': 'Text back',
  'safety-line': 'Safety line',
  'owner-urgent': 'Urgent, to the owner',
  'owner-notice': 'Notice to the owner',
  'owner-reply': 'Answer to the owner',
  alert: 'Alert to the founder',
}

export const switchWords = {
  outboundPaused: {
    title: 'Texts to customers',
    on: 'held back',
    off: 'leaving',
    does: 'Holds every text to a customer until somebody releases or drops it. Safety lines leave all the same.',
  },
  aiDisabled: {
    title: 'AI',
    on: 'off, the rules answer',
    off: 'answering',
    does: 'Lets the rules answer alone. Customers are answered as before, in plainer words.',
  },
  notificationsPaused: {
    title: 'Notices to the owner',
    on: 'dropped',
    off: 'leaving',
    does: 'Drops ordinary notices to the owner. Urgent ones leave all the same.',
  },
} as const

export type SwitchName = keyof typeof switchWords
