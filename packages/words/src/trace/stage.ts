/** One stage of a trace as it is shown, and what every stage does with fields it does not know. */
import { type Fields, plainly, spokenName } from './reading.ts'

export interface Pair {
  name: string
  value: string
}

export interface Stage {
  name: string
  question: string
  answer: string
  tone: 'plain' | 'good' | 'warn'
  /** A text's own words. */
  quote: string | null
  /** Who answered and why. */
  notes: readonly string[]
  facts: readonly Pair[]
  more: readonly Pair[]
}

export const blank = { answer: '', tone: 'plain', quote: null, notes: [], facts: [], more: [] } as const

/** The fields that a stage does not show by itself; empty ones are left out. */
export function others(fields: Fields, shown: readonly string[]): Pair[] {
  return Object.entries(fields)
    .filter(([name, value]) => !shown.includes(name) && value !== null && value !== '')
    .map(([name, value]) => ({ name: spokenName(name), value: plainly(value) }))
}
