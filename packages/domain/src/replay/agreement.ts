/** Whether two brains said the same of one turn, question by question; null where one of them did not answer. */
import type { Dialled, Facts, Screening } from '../pipeline/brain.ts'
import { groundedFacts } from '../pipeline/flow.ts'

export interface Said {
  sentinel: Screening | null
  dial: Dialled | null
  flow: Facts | null
  /** RUNE's, of these answers; null where one of them is missing. */
  decision: { rule: string; action: string | null } | null
}

export interface Agreement {
  sentinel: boolean | null
  dial: boolean | null
  flow: boolean | null
  decision: boolean | null
}

export function agreementOf(one: Said, other: Said, texts: readonly string[]): Agreement {
  return {
    sentinel: both(one.sentinel, other.sentinel, (a, b) => a === b),
    dial: both(one.dial, other.dial, (a, b) => a.intent === b.intent),
    flow: both(one.flow, other.flow, (a, b) => sameFacts(groundedFacts(a, texts), groundedFacts(b, texts))),
    decision: both(one.decision, other.decision, (a, b) => a.rule === b.rule && a.action === b.action),
  }
}

function both<T>(one: T | null, other: T | null, same: (one: T, other: T) => boolean): boolean | null {
  return one === null || other === null ? null : same(one, other)
}

/**
 * Where, when and who must be the same words, or one within the other ("Leeds" and "12 Elm Road, Leeds"). A job only has
 * to be known to both: one calls it plumbing and the other a leaking tap. The rest decides nothing.
 */
function sameFacts(one: Facts, other: Facts): boolean {
  const words = (['location', 'requestedTime', 'name'] as const).every((name) => sameWords(one[name], other[name]))
  return words && (one.jobType === null) === (other.jobType === null)
}

function sameWords(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  const [a, b] = [plain(one), plain(other)]
  return ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
