/** FLOW: the facts of a job, asked of the brain, kept only where the customer's words bear them out. */
import type { Facts } from './brain.ts'

export const noFacts: Facts = {
  jobType: null,
  urgency: null,
  location: null,
  requestedTime: null,
  name: null,
  extraDetails: null,
}

export const factNames = Object.keys(noFacts) as (keyof Facts)[]

/** Where, when and who must stand in the texts themselves: an AI may not add them. */
const verbatim: readonly (keyof Facts)[] = ['location', 'requestedTime', 'name']

export function groundedFacts(facts: Facts, texts: readonly string[]): Facts {
  const said = plain(texts.join(' '))
  const kept = { ...facts }
  for (const name of factNames) {
    const value = facts[name]?.trim() || null
    kept[name] = value !== null && verbatim.includes(name) && !said.includes(plain(value)) ? null : value
  }
  return kept
}

/** New facts overwrite only when not empty: "no, 12 not 21" corrects, silence does not. */
export function mergeFacts(known: Facts, said: Facts): { facts: Facts; changed: (keyof Facts)[] } {
  const facts = { ...known }
  for (const name of factNames) facts[name] = said[name] ?? known[name]
  return { facts, changed: factNames.filter((name) => facts[name] !== known[name]) }
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
