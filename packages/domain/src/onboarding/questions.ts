/** Each state's reader: what a text comes to as an answer to the question that is put. Rules alone; no state is chosen here. */
import type { Region } from '../region.ts'
import {
  claimsPaid,
  introduced,
  isDone,
  readBusinessAndOwner,
  readBusinessName,
  readNotificationPreference,
  readOwnerName,
  readPhoneType,
} from './read-answers.ts'
import { readTradeAndTown } from './read-trade-and-town.ts'
import type { Collected, Field } from './standing.ts'
import type { OnboardingState } from './states.ts'

export type Reading =
  /** `ahead`: of these fields, those that answer later questions. */
  | { kind: 'answer'; sets: Partial<Collected>; ahead?: readonly Field[] }
  /** Some of it: kept, and the rest asked for. */
  | { kind: 'part'; sets: Partial<Collected>; lacks: Lacking }
  /** The owner says that it is paid; Stripe is asked. */
  | { kind: 'claims-paid' }
  | { kind: 'no-answer' }

export type Lacking = 'trade' | 'town' | 'state' | 'served-country'

export interface Asked {
  collected: Collected
  /** The country of the owner's phone; null: one we do not serve. */
  home: Region | null
}

export interface Question {
  /** What a person could text; the second is for who did not take the first. */
  examples: readonly [string, string]
  read: (text: string, asked: Asked) => Reading
  /** The AI may propose a value for it. */
  proposable: boolean
}

const noAnswer: Reading = { kind: 'no-answer' }

const answer = <F extends Field>(field: F, value: Collected[F] | null): Reading =>
  value === null ? noAnswer : { kind: 'answer', sets: { [field]: value } }

export const questions: Readonly<Record<OnboardingState, Question>> = {
  S1_BUSINESS_TYPE_LOCATION: {
    examples: ['Plumber in Leeds', 'Electrician, Austin TX'],
    read: readFirstAnswer,
    proposable: true,
  },
  S2_BUSINESS_NAME: {
    examples: ['Leeds Plumbing', 'Smith & Sons Roofing'],
    read: (text) => {
      const both = readBusinessAndOwner(text)
      if (both) return { kind: 'answer', sets: both, ahead: ['ownerName'] }
      return introduced(text) ? noAnswer : answer('businessName', readBusinessName(text))
    },
    proposable: true,
  },
  S3_OWNER_NAME: {
    examples: ['Dave', 'Dave Smith'],
    read: (text) => answer('ownerName', readOwnerName(text)),
    proposable: true,
  },
  S4_NOTIFICATION_PREF: {
    examples: ['1', 'SMS'],
    read: (text) => answer('notificationPreference', readNotificationPreference(text)),
    proposable: true,
  },
  S5_CONFIRM_LIVE: {
    examples: ['READY', 'PAID'],
    read: (text) => (claimsPaid(text) ? { kind: 'claims-paid' } : noAnswer),
    proposable: false,
  },
  S6_PHONE_TYPE: {
    examples: ['1', 'Android'],
    read: (text) => answer('phoneType', readPhoneType(text)),
    proposable: true,
  },
  S7_FWD_SENT: { examples: ['DONE', 'READY'], read: readDone, proposable: true },
  S8_FWD_CONFIRM: { examples: ['DONE', 'READY'], read: readDone, proposable: false },
  S9_TEST_CALL: { examples: ['MENU', 'BACK'], read: () => noAnswer, proposable: false },
  COMPLETE: { examples: ['MENU', 'LEADS'], read: () => noAnswer, proposable: false },
}

function readDone(text: string): Reading {
  return isDone(text) ? { kind: 'answer', sets: {} } : noAnswer
}

function readFirstAnswer(text: string, { collected, home }: Asked): Reading {
  const { name, rest } = withoutOwner(text)
  const known = { home, businessType: collected.businessType, place: collected.serviceLocation !== null }
  const read = readTradeAndTown(rest, known)
  const named = name ? { ownerName: name } : {}
  const sets: Partial<Collected> = {
    ...named,
    ...(read.businessType ? { businessType: read.businessType } : {}),
    ...(read.place ?? {}),
  }
  const all = { ...collected, ...sets }
  if (read.businessType || read.place) {
    if (all.businessType && all.serviceLocation) {
      return { kind: 'answer', sets, ...(name ? { ahead: ['ownerName'] as const } : {}) }
    }
    const lacks = all.businessType
      ? read.whichState
        ? 'state'
        : home || all.region
          ? 'town'
          : 'served-country'
      : 'trade'
    return { kind: 'part', sets, lacks }
  }
  return noAnswer
}

/** "I'm Dave, plumber in Leeds": the name is kept for its own question. */
function withoutOwner(text: string): { name: string | null; rest: string } {
  const parts = text.split(/\s*(?:[,.;\n]|\s-\s)\s*/)
  const at = parts.findIndex((part) =>
    /^(?:hi,? |hello,? |hey,? )?(?:i'm|im|i am|my name(?:'s| is)) \p{L}+(?: \p{L}+)?$/iu.test(part),
  )
  const part = (parts[at] ?? '').replace(/^(?:hi|hello|hey),? /i, '')
  const name = at === -1 || parts.length < 2 ? null : introduced(part)
  return name ? { name, rest: parts.filter((_, n) => n !== at).join(', ') } : { name: null, rest: text }
}
