/** Whether a client's own words may stand for a template of ours: by the same check as whatever else is said to customers. */
import { BOOKING_URL_LENGTH } from '../booking-url.ts'
import type { Say, WordingQuestion } from './brain.ts'
import { type Filling, filled, type TemplateKind } from './client-templates.ts'
import { faultsOf } from './words-check.ts'

const says: Readonly<Record<TemplateKind, Say>> = {
  'booking-link': { kind: 'booking-link' },
  'owner-will-be-in-touch': { kind: 'owner-will-be-in-touch' },
  decline: { kind: 'decline' },
  holding: { kind: 'owner-will-be-in-touch' },
  'text-back': { kind: 'owner-will-be-in-touch' },
}

/** A link that the client may set one day is as long as any. */
const longestLink = `https://book.example/${'x'.repeat(BOOKING_URL_LENGTH - 21)}`

/** Sentences that say what to change; empty: it may be used. */
export function faultsOfTemplate(kind: TemplateKind, words: string, client: Filling): string[] {
  const say = says[kind]
  const filling = { ...client, bookingUrl: say.kind === 'booking-link' ? longestLink : null }
  const faults = faultsOf(filled(words, filling), questionOf(say, filling)).map((fault) => `It holds or is: ${fault}.`)
  const strange = words.match(/[{}]/g)?.length ?? 0
  const known = words.match(/\{(?:business|owner|link)\}/g)?.length ?? 0
  if (strange !== known * 2) faults.push('Only {business}, {owner} and {link} may stand in braces.')
  if (!words.includes('{business}')) faults.push('It does not name the business: write {business}.')
  if (kind !== 'booking-link' && words.includes('{link}')) faults.push('{link} belongs into booking-link only.')
  return faults
}

function questionOf(say: Say, filling: Filling): WordingQuestion {
  return { say, ...filling, jobType: null, location: null, customerName: null, facts: [], open: null, texts: [] }
}
