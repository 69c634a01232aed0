/** VAULT: what is kept of a turn. The lead's next state and every change to it, and the texts to be queued. */
import { recipientOf } from '../outbox/purpose.ts'
import type { Danger } from '../rules/danger.ts'
import type { Facts } from './brain.ts'
import { factNames, mergeFacts, noFacts } from './flow.ts'
import { type OwnerTextReason, ownerText } from './owner-texts.ts'
import { safetyLineFor } from './safety-line.ts'
import type { Decision, Draft, LeadChange, LeadState, OpenLead, Turn, Verdict, Worded } from './turn.ts'

/** At most one owner's alert per lead in this time; it says what is new. */
export const ALERT_AGAIN_MS = 30 * 60_000

/** Of the customer's earlier texts, so many go along with the next news: an alert that waits is replaced by it. */
const EARLIER_TEXTS = 3

type Kept = Pick<Verdict, 'outcome' | 'lead' | 'drafts'>

interface Made {
  decision: Decision
  danger: Danger | null
  said: Facts
  worded: Worded
}

export function vault(turn: Turn, made: Made): Kept {
  const { facts, changed } = mergeFacts(turn.lead?.facts ?? noFacts, made.said)
  const alertAt = isAlarming(turn, made.decision, changed.length > 0) ? nextAlert(turn, made, facts) : null
  const drafts = [
    ...safetyDrafts(turn, made),
    ...replyDrafts(made.worded),
    ...ownerDrafts(turn, { decision: made.decision, facts, alertAt }),
  ]
  const answered = drafts.some((draft) => recipientOf(draft.purpose) === 'customer')
  return {
    outcome: answered ? 'ANSWERED' : 'SILENT',
    lead: leadChange(turn.lead, { decision: made.decision, facts, alertAt }),
    drafts,
  }
}

/** What is urgent, and anything new on a lead that is. */
function isAlarming(turn: Turn, decision: Decision, isNews: boolean): boolean {
  if (decision.action === 'SEND_POLITE_DECLINE') return false
  return decision.tellOwner === 'urgent' || (turn.lead?.state === 'URGENT' && isNews)
}

function safetyDrafts(turn: Turn, { danger, decision }: Made): Draft[] {
  const line = danger && decision.tellOwner === 'urgent' ? safetyLineFor(turn.client.region, danger.kind) : null
  return line ? [{ key: 'safety-line', purpose: 'safety-line', body: line }] : []
}

function replyDrafts({ reply }: Worded): Draft[] {
  return reply === null ? [] : [{ key: 'reply', purpose: 'reply', body: reply }]
}

function ownerDrafts(turn: Turn, made: { decision: Decision; facts: Facts; alertAt: Date | null }): Draft[] {
  const { decision, facts, alertAt } = made
  if (alertAt) return [urgentDraft(turn, facts, alertAt)]
  if (decision.tellOwner === null) return []
  return [{ key: 'owner', purpose: 'owner-notice', body: aboutTurn(decision.tellOwner, turn, facts) }]
}

/**
 * The first alert of a lead goes at once, and so do a danger to life not told before and the address that was missing;
 * what else is new is gathered into one more, half an hour later.
 */
function nextAlert(turn: Turn, made: Made, facts: Facts): Date {
  const last = turn.lead?.state === 'URGENT' ? turn.lead.alertedAt : null
  if (last === null || isNewDanger(turn, made) || (turn.lead?.facts.location === null && facts.location !== null))
    return turn.now
  if (last > turn.now) return last
  return new Date(Math.max(turn.now.getTime(), last.getTime() + ALERT_AGAIN_MS))
}

/** The safety line for it has not been sent in what we remember of this conversation. */
function isNewDanger(turn: Turn, made: Made): boolean {
  return safetyDrafts(turn, made).some(
    ({ body }) => !turn.thread.some((line) => line.from === 'business' && line.body === body),
  )
}

function urgentDraft(turn: Turn, facts: Facts, at: Date): Draft {
  const purpose = 'owner-urgent'
  if (turn.lead?.state !== 'URGENT') return { key: 'owner', purpose, body: aboutTurn('urgent', turn, facts) }
  const body = aboutTurn('urgent-news', turn, facts)
  if (at <= turn.now) return { key: 'owner', purpose, body }
  return { key: `lead-news:${turn.lead.id}:${at.getTime()}`, purpose, body, notBefore: at }
}

/** News takes earlier texts along, the newest first, since it may take the place of an alert that still waits. */
function aboutTurn(reason: OwnerTextReason, turn: Turn, facts: Facts): string {
  const now = turn.texts.map((text) => text.body)
  const earlier = turn.thread.filter((line) => line.from === 'customer').map((line) => line.body)
  return ownerText(reason, {
    customerPhone: turn.customerPhone,
    customerName: facts.name ?? turn.customerName,
    facts,
    words: reason === 'urgent-news' ? [...now, ...earlier.slice(-EARLIER_TEXTS).reverse()] : now,
    photos: turn.texts.reduce((count, text) => count + text.media.length, 0),
  })
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
  const kept = decision.action === 'SEND_POLITE_DECLINE' ? before : facts
  const changes = factNames
    .filter((name) => kept[name] !== before[name])
    .map((name) => [name, { from: before[name], to: kept[name] }])
  return {
    state: nextState(lead?.state ?? 'NEW', decision, lead?.linkSentAt != null),
    facts: kept,
    asked: say?.kind === 'clarify' ? [...(lead?.asked ?? []), say.ask] : (lead?.asked ?? []),
    clarifications: clarificationsAfter(lead?.clarifications ?? 0, decision),
    handedOver: say?.kind === 'hand-over' || (lead?.handedOver ?? false),
    linkSent: say?.kind === 'booking-link' || (say?.kind === 'booking-and-alert' && say.withLink),
    alertedAt: alertAt ?? lead?.alertedAt ?? null,
    changes: Object.fromEntries(changes),
  }
}

/** Questions in a row that brought no answer: an answer clears them; a thank-you or a hand-over is none. */
function clarificationsAfter(before: number, { action, say }: Decision): number {
  if (say?.kind === 'clarify') return before + 1
  return action === 'SEND_POLITE_DECLINE' || say?.kind === 'hand-over' ? before : 0
}
