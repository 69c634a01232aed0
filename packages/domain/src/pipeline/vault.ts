/** VAULT: what is kept of a turn. The lead's next state and every change to it, and the texts to be queued. */
import { recipientOf } from '../outbox/purpose.ts'
import type { Danger } from '../rules/danger.ts'
import type { Facts } from './brain.ts'
import { factNames, mergeFacts, noFacts } from './flow.ts'
import { ownerText } from './owner-texts.ts'
import { isMortal, safetyLine } from './safety-line.ts'
import type { Decision, Draft, LeadChange, LeadState, OpenLead, Turn, Verdict, Worded } from './turn.ts'

/** At most one owner's alert per lead in this time; it says what is new. */
export const ALERT_AGAIN_MS = 30 * 60_000

type Kept = Pick<Verdict, 'outcome' | 'lead' | 'drafts'>

export function vault(
  turn: Turn,
  input: { decision: Decision; danger: Danger | null; said: Facts; worded: Worded },
): Kept {
  const { decision, danger, said, worded } = input
  const { facts, changed } = mergeFacts(turn.lead?.facts ?? noFacts, said)
  const drafts: Draft[] = []
  if (danger && isMortal(danger.kind) && decision.tellOwner === 'urgent') {
    drafts.push({ key: 'safety-line', purpose: 'safety-line', body: safetyLine(turn.client.region, danger.kind) })
  }
  if (worded.reply !== null) drafts.push({ key: 'reply', purpose: 'reply', body: worded.reply })
  const news = turn.lead?.state === 'URGENT' && changed.length > 0 && decision.action !== 'SEND_POLITE_DECLINE'
  const alertAt = decision.tellOwner === 'urgent' || news ? nextAlert(turn) : null
  if (alertAt) drafts.push(urgentDraft(turn, facts, alertAt))
  else if (decision.tellOwner !== null) {
    drafts.push({
      key: 'owner',
      purpose: 'owner-notice',
      body: ownerText(decision.tellOwner, aboutCustomer(turn, facts)),
    })
  }
  const answered = drafts.some((draft) => recipientOf(draft.purpose) === 'customer')
  return {
    outcome: answered ? 'ANSWERED' : 'SILENT',
    lead: leadChange(turn.lead, { decision, facts, alertAt }),
    drafts,
  }
}

/** The first alert of a lead goes at once; what is new after it is gathered into one more, half an hour later. */
function nextAlert(turn: Turn): Date {
  const last = turn.lead?.state === 'URGENT' ? turn.lead.alertedAt : null
  if (last === null) return turn.now
  const next = last > turn.now ? last.getTime() : last.getTime() + ALERT_AGAIN_MS
  return new Date(Math.max(turn.now.getTime(), next))
}

function urgentDraft(turn: Turn, facts: Facts, at: Date): Draft {
  const later = at > turn.now
  const body = ownerText(later ? 'urgent-news' : 'urgent', aboutCustomer(turn, facts))
  if (!later) return { key: 'owner', purpose: 'owner-urgent', body }
  return { key: `lead-news:${turn.lead?.id}:${at.getTime()}`, purpose: 'owner-urgent', body, notBefore: at }
}

function aboutCustomer(turn: Turn, facts: Facts) {
  return {
    customerPhone: turn.customerPhone,
    customerName: facts.name ?? turn.customerName,
    facts,
    words: turn.texts.map((text) => text.body),
    photos: turn.texts.reduce((count, text) => count + text.media.length, 0),
  }
}

/** The state that a decision moves a lead to. */
export function nextState(from: LeadState, decision: Decision, linkSentBefore: boolean): LeadState {
  switch (decision.action) {
    case 'SEND_POLITE_DECLINE':
      return from === 'NEW' ? 'CLOSED' : from
    case 'SEND_BOOKING_AND_ALERT':
      return 'URGENT'
    case 'SEND_CLARIFY_QUESTION':
      return from === 'NEW' ? 'NEEDS_INFO' : from
    case 'SEND_BOOKING_LINK':
      if (from === 'NEW' || from === 'NEEDS_INFO') return 'QUALIFIED'
      return from === 'QUALIFIED' && linkSentBefore ? 'AWAITING_BOOKING' : from
  }
}

function leadChange(
  lead: OpenLead | null,
  made: { decision: Decision; facts: Facts; alertAt: Date | null },
): LeadChange {
  const { decision, facts, alertAt } = made
  const before = lead?.facts ?? noFacts
  const { say } = decision
  const declined = decision.action === 'SEND_POLITE_DECLINE'
  const kept = declined ? before : facts
  const changes = factNames
    .filter((name) => kept[name] !== before[name])
    .map((name) => [name, { from: before[name], to: kept[name] }])
  const asks = say?.kind === 'clarify'
  return {
    state: nextState(lead?.state ?? 'NEW', decision, lead?.linkSentAt != null),
    facts: kept,
    asked: asks ? [...(lead?.asked ?? []), say.ask] : (lead?.asked ?? []),
    clarifications: asks
      ? (lead?.clarifications ?? 0) + 1
      : declined || say?.kind === 'hand-over'
        ? (lead?.clarifications ?? 0)
        : 0,
    handedOver: say?.kind === 'hand-over' || (lead?.handedOver ?? false),
    linkSent: say?.kind === 'booking-link' || (say?.kind === 'booking-and-alert' && say.withLink),
    alertedAt: alertAt ?? lead?.alertedAt ?? null,
    changes: Object.fromEntries(changes),
  }
}
