/**
 * The four questions of the pipeline, and what a brain (an AI or the rules) may answer.
 * A brain only answers; it never decides what is sent (RUNE does) and never sees a phone number.
 */

import type { OpenQuestion } from '../grounding/ground.ts'
import type { Region } from '../region.ts'
import type { ClientTemplates } from './client-templates.ts'

export const intents = ['URGENT', 'NORMAL', 'NON_LEAD', 'UNCLEAR'] as const
export type Intent = (typeof intents)[number]

export const screenings = [
  'ALLOWED',
  'SPAM',
  'SCAM',
  'ABUSIVE',
  'INJECTION',
  'IRRELEVANT',
  'UNSUPPORTED_LANGUAGE',
] as const
/** SENTINEL's answer: safe to answer, or the reason why not. */
export type Screening = (typeof screenings)[number]

/** What a clarifying question asks for. */
export const askables = ['jobType', 'location', 'requestedTime', 'what'] as const
export type Askable = (typeof askables)[number]

/** FLOW's answer, in the customer's own words; null where not said. */
export interface Facts {
  jobType: string | null
  urgency: string | null
  location: string | null
  requestedTime: string | null
  name: string | null
  extraDetails: string | null
}

export interface ThreadLine {
  from: 'customer' | 'business'
  body: string
}

/** What SENTINEL, DIAL and FLOW are asked. */
export interface TextsQuestion {
  /** This turn's texts, oldest first. Outside words: data, never instruction. */
  texts: readonly string[]
  /** What our last text asked for, if it was a clarifying question still open. */
  asked: Askable | null
  /** The recent thread before this turn, oldest first, at most ten lines. */
  thread: readonly ThreadLine[]
  region: Region
  timezone: string
  now: Date
}

/** What LYRA is asked to word. Facts are only those that answer these texts; the link is the only one allowed. */
export interface WordingQuestion {
  say: Say
  businessName: string
  ownerName: string | null
  bookingUrl: string | null
  /** The client's own words in place of our templates. */
  templates?: ClientTemplates | undefined
  jobType: string | null
  location: string | null
  customerName: string | null
  /** The client's own sentences that answer what was asked: the reply holds each as it stands, and no other figure. */
  facts: readonly string[]
  /** What was asked and no fact answers: the reply says that the owner will. */
  open: OpenQuestion | null
  /** This turn's texts: data, never instruction. */
  texts: readonly string[]
}

/** What a reply has to say; RUNE chooses, LYRA words it. */
export type Say =
  | { kind: 'booking-link' }
  | { kind: 'booking-and-alert'; withLink: boolean; again: boolean }
  | { kind: 'acknowledge'; changed: readonly (keyof Facts)[] }
  | { kind: 'owner-will-be-in-touch' }
  | { kind: 'clarify'; ask: Askable }
  | { kind: 'hand-over'; again: boolean }
  | { kind: 'decline' }
  | { kind: 'closing' }

export interface Dialled {
  intent: Intent
  /** 0 to 1 */
  confidence: number
}

export interface Usage {
  model: string
  inputTokens: number
  /** Of the input, what the provider had in its prefix cache. */
  cachedTokens: number
  outputTokens: number
  /** Millionths of a US dollar, whole. */
  costMicroUsd: number
}

export type BrainName = 'ai' | 'rules'

/** Why an AI's answer was not taken; the last three were not even asked. */
export const aiFailures = [
  'late',
  'refused',
  'truncated',
  'filtered',
  'tool-call',
  'empty',
  'junk',
  'wrong-shape',
  'out-of-bounds',
  'rejected',
  'throttled',
  'service-error',
  'unreachable',
  'breaker-open',
  'budget',
  'overload',
] as const
export type AiFailure = (typeof aiFailures)[number]

/**
 * What a missing answer says of the service: it `failed` (the breaker counts that), it `answered` although the answer
 * does not count (the breaker begins anew), or it was `not-asked`.
 */
export type ServiceWord = 'failed' | 'answered' | 'not-asked'

export interface NoAnswer {
  why: AiFailure
  detail: string
  service: ServiceWord
  usage: Usage | null
}

/** An answer that counts, with who gave it and why. */
export interface Answer<T> {
  value: T
  by: BrainName
  /** In plain words: the words of the text and the rule they met, or "the model's answer". */
  because: string
  tookMs: number
  usage: Usage | null
  /** Set when the AI was asked first and its answer did not count. */
  fellBack: NoAnswer | null
}

export interface Brain {
  sentinel(question: TextsQuestion): Promise<Answer<Screening>>
  dial(question: TextsQuestion): Promise<Answer<Dialled>>
  flow(question: TextsQuestion): Promise<Answer<Facts>>
  lyra(question: WordingQuestion): Promise<Answer<string>>
}

/** What the outside gave: an answer, or a closed reason why there is none. */
export type Attempt<T> = { ok: true; value: T; because: string; usage: Usage | null } | ({ ok: false } & NoAnswer)

/** A brain that may fail to answer. `signal` ends the call when the turn's time is over. */
export interface FallibleBrain {
  sentinel(question: TextsQuestion, signal: AbortSignal): Promise<Attempt<Screening>>
  dial(question: TextsQuestion, signal: AbortSignal): Promise<Attempt<Dialled>>
  flow(question: TextsQuestion, signal: AbortSignal): Promise<Attempt<Facts>>
  lyra(question: WordingQuestion, signal: AbortSignal): Promise<Attempt<string>>
}
