/** Where an owner stands, what happens to them, and what we intend to do about it: values only. */
import type { Region } from '../region.ts'
import type { OnboardingState } from './states.ts'

export const phoneTypes = ['iphone', 'android', 'landline'] as const
export type PhoneType = (typeof phoneTypes)[number]

/** What owners have told us. A field is overwritten by a later answer, and never emptied. */
export interface Collected {
  businessType: string | null
  serviceLocation: string | null
  region: Region | null
  timezone: string | null
  businessName: string | null
  ownerName: string | null
  notificationPreference: string | null
  phoneType: PhoneType | null
}
export type Field = keyof Collected

export const nothingCollected: Collected = {
  businessType: null,
  serviceLocation: null,
  region: null,
  timezone: null,
  businessName: null,
  ownerName: null,
  notificationPreference: null,
  phoneType: null,
}

export interface Standing {
  state: OnboardingState
  enteredAt: Date
  collected: Collected
  /** The owner's mobile, E.164. */
  ownerPhone: string
  /** As billing has it: paid or trialling. */
  paid: boolean
  /** The client's number from the pool. */
  ownNumber: string | null
  /** Forwarding was proven by a call. */
  proven: boolean
  /** Answers refused since the question was put. */
  rejections: number
  /** Since the question was put a person of ours was told. */
  handedOver: boolean
  /** Told ahead of their questions, which are then not put. */
  ahead: readonly Field[]
  /** What answered the question before this one. */
  lastAnswer: { words: string; at: Date } | null
  /** A call of which the owner was asked whether it was theirs. */
  pendingCall: { callSid: string; ending: string | null } | null
  /** Paid, and told that no number is free yet. */
  waitsForNumber: boolean
  nudges: number
  /** When the owner is reminded next; null: not at all. */
  nudgeAt: Date | null
  completedAt: Date | null
}

/** A value that an AI read from the owner's words, for the question of that state alone. */
export interface Proposal {
  state: OnboardingState
  value: string
}

export type OperatorsAct = 'advance' | 'back' | 'restart' | 'complete' | 'confirm-test-call' | 'resend'

export type OnboardingEvent =
  /** One turn of the owner's texts, oldest first; the first of all starts the onboarding. */
  | { kind: 'said'; texts: readonly string[]; proposal: Proposal | null }
  /** Billing's word, whenever it comes and however often. `isNew`: it was not so before; `asked`: the owner had us look. */
  | { kind: 'payment-changed'; paid: boolean; isNew?: boolean; asked?: boolean }
  | { kind: 'number-allocated'; number: string }
  | { kind: 'pool-empty' }
  /** The client has no number any more, so its forwarding leads nowhere. */
  | { kind: 'number-released' }
  /** A call to the client's own number. */
  | {
      kind: 'call-arrived'
      callSid: string
      /** `known`: Twilio names the owner's phone or the business's; `other`: another; `untold`: the carrier is silent. */
      forwardedFrom: 'known' | 'other' | 'untold'
      callerIsOwner: boolean
      /** Last digits of the caller; null: withheld. */
      callerEnding: string | null
    }
  | { kind: 'nudge-due' }
  | { kind: 'operator'; act: OperatorsAct; force: boolean }

export type Effect =
  /** A text to the owner. `by-day`: it answers nothing, so it waits for 08:00. */
  | { kind: 'say'; when: 'now' | 'by-day'; body: string }
  /** See to it that the owner's short link leads to a checkout that is open. */
  | { kind: 'prepare-payment' }
  /** Ask Stripe once more; what it says comes back as `payment-changed` with `asked`. */
  | { kind: 'ask-payment' }
  /** Take a number from the pool; comes back as `number-allocated` or `pool-empty`. */
  | { kind: 'allocate-number'; region: Region }
  /** A person of ours has to look. Once per type, client and day. */
  | { kind: 'tell-founder'; type: FounderMatter; words: string }

export type FounderMatter = 'OWNER_STUCK' | 'OWNER_ASKS' | 'OWNER_ABROAD' | 'OWNER_LIVE' | 'ONBOARDING_GAP'

export interface Move {
  from: OnboardingState
  to: OnboardingState
  because: string
}

export interface Advanced {
  standing: Standing
  moves: readonly Move[]
  effects: readonly Effect[]
  /** What was made of the event, in a few words, for the history. */
  outcome: string
  /** For an operator whose act was not possible: why, as a sentence. */
  refused: string | null
}

/** What the machine has to know of the time and of us. */
export interface Terms {
  now: Date
  /** The owner's short link, ours, which leads to Stripe's checkout. */
  paymentLink: string
  /** As it is written: "£49". */
  monthlyPrice: string
  trialDays: number
}
