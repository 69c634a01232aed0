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

/** Where, when and who must stand in the texts themselves, as whole words: an AI may not add them. */
const verbatim: readonly (keyof Facts)[] = ['location', 'requestedTime', 'name']

export function groundedFacts(facts: Facts, texts: readonly string[]): Facts {
  const said = ` ${plain(texts.join(' '))} `
  const kept = { ...facts }
  for (const name of factNames) {
    const value = facts[name]?.trim() || null
    const stands = value !== null && plain(value) !== '' && said.includes(` ${plain(value)} `)
    kept[name] = verbatim.includes(name) && !stands ? null : value
  }
  return kept
}

/** New facts overwrite only when not empty: "no, 12 not 21" corrects; silence, or the same words again, does not. */
export function mergeFacts(known: Facts, said: Facts): { facts: Facts; changed: (keyof Facts)[] } {
  const facts = { ...known }
  for (const name of factNames) facts[name] = isNew(known[name], said[name]) ? said[name] : known[name]
  return { facts, changed: factNames.filter((name) => facts[name] !== known[name]) }
}

function isNew(known: string | null, said: string | null): said is string {
  return said !== null && (known === null || plain(said) !== plain(known))
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
