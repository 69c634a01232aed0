/**
 * The alarm that does not depend on what it watches: with the database away there are no incidents, so each process keeps
 * a little journal of its own. What to text, and when, by that alone.
 */
import { nextReminder, QUIET_MS } from './alert-policy.ts'

const MINUTE_MS = 60_000
/** A restart, or a failover, is over by then. */
const AWAY_AFTER_MS = 2 * MINUTE_MS
/** An attempt of which nobody knows what became is made again after it, if Twilio does not show it. */
const UNSETTLED_MS = MINUTE_MS

export interface BlindText {
  claimedAt: Date
  /** null: nobody knows yet. */
  outcome: 'sent' | 'failed' | null
}

export interface Blindness {
  since: Date
  /** In the order in which they were claimed. */
  texts: readonly BlindText[]
}

export type BlindStep = { kind: 'wait' } | { kind: 'text'; number: number } | { kind: 'settle'; number: number }

export function nextBlindStep({ since, texts }: Blindness, now: Date): BlindStep {
  const last = texts.at(-1)
  if (!last) return now.getTime() - since.getTime() < AWAY_AFTER_MS ? { kind: 'wait' } : { kind: 'text', number: 1 }
  const sinceLast = now.getTime() - last.claimedAt.getTime()
  if (last.outcome === null) {
    return sinceLast < UNSETTLED_MS ? { kind: 'wait' } : { kind: 'settle', number: texts.length }
  }
  const next: BlindStep = { kind: 'text', number: texts.length + 1 }
  if (last.outcome === 'failed') return sinceLast < waitAfter(failedAtTheEnd(texts)) ? { kind: 'wait' } : next
  const first = texts.find(({ outcome }) => outcome === 'sent') ?? last
  const due = Math.max(
    last.claimedAt.getTime() + QUIET_MS,
    nextReminder(first.claimedAt.getTime(), last.claimedAt.getTime()),
  )
  return now.getTime() >= due ? next : { kind: 'wait' }
}

function failedAtTheEnd(texts: readonly BlindText[]): number {
  return texts.length - 1 - texts.findLastIndex(({ outcome }) => outcome !== 'failed')
}

/** 1, 2, 4 … minutes, an hour at the most. */
function waitAfter(failed: number): number {
  return Math.min(60 * MINUTE_MS, MINUTE_MS * 2 ** Math.min(failed - 1, 8))
}

export const BLIND_BEGINNING = 'INVARIANT_VIOLATION: the database does not answer since'

export function blindWords(since: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - since.getTime()) / (60 * MINUTE_MS))
  const lasted = hours >= 1 ? ` (${hours} h)` : ''
  const at = since.toISOString().slice(0, 16).replace('T', ' ')
  return `${BLIND_BEGINNING} ${at} UTC${lasted}: customers wait for answers, Twilio keeps their texts. Look at PostgreSQL, its disk and its address.`
}
