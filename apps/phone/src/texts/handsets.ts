/** The handsets on the screen: the world's own, and those the reader added, which survive a reload. */
import type { Role, World } from '../wire/world.ts'
import { freeNumber, readNumber } from './phone-number.ts'

export interface Handset {
  id: string
  label: string
  number: string
  role: Role
  textsTo: string
  /** Added by the reader, who may take it away again. */
  added: boolean
}

export function worldHandsets(world: World): Handset[] {
  return world.phones.map((phone) => ({ ...phone, id: phone.number, added: false }))
}

/** One more customer, texting whom the first customer texts. */
export function oneMore(
  present: readonly Handset[],
  world: World,
  given: { label?: string; number?: string },
): Handset {
  const number = given.number ?? freeNumber(present.map((one) => one.number))
  const textsTo = present.find(({ role }) => role === 'customer')?.textsTo ?? world.numbers[0]?.number ?? ''
  return {
    id: `added ${number}`,
    label: freeLabel(present, given.label ?? 'Customer'),
    number,
    role: 'customer',
    textsTo,
    added: true,
  }
}

/** Labels name the phones to a screen reader, so no two are the same. */
export function freeLabel(present: readonly Handset[], wanted: string): string {
  const taken = new Set(present.map(({ label }) => label))
  if (!taken.has(wanted)) return wanted
  let count = 2
  while (taken.has(`${wanted} ${count}`)) count += 1
  return `${wanted} ${count}`
}

/** What was stored by an earlier visit; anything unreadable is left out. */
export function restored(stored: string | null, present: readonly Handset[]): Handset[] {
  const kept: Handset[] = []
  for (const one of parsed(stored)) {
    const { label, number, textsTo } = one as Partial<Record<string, unknown>>
    if (typeof label !== 'string' || typeof number !== 'string' || typeof textsTo !== 'string') continue
    const all = [...present, ...kept]
    if (readNumber(number) === null || all.some((other) => other.number === number)) continue
    kept.push({ id: `added ${number}`, label: freeLabel(all, label), number, role: 'customer', textsTo, added: true })
  }
  return kept
}

function parsed(stored: string | null): object[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
  } catch {
    return []
  }
}
