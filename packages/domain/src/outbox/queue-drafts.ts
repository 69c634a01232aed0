/** From what a turn wants said to rows of the outbox: to whom, from which number, and whether the gate lets it queue. */

import type { Draft } from '../pipeline/turn.ts'
import { gate, type Recipient, type Switches } from './gate.ts'
import { isOwnersNotice, type Purpose, recipientOf } from './purpose.ts'
import { leavesAt, type Place } from './quiet-hours.ts'
import { measure, quoteToFit, REPLY_SEGMENTS } from './segments.ts'

export interface Addresses {
  /** The conversation's two ends. */
  ourNumber: string
  phone: string
  ownerPhone: string | null
  /** Sender of owners' notices and alerts. */
  systemNumber: string
  founderPhone: string
}

export interface Recipients {
  customerOptedOut: boolean
  ownerOptedOut: boolean
  ownerUnreachable: boolean
}

export interface QueuedDraft {
  dedupeKey: string
  purpose: Purpose
  from: string
  to: string
  body: string
  encoding: string
  segments: number
  state: 'READY' | 'HELD' | 'SUPPRESSED'
  reason: string | null
  notBefore: Date | null
}

export interface Queueing {
  /** Makes a draft's key unique: the turn it belongs to. */
  turnKey: string
  subject: string
  day: string
  now: Date
  /** Where the client is; null when the texts are nobody's customer's. */
  place: Place | null
  addresses: Addresses
  recipients: Recipients
  switches: Switches
}

export function queueDrafts(drafts: readonly Draft[], queueing: Queueing): QueuedDraft[] {
  return drafts.flatMap((draft) => queueDraft(draft, queueing))
}

function queueDraft(draft: Draft, queueing: Queueing): QueuedDraft[] {
  const answer = gate(queueing.switches, recipientOfDraft(draft, queueing.recipients), draft.purpose)
  const dedupeKey = draft.key.includes(':') ? draft.key : `${queueing.turnKey}:${draft.key}`
  const row = {
    dedupeKey,
    purpose: draft.purpose,
    ...addressOf(draft.purpose, queueing.addresses),
    body: draft.body,
    ...measure(draft.body),
  }
  if (answer.open) return [{ ...row, state: 'READY', ...timing(draft, queueing) }]
  const closed = {
    ...row,
    state: answer.then === 'hold' ? ('HELD' as const) : ('SUPPRESSED' as const),
    reason: answer.because,
    notBefore: draft.notBefore ?? null,
  }
  return answer.then === 'founder' ? [closed, founderInstead(draft.body, answer.because, queueing)] : [closed]
}

export const QUIET_HOURS = 'quiet-hours'

function timing({ purpose, notBefore }: Draft, { now, place }: Queueing): Pick<QueuedDraft, 'reason' | 'notBefore'> {
  const wanted = notBefore && notBefore > now ? notBefore : now
  const leaves = leavesAt(purpose, wanted, place)
  return leaves > wanted ? { reason: QUIET_HOURS, notBefore: leaves } : { reason: null, notBefore: notBefore ?? null }
}

function recipientOfDraft({ purpose }: Draft, recipients: Recipients): Recipient {
  return isOwnersNotice(purpose)
    ? { optedOut: recipients.ownerOptedOut, unreachable: recipients.ownerUnreachable }
    : { optedOut: recipients.customerOptedOut }
}

/** The founder's copy of what an owner was not told, and why. */
export function ownerNotTold(body: string, because: string): string {
  return quoteToFit(body, REPLY_SEGMENTS, (quoted) => `OWNER_NOT_TOLD (${because}). ${quoted}`)
}

/** What an owner could not be told, the founder is. One a day for the same subject. */
export function founderInstead(
  body: string,
  because: string,
  of: { subject: string; day: string; addresses: Pick<Addresses, 'systemNumber' | 'founderPhone'> },
): QueuedDraft {
  const text = ownerNotTold(body, because)
  return {
    dedupeKey: `alert:OWNER_NOT_TOLD:${of.subject}:${of.day}`,
    purpose: 'alert',
    from: of.addresses.systemNumber,
    to: of.addresses.founderPhone,
    body: text,
    ...measure(text),
    state: 'READY',
    reason: null,
    notBefore: null,
  }
}

function addressOf(purpose: Purpose, addresses: Addresses): { from: string; to: string } {
  if (purpose === 'owner-reply' || recipientOf(purpose) === 'customer')
    return { from: addresses.ourNumber, to: addresses.phone }
  if (purpose === 'alert') return { from: addresses.systemNumber, to: addresses.founderPhone }
  return { from: addresses.systemNumber, to: addresses.ownerPhone ?? addresses.founderPhone }
}
