/**
 * Dangers as data: what is happening, to what. Each pattern is tried inside one sentence of the customer's words.
 * A rule that needs the word "no" or "not" ("no heating") says so, since denial then is part of the danger.
 */

export const dangerKinds = [
  'gas',
  'fire',
  'shock',
  'smoke',
  'burning-smell',
  'flood',
  'leak-worsening',
  'sewage',
  'collapse',
  'no-power',
  'no-heating',
  'no-water',
  'lock-out',
  'break-in',
  'person-in-danger',
  'medical',
  'stranded',
] as const
export type DangerKind = (typeof dangerKinds)[number]

export interface DangerRule {
  kind: DangerKind
  because: string
  pattern: RegExp
  /** The danger is itself a lack ("no heating"): a "no" before it does not deny it. */
  isLack?: true
}

/** Patterns are written as strings so that the lists of words can stand inside them. */
export const rule = (kind: DangerKind, because: string, pattern: string, isLack = false): DangerRule => ({
  kind,
  because,
  pattern: new RegExp(pattern),
  ...(isLack ? { isLack: true } : {}),
})

/** A few words between two that belong together. */
export const near = (words: number) => `(?:[^\\s.!?]+ ){0,${words}}?`
