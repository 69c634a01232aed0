/** From what a turn wants said to rows of the outbox: to whom, from which number, and whether the gate lets it queue. */

import type { Finding } from '../monitor/alert-types.ts'
import type { Draft } from '../pipeline/turn.ts'
import { gate, type Recipient, type Switches } from './gate.ts'
import { isOwnersNotice, type Purpose, recipientOf } from './purpose.ts'
import { leavesAt, type Place } from './quiet-hours.ts'
import { measure } from './segments.ts'

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
  /** What an owner was not told about. */
  subject: string
  clientId: string | null
  now: Date
  /** Where the client is; null when the texts are nobody's customer's. */
  place: Place | null
  addresses: Addresses
  recipients: Recipients
  switches: Switches
}

export interface Queued {
  messages: QueuedDraft[]
  /** What the founder hears of, because an owner cannot. */
  findings: Finding[]
}

export function queueDrafts(drafts: readonly Draft[], queueing: Queueing): Queued {
  const each = drafts.map((draft) => queueDraft(draft, queueing))
  return { messages: each.map(({ message }) => message), findings: each.flatMap(({ finding }) => finding ?? []) }
}

function queueDraft(draft: Draft, queueing: Queueing): { message: QueuedDraft; finding: Finding | null } {
  const answer = gate(queueing.switches, recipientOfDraft(draft, queueing.recipients), draft.purpose)
  const dedupeKey = draft.key.includes(':') ? draft.key : `${queueing.turnKey}:${draft.key}`
  const row = {
    dedupeKey,
    purpose: draft.purpose,
    ...addressOf(draft.purpose, queueing.addresses),
    body: draft.body,
    ...measure(draft.body),
  }
  if (answer.open) return { message: { ...row, state: 'READY', ...timing(draft, queueing) }, finding: null }
  const state = answer.then === 'hold' ? ('HELD' as const) : ('SUPPRESSED' as const)
  const message = { ...row, state, reason: answer.because, notBefore: draft.notBefore ?? null }
  const finding = answer.then === 'founder' ? ownerNotTold({ ...queueing, ...draft, because: answer.because }) : null
  return { message, finding }
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

/** What an owner could not be told, the founder is, and why. */
export function ownerNotTold(of: { subject: string; clientId: string | null; body: string; because: string }): Finding {
  const { subject, clientId, body, because } = of
  return { type: 'OWNER_NOT_TOLD', subject, clientId, name: body.slice(0, 60), words: `(${because}) ${body}` }
}

function addressOf(purpose: Purpose, addresses: Addresses): { from: string; to: string } {
  if (purpose === 'owner-reply' || recipientOf(purpose) === 'customer')
    return { from: addresses.ourNumber, to: addresses.phone }
  if (purpose === 'alert') return { from: addresses.systemNumber, to: addresses.founderPhone }
  return { from: addresses.systemNumber, to: addresses.ownerPhone ?? addresses.founderPhone }
}
