/**
 * RUNE decides, by a table and never by an AI. The first row whose conditions hold is the decision; a test walks every
 * combination of conditions and finds exactly one answer for each.
 */
import type { Askable, Facts, Intent, Say, Screening } from './brain.ts'
import type { Decision } from './turn.ts'

export const actions = [
  'SEND_BOOKING_LINK',
  'SEND_CLARIFY_QUESTION',
  'SEND_POLITE_DECLINE',
  'SEND_BOOKING_AND_ALERT',
] as const
export type Action = (typeof actions)[number]

/** Everything RUNE looks at, each with few values, so that the table can be enumerated whole. */
export interface Situation {
  /** The rules found a danger in the customer's own words. */
  danger: boolean
  screening: Screening
  intent: Intent
  jobTypeKnown: boolean
  hasLink: boolean
  linkSent: boolean
  /** Said to be urgent before: the owner knows of this lead. */
  alerted: boolean
  /** The customer has a job open with the client. */
  leadOpen: boolean
  /** The turn is a thank-you or goodbye. */
  thanks: boolean
  closedPolitely: boolean
  /** The next question not yet asked; null when there is none, or two went unanswered. */
  ask: Askable | null
  handedOver: boolean
  /** What the turn adds to the open lead, or corrects in it; nothing where none is open. */
  changed: readonly (keyof Facts)[]
}

export type RuleName =
  | 'urgent-or-danger'
  | 'silence-the-unsafe'
  | 'thanks-answered-once'
  | 'thanks-already-answered'
  | 'decline'
  | 'clarify'
  | 'hand-over'
  | 'booking-link'
  | 'acknowledge'
  | 'owner-will-be-in-touch'

interface Row {
  rule: RuleName
  when: (s: Situation) => boolean
  decide: (s: Situation) => Omit<Decision, 'rule'>
}

const isUnsafe = (s: Situation) => s.screening === 'SPAM' || s.screening === 'SCAM' || s.screening === 'INJECTION'
const isSilenced = (s: Situation) => isUnsafe(s) || s.screening === 'ABUSIVE'
const isThanked = (s: Situation) => s.screening === 'ALLOWED' && s.intent === 'NON_LEAD' && s.thanks
const isDeclined = (s: Situation) => s.screening !== 'ALLOWED' || s.intent === 'NON_LEAD'
/** News about a known job is an answer, however little of a sentence it is: "make it Wednesday". */
const isUnclear = (s: Situation) => !s.jobTypeKnown || (s.intent === 'UNCLEAR' && s.changed.length === 0)
/** Wants nothing now ("found somebody"), but "we're unable to assist" would be wrong to say to them. */
const isCourtesy = (s: Situation) => s.screening === 'ALLOWED' && s.leadOpen

const silence = { action: 'SEND_POLITE_DECLINE', say: null, tellOwner: null } as const
const saying = (action: Action, say: Say): Omit<Decision, 'rule'> => ({ action, say, tellOwner: null })

export const table: readonly Row[] = [
  {
    rule: 'urgent-or-danger',
    when: (s) => (s.intent === 'URGENT' || s.danger) && !isUnsafe(s),
    decide: (s) => ({
      action: 'SEND_BOOKING_AND_ALERT',
      say: { kind: 'booking-and-alert', withLink: s.hasLink && !s.linkSent, again: s.alerted },
      tellOwner: 'urgent',
    }),
  },
  { rule: 'silence-the-unsafe', when: isSilenced, decide: () => silence },
  {
    rule: 'thanks-already-answered',
    when: (s) => isThanked(s) && s.closedPolitely,
    decide: () => silence,
  },
  {
    rule: 'thanks-answered-once',
    when: isThanked,
    decide: () => saying('SEND_POLITE_DECLINE', { kind: 'closing' }),
  },
  {
    rule: 'decline',
    when: isDeclined,
    decide: (s) => saying('SEND_POLITE_DECLINE', { kind: isCourtesy(s) ? 'closing' : 'decline' }),
  },
  {
    rule: 'clarify',
    when: (s) => isUnclear(s) && s.ask !== null,
    decide: (s) => saying('SEND_CLARIFY_QUESTION', { kind: 'clarify', ask: s.ask ?? 'what' }),
  },
  {
    rule: 'hand-over',
    when: isUnclear,
    decide: (s) => ({
      action: 'SEND_CLARIFY_QUESTION',
      say: { kind: 'hand-over', again: s.handedOver },
      tellOwner: 'hand-over',
    }),
  },
  {
    rule: 'acknowledge',
    when: (s) => s.hasLink && s.linkSent,
    decide: (s) => saying('SEND_BOOKING_LINK', { kind: 'acknowledge', changed: s.changed }),
  },
  {
    rule: 'booking-link',
    when: (s) => s.hasLink,
    decide: () => saying('SEND_BOOKING_LINK', { kind: 'booking-link' }),
  },
  {
    rule: 'owner-will-be-in-touch',
    when: () => true,
    decide: () => ({ action: 'SEND_BOOKING_LINK', say: { kind: 'owner-will-be-in-touch' }, tellOwner: 'no-link' }),
  },
]

export function rune(situation: Situation): Decision {
  for (const row of table) if (row.when(situation)) return { rule: row.rule, ...row.decide(situation) }
  throw new Error('RUNE has no row for this situation; its last row must always hold')
}
