/** Runs a brain on one case of a corpus, as a customer's first text: what DIAL, FLOW and the opt-out words say. */
import type { Answer, Brain, Dialled, Facts, Intent, Screening, TextsQuestion } from '../pipeline/brain.ts'
import { groundedFacts } from '../pipeline/flow.ts'
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
  const facts = flowByRules(question).value
  const resolvedTime = readRequestedTime(each.text, question)?.resolved ?? null
  return prediction(each, dialByRules(question).value, { ...facts, resolvedTime })
}

/** What the first three questions got for an answer, and what follows for the case. */
export interface Predicted {
  prediction: Prediction
  answers: { sentinel: Answer<Screening>; dial: Answer<Dialled>; flow: Answer<Facts> }
}

/** As a turn asks: the three side by side, facts kept only where the text bears them out. Opt-outs are never asked. */
export async function predictByBrain(brain: Brain, each: Case, clock: Date): Promise<Predicted> {
  const question = asked(each, clock)
  const [sentinel, dial, flow] = await Promise.all([
    brain.sentinel(question),
    brain.dial(question),
    brain.flow(question),
  ])
  const facts = groundedFacts(flow.value, question.texts)
  const resolvedTime = readRequestedTime(facts.requestedTime ?? '', question)?.resolved ?? null
  return {
    prediction: prediction(each, dial.value, { ...facts, resolvedTime }),
    answers: { sentinel, dial, flow },
  }
}

function prediction(
  { id, text }: Case,
  { intent, confidence }: Dialled,
  facts: Facts & { resolvedTime: string | null },
): Prediction {
  const { location, name, jobType, requestedTime, resolvedTime } = facts
  const optOut = readOptWords(text) === 'out'
  return { id, intent, confidence, optOut, location, name, jobType, requestedTime, resolvedTime }
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
