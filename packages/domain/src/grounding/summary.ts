/** A client's facts in short, as they are given and shown with the client itself. */
import type { Fact, WrittenFact } from './fact.ts'

export interface FactsInShort {
  services: string[]
  serviceArea: string | null
  /** Each what it is for and the amount: "boiler service £80". */
  prices: string[]
  hours: string | null
}

const priceLine = /^(.*?[\p{L})])[\s:,-]+((?:from |about )?[£$€]?\d.*)$/iu

/** null: the line does not say what the price is for, or has no amount. */
function readPriceLine(line: string): WrittenFact | null {
  const [, about, says] = priceLine.exec(line) ?? []
  return about && says ? { kind: 'price', about, says } : null
}

/** The facts, and the prices that cannot be read. */
export function factsFrom(short: FactsInShort): { facts: WrittenFact[]; unread: string[] } {
  const prices = short.prices.map((line) => ({ line, fact: readPriceLine(line) }))
  const facts: WrittenFact[] = [
    ...short.services.map((about): WrittenFact => ({ kind: 'service', about, says: 'yes, we do that' })),
    ...(short.serviceArea ? [{ kind: 'area', about: '', says: short.serviceArea } as const] : []),
    ...prices.flatMap(({ fact }) => fact ?? []),
    ...(short.hours ? [{ kind: 'hours', about: '', says: short.hours } as const] : []),
  ]
  return { facts, unread: prices.filter(({ fact }) => fact === null).map(({ line }) => line) }
}

export function inShort(facts: readonly Omit<Fact, 'id'>[]): FactsInShort {
  const of = (kind: Fact['kind']) => facts.filter((fact) => fact.kind === kind)
  return {
    services: of('service').map(({ about }) => about),
    serviceArea: of('area')[0]?.says ?? null,
    prices: of('price').map(({ about, says }) => `${about} ${says}`),
    hours: of('hours')[0]?.says ?? null,
  }
}
