/** Replayed turns as groups of the same change, the most frequent first; the same turns give the same report. */
import { maskPhonesIn } from '../phone.ts'
import type { Difference } from './decided.ts'

export interface ChangedTurn {
  id: string
  texts: readonly string[]
  differences: readonly Difference[]
}

export interface Group {
  /** `rule: clarify → booking-link, location` */
  change: string
  count: number
  /** The first that were met. */
  examples: ChangedTurn[]
}

export function groupsOf(turns: readonly ChangedTurn[], examples: number): Group[] {
  const groups = Map.groupBy(turns, (turn) => turn.differences.map(changeOf).join(', '))
  return [...groups]
    .map(([change, all]) => ({ change, count: all.length, examples: all.slice(0, examples) }))
    .toSorted((one, other) => other.count - one.count || (one.change < other.change ? -1 : 1))
}

/** Somebody's own words would make a group of each turn. */
function changeOf({ what, from, to, isCode }: Difference): string {
  return isCode ? `${what}: ${from ?? 'none'} → ${to ?? 'none'}` : `${what} changed`
}

const SHOWN_LETTERS = 160

/** Lines for a person; phone numbers are masked, and long words cut. */
export function linesOf(group: Group): string[] {
  return [
    `${group.count} × ${group.change}`,
    ...group.examples.flatMap(({ id, texts, differences }) => [
      `    turn ${id}: ${shown(texts.join(' / '))}`,
      ...differences.map(({ what, from, to }) => `      ${what}: ${shown(from)} → ${shown(to)}`),
    ]),
  ]
}

function shown(words: string | null): string {
  if (words === null) return 'none'
  const masked = maskPhonesIn(words).replace(/\s+/g, ' ')
  return JSON.stringify(masked.length > SHOWN_LETTERS ? `${masked.slice(0, SHOWN_LETTERS)}…` : masked)
}
