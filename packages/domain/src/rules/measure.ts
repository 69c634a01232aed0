/**
 * Compares predictions with what was expected and counts: how often a thing was found where it was, and claimed
 * where it was not. It knows no target; whoever prints or tests the rates does.
 */
import type { Case, Prediction } from './predict.ts'

/** Each measure is a share of the cases that ask for it; of the "wrongly" and "false" ones, fewer is better. */
export const measures = [
  'intent right',
  'emergency found',
  'paged wrongly',
  'refused wrongly',
  'opt-out found',
  'opt-out wrongly',
  'location right',
  'location false',
  'name right',
  'name false',
  'time right',
  'time false',
] as const
export type Measure = (typeof measures)[number]

export const fewerIsBetter: ReadonlySet<Measure> = new Set([
  'paged wrongly',
  'refused wrongly',
  'opt-out wrongly',
  'location false',
  'name false',
  'time false',
])

export interface Check {
  measure: Measure
  met: boolean
}

export function checks(each: Case, predicted: Prediction): Check[] {
  return [...intentChecks(each, predicted), ...factChecks(each, predicted)]
}

function intentChecks({ expect = {} }: Case, predicted: Prediction): Check[] {
  const { intent, pages, optOut } = expect
  const found: Check[] = []
  if (intent) found.push({ measure: 'intent right', met: intent.includes(predicted.intent) })
  if (intent && !intent.includes('NON_LEAD')) {
    found.push({ measure: 'refused wrongly', met: predicted.intent === 'NON_LEAD' })
  }
  const urgent = predicted.intent === 'URGENT'
  if (pages ?? (intent?.length === 1 && intent[0] === 'URGENT')) found.push({ measure: 'emergency found', met: urgent })
  else if (pages === false || (intent && !intent.includes('URGENT'))) {
    found.push({ measure: 'paged wrongly', met: urgent })
  }
  if (optOut !== undefined) {
    found.push({ measure: optOut ? 'opt-out found' : 'opt-out wrongly', met: predicted.optOut })
  }
  return found
}

function factChecks({ expect = {} }: Case, predicted: Prediction): Check[] {
  const { location, name, time } = expect
  const found: Check[] = []
  if (location === null) found.push({ measure: 'location false', met: predicted.location !== null })
  else if (location) found.push({ measure: 'location right', met: holds(predicted.location, location) })
  if (name === null) found.push({ measure: 'name false', met: predicted.name !== null })
  else if (name) found.push({ measure: 'name right', met: holds(predicted.name, name) })
  if (time === null) found.push({ measure: 'time false', met: predicted.resolvedTime !== null })
  else if (time) found.push({ measure: 'time right', met: sameTime(predicted.resolvedTime, time) })
  return found
}

function holds(stored: string | null, words: string): boolean {
  return stored?.toLowerCase().includes(words.toLowerCase()) ?? false
}

function sameTime(resolved: string | null, wanted: { day: string; hour?: number }): boolean {
  if (resolved?.slice(0, 10) !== wanted.day) return false
  return wanted.hour === undefined || Number(resolved.slice(11, 13)) === wanted.hour
}

export interface Rate {
  met: number
  of: number
}

/** Rates a suite and measure; suites in the order met. */
export function tally(
  measured: readonly { suite: string; checks: readonly Check[] }[],
): Map<string, Map<Measure, Rate>> {
  const suites = new Map<string, Map<Measure, Rate>>()
  for (const each of measured) {
    const rates = suites.get(each.suite) ?? new Map<Measure, Rate>()
    suites.set(each.suite, rates)
    for (const { measure, met } of each.checks) {
      const rate = rates.get(measure) ?? { met: 0, of: 0 }
      rates.set(measure, { met: rate.met + (met ? 1 : 0), of: rate.of + 1 })
    }
  }
  return suites
}
