/** What the owner is texted about a customer: who, what, where, and the number to ring, within two segments. */
import { foldToGsm, quoteToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
import type { Facts } from './brain.ts'

export interface AboutCustomer {
  customerPhone: string
  customerName: string | null
  facts: Facts
  words: readonly string[]
  photos: number
}

const openings = {
  urgent: 'URGENT',
  'urgent-news': 'URGENT, more from',
  'hand-over': 'Please answer this customer',
  'no-link': 'New job, no booking link sent',
  'asked-for-help': 'This customer asked for help',
  'opted-out': 'This customer asked for no more texts; ring them if a job is open',
  'too-many-texts': 'Very many texts from this number; replies stop for an hour',
} as const
export type OwnerTextReason = keyof typeof openings

export function ownerText(reason: OwnerTextReason, about: AboutCustomer): string {
  const who = about.customerName ? `${foldToGsm(about.customerName)} ${about.customerPhone}` : about.customerPhone
  const what = about.facts.jobType ? `, ${foldToGsm(about.facts.jobType)}` : ''
  const where = about.facts.location ? `, ${foldToGsm(about.facts.location)}` : ''
  const photos = about.photos > 0 ? ` (${about.photos} photo${about.photos > 1 ? 's' : ''})` : ''
  const opening = `${openings[reason]}: ${shorten(who, 60)}${shorten(what, 50)}${shorten(where, 70)}${photos}.`
  const words = foldToGsm(about.words.join(' / ').replace(/\s+/g, ' ').trim())
  return quoteToFit(words, REPLY_SEGMENTS, (quoted) =>
    quoted === '' || quoted === '...' ? opening : `${opening} "${quoted}"`,
  )
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text
}
