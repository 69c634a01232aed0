import { isOwnersNotice, type Purpose, recipientOf } from './purpose.ts'

/** As they stand now: a client's own, or the fleet's, whichever is on. */
export interface Switches {
  outboundPaused: boolean
  aiDisabled: boolean
  notificationsPaused: boolean
}

export type ClosedBecause =
  | 'opted-out'
  | 'unreachable'
  | 'landline'
  | 'taken-over'
  | 'outbound-paused'
  | 'notifications-paused'
export type Gate =
  | { open: true }
  /** hold: kept for a person to release; drop: kept as SUPPRESSED; founder: dropped, and the founder is told instead. */
  | { open: false; because: ClosedBecause; then: 'hold' | 'drop' | 'founder' }

export interface Recipient {
  optedOut: boolean
  /** The carrier says that their number takes no texts, and they have not texted since. Absent: not known here. */
  unreachable?: boolean
  /** Lookup says so of somebody who has rung. Absent: not known here. */
  landline?: boolean
  /** An operator has taken the conversation over since this was composed. Absent: not known here. */
  takenOver?: boolean
}

/** The only door out. Asked when a message is queued, and asked again when it is about to leave. */
export function gate(switches: Switches, recipient: Recipient, purpose: Purpose): Gate {
  if (purpose === 'alert') return { open: true } // our own people; no client's switch silences an alarm
  if (recipient.optedOut) {
    return { open: false, because: 'opted-out', then: purpose === 'owner-urgent' ? 'founder' : 'drop' }
  }
  if (recipient.unreachable && !answersText(purpose)) {
    return { open: false, because: 'unreachable', then: purpose === 'owner-urgent' ? 'founder' : 'drop' }
  }
  if (recipient.landline && purpose === 'text-back') return { open: false, because: 'landline', then: 'drop' }
  // The person who holds it has said that they answer; it comes after opt-outs, which hold for people too.
  if (recipient.takenOver) return { open: false, because: 'taken-over', then: 'drop' }
  if (purpose === 'safety-line') return { open: true } // leave the house, call 999: nothing may hold that back
  if (recipientOf(purpose) === 'customer' && switches.outboundPaused) {
    return { open: false, because: 'outbound-paused', then: 'hold' }
  }
  if (switches.notificationsPaused && purpose === 'owner-notice') {
    return { open: false, because: 'notifications-paused', then: 'drop' }
  }
  if (switches.notificationsPaused && purpose === 'owner-urgent') {
    return { open: false, because: 'notifications-paused', then: 'founder' }
  }
  return { open: true }
}

/** Who has just texted has a number that takes texts, whatever was believed of it; a call proves no such thing. */
function answersText(purpose: Purpose): boolean {
  return purpose !== 'text-back' && !isOwnersNotice(purpose)
}

interface TimedSwitch {
  on: boolean
  until: Date | null
}

/** A switch with an expiry is off once that moment has come, whether or not anybody has swept it. */
export function isOn(one: TimedSwitch, now: Date): boolean {
  return one.on && (one.until === null || one.until > now)
}
