/** What the pipeline is given for one turn, and what it gives back. Values only: nothing here reads or writes. */

import type { Fact } from '../grounding/fact.ts'
import type { Grounding, OpenQuestion } from '../grounding/ground.ts'
import type { Switches } from '../outbox/gate.ts'
import type { Purpose } from '../outbox/purpose.ts'
import type { Region } from '../region.ts'
import type { Danger } from '../rules/danger.ts'
import type { Answer, Askable, Dialled, Facts, Say, Screening, ThreadLine } from './brain.ts'
import type { ClientTemplates } from './client-templates.ts'
import type { Missing } from './guard.ts'
import type { Action, RuleName } from './rune.ts'

export const leadStates = ['NEW', 'NEEDS_INFO', 'QUALIFIED', 'URGENT', 'AWAITING_BOOKING', 'CLOSED'] as const
export type LeadState = (typeof leadStates)[number]

export interface ClientInTurn {
  id: string
  businessName: string
  ownerName: string | null
  ownerPhone: string
  region: Region
  timezone: string
  bookingUrl: string | null
  /** Its own words in place of our templates. */
  templates?: ClientTemplates | undefined
  switches: Switches
  missing: readonly Missing[]
  /** Paid, trialling or within grace. */
  paid: boolean
}

export interface OpenLead {
  id: string
  state: LeadState
  facts: Facts
  asked: readonly Askable[]
  clarifications: number
  handedOver: boolean
  linkSentAt: Date | null
  alertedAt: Date | null
}

export interface TurnText {
  seq: number
  body: string
  media: readonly { url: string; contentType: string }[]
}

export interface Turn {
  now: Date
  client: ClientInTurn
  customerPhone: string
  customerName: string | null
  lead: OpenLead | null
  /** Oldest first; words that only switch texts off or on are not among them. */
  texts: readonly TurnText[]
  /** Of the client's, those that a question in the texts may be about; few, and none where nothing is asked. */
  clientFacts: readonly Fact[]
  thread: readonly ThreadLine[]
  /** Our last text was a closing line, within the last day. */
  closedPolitely: boolean
}

/** A text to be queued; who it goes to follows from its purpose. */
export interface Draft {
  /**
   * Unique within its turn; with a colon, unique among all messages ever, and a later draft of the same key that
   * has not left yet takes the place of the earlier one.
   */
  key: string
  purpose: Purpose
  body: string
  /** Not to leave before; at once when absent. */
  notBefore?: Date
}

export interface LeadChange {
  state: LeadState
  facts: Facts
  asked: readonly Askable[]
  clarifications: number
  handedOver: boolean
  linkSent: boolean
  /** When the owner was, or will be, last alerted. */
  alertedAt: Date | null
  /** Field → what it was and is; only what changed. */
  changes: Readonly<Record<string, { from: string | null; to: string | null }>>
}

export interface Decision {
  rule: RuleName
  action: Action
  /** null: silence, recorded. */
  say: Say | null
  /** Why the owner is told, if at all. */
  tellOwner: 'urgent' | 'hand-over' | 'no-link' | 'question' | null
}

export interface Worded {
  reply: string | null
  answer: Answer<string> | null
  /** What the words' check found in a draft that was replaced by the template. */
  faults: readonly string[]
  /** The client's sentences that the reply holds, and the question that it leaves to the owner. */
  quoted: readonly string[]
  open: OpenQuestion | null
}

export interface Verdict {
  outcome: 'ANSWERED' | 'SILENT'
  decision: Decision
  danger: Danger | null
  /** An order to the machine that the rules found; it counts whatever the AI says, unless there is a danger. */
  injection: { words: string; because: string } | null
  /** What was asked about the business, and what of it the reply answers. */
  grounding: Grounding
  answers: { sentinel: Answer<Screening>; dial: Answer<Dialled>; flow: Answer<Facts> }
  worded: Worded
  lead: LeadChange
  drafts: readonly Draft[]
}
