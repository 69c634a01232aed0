/** Runs the rules on one case of a corpus, as a customer's first text: what DIAL, FLOW and the opt-out words say. */
import type { Intent, TextsQuestion } from '../pipeline/brain.ts'
import { dialByRules, flowByRules } from './answers.ts'
import { readOptWords } from './opt-out-words.ts'
import { readRequestedTime } from './requested-time.ts'

/** What a careful person would accept; absent where the case does not ask. */
export interface Expectation {
  intent?: readonly Intent[]
  pages?: boolean
  optOut?: boolean
  location?: string | null
  name?: string | null
  time?: { day: string; hour?: number } | null
}

export interface Case {
  id: string
  suite: string
  text: string
  /** Local date and time, without a zone, at which the text is read. */
  ref?: string
  locale?: string
  expect?: Expectation
}

export interface Prediction {
  id: string
  intent: Intent
  confidence: number
  optOut: boolean
  location: string | null
  name: string | null
  jobType: string | null
  requestedTime: string | null
  /** ISO local date or date-time. */
  resolvedTime: string | null
}

/** `clock` stands in where the case has no `ref`. A local time is read as UTC, so that no zone moves it. */
export function predictByRules(each: Case, clock: Date): Prediction {
  const question = asked(each, clock)
  const { intent, confidence } = dialByRules(question).value
  const facts = flowByRules(question).value
  return {
    id: each.id,
    intent,
    confidence,
    optOut: readOptWords(each.text) === 'out',
    location: facts.location,
    name: facts.name,
    jobType: facts.jobType,
    requestedTime: facts.requestedTime,
    resolvedTime: readRequestedTime(each.text, question)?.resolved ?? null,
  }
}

function asked(each: Case, clock: Date): TextsQuestion {
  return {
    texts: [each.text],
    asked: null,
    thread: [],
    region: each.locale === 'en-US' ? 'US' : 'GB',
    timezone: 'UTC',
    now: each.ref ? new Date(`${each.ref}Z`) : clock,
  }
}
