// What an AI service can give in place of an answer, and what must come of each. docs/ai.md shows it; the wire's test
// and the path's test go through it.
import type { AiFailure, ServiceWord } from '@jobrun/domain/pipeline/brain'
import type { AiFailure as Spoilt } from '@jobrun/simulators/openai/failures'

export interface BadAnswer {
  why: AiFailure
  /** How often the service is asked: a second time only where that may help and there is time. */
  calls: 1 | 2
  service: Exclude<ServiceWord, 'not-asked'>
  /** Whether tokens were used that we know of. */
  paid: boolean
  /** Where only one of the questions can be spoilt like this. */
  only?: 'dial'
}

const answered = { calls: 1, service: 'answered', paid: true } as const
const failed = { calls: 1, service: 'failed', paid: false } as const
const triedTwice = { calls: 2, service: 'failed', paid: false } as const

export const badAnswers: Readonly<Record<Exclude<Spoilt, 'obey'>, BadAnswer>> = {
  refuse: { why: 'refused', ...answered },
  'no-content': { why: 'refused', ...answered },
  length: { why: 'truncated', ...answered },
  'content-filter': { why: 'filtered', ...answered },
  toolcall: { why: 'tool-call', ...answered },
  empty: { why: 'empty', ...answered },
  junk: { why: 'junk', ...answered },
  fenced: { why: 'junk', ...answered },
  'wrong-enum': { why: 'wrong-shape', ...answered },
  missing: { why: 'wrong-shape', ...answered },
  extra: { why: 'wrong-shape', ...answered },
  strings: { why: 'wrong-shape', ...answered, only: 'dial' },
  'content-type': { why: 'junk', ...answered, paid: false },
  '400': { why: 'rejected', ...answered, paid: false },
  '401': { why: 'rejected', ...failed },
  '403': { why: 'rejected', ...failed },
  '404': { why: 'rejected', ...failed },
  '408': { why: 'service-error', ...triedTwice },
  '409': { why: 'service-error', ...triedTwice },
  '500': { why: 'service-error', ...triedTwice },
  '503': { why: 'service-error', ...triedTwice },
  '429': { why: 'throttled', ...triedTwice },
  '429-bare': { why: 'throttled', ...triedTwice },
  '429-later': { why: 'throttled', ...failed },
  slow: { why: 'late', ...failed },
  hang: { why: 'late', ...failed },
  trickle: { why: 'late', ...failed },
  drop: { why: 'unreachable', ...triedTwice },
  half: { why: 'unreachable', ...triedTwice },
}

export const badWords = Object.keys(badAnswers) as (keyof typeof badAnswers)[]
