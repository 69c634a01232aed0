/** What a client lets its replies state: one fact a row, quoted as it stands or not at all. */
import { foldToPlain, measure } from '../outbox/segments.ts'
import { wordsRules } from '../pipeline/words-rules.ts'

export const factKinds = ['service', 'area', 'hours', 'price', 'answer'] as const
export type FactKind = (typeof factKinds)[number]

export interface Fact {
  id: string
  kind: FactKind
  /** What it is about: a service, what a price is for, or the customer's question. Empty: the whole of its kind. */
  about: string
  says: string
}

/** What an editor writes. */
export type WrittenFact = Omit<Fact, 'id'>

export const MOST_FACTS = 60
export const ABOUT_LETTERS = 80
export const SAYS_LETTERS = 140
/** Septets of the whole quotation, so that it fits beside the longest booking link in two segments. */
export const QUOTE_LETTERS = 150

const labels: Record<Exclude<FactKind, 'answer'>, string> = {
  service: 'Services',
  area: 'Area',
  hours: 'Hours',
  price: 'Price',
}

/** The fact as one sentence: "Boiler service: £80 including VAT." A question is not repeated, only its answer said. */
export function quoteOf({ kind, about, says }: WrittenFact): string {
  const label = about === '' && kind !== 'answer' ? labels[kind] : about
  const said = foldToPlain(kind === 'answer' ? says : `${label}: ${says}`)
    .replace(/\s+/g, ' ')
    .trim()
  const sentence = said.charAt(0).toUpperCase() + said.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

const money = /[£$€¥]|\d\s*p\b|\b(?:pounds?|quid|dollars?|bucks?|euros?|pence|cents?|gbp|usd|eur|free)\b/i

/** A fact that holds a price is given only to whoever asked for the price of exactly that. */
export function statesPrice(fact: WrittenFact): boolean {
  return fact.kind === 'price' || money.test(fact.says)
}

const needsAbout: Record<FactKind, string | null> = {
  service: 'Say which service this is, for example "gas boilers".',
  price: 'Say what the price is for, for example "boiler service".',
  answer: 'Write the question as a customer would ask it, for example "Do you take cards?".',
  area: null,
  hours: null,
}

/** Why a fact cannot be kept, by field; empty when it can. */
export function faultsOfFact(fact: WrittenFact): { field: 'about' | 'says'; message: string }[] {
  const faults: { field: 'about' | 'says'; message: string }[] = []
  const missing = needsAbout[fact.kind]
  if (missing && fact.about === '') faults.push({ field: 'about', message: missing })
  for (const field of ['about', 'says'] as const) {
    const wrong = unsendable(fact[field])
    if (wrong) faults.push({ field, message: `Leave out "${wrong}": a plain text message cannot carry it.` })
  }
  if (fact.kind === 'price' && !/\d|\bfree\b/i.test(fact.says))
    faults.push({ field: 'says', message: 'Give the price, for example "£80 including VAT".' })
  const quote = quoteOf(fact)
  if (quote.length > QUOTE_LETTERS)
    faults.push({
      field: 'says',
      message: `Write it shorter: as it is quoted ("${quote.slice(0, 30)}...") it may have ${QUOTE_LETTERS} characters.`,
    })
  if (asksForOptOut(quote))
    faults.push({ field: 'says', message: 'Do not ask for a word such as STOP, END or YES: carriers act on it.' })
  return faults
}

/** The first character for which the whole text would turn into UCS-2, at half the length. */
function unsendable(text: string): string | undefined {
  return [...foldToPlain(text).normalize('NFC')].find((character) => measure(character).encoding !== 'GSM-7')
}

function asksForOptOut(text: string): boolean {
  const rule = wordsRules.find(({ fault }) => fault === 'a word that the carrier takes for an opt-out')
  return rule?.finds.some((pattern) => text.search(pattern) >= 0) ?? false
}
