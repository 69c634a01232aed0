/** What the owner is texted about a customer: who, what, where, and the number to ring, within two segments. */
import { firstToFit, foldToGsm, measure, quoteToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
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
  question: "Please answer this customer's question",
  'asked-for-help': 'This customer asked for help',
  'opted-out': 'This customer asked for no more texts; ring them if a job is open',
  'too-many-texts': 'Very many texts from this number; replies stop for an hour',
} as const
export type OwnerTextReason = keyof typeof openings

/** Far more than two segments hold. */
const MOST_READ = 800

/** How much of name, job and place is told: all that is usual, then ever less, so that the number is always whole. */
const roominess = [
  { name: 40, job: 50, place: 70 },
  { name: 20, job: 24, place: 40 },
  { name: 0, job: 12, place: 24 },
  { name: 0, job: 0, place: 0 },
] as const

export function ownerText(reason: OwnerTextReason, about: AboutCustomer): string {
  const opening = firstToFit(
    roominess.map((room) => openingOf(reason, about, room)),
    REPLY_SEGMENTS,
  )
  const words = foldToGsm(about.words.join(' / ').replace(/\s+/g, ' ').trim().slice(0, MOST_READ).toWellFormed())
  const body = quoteToFit(words, REPLY_SEGMENTS, (quoted) =>
    quoted === '' || quoted === '...' ? opening : `${opening} "${quoted}"`,
  )
  return measure(body).segments <= REPLY_SEGMENTS ? body : opening
}

function openingOf(reason: OwnerTextReason, about: AboutCustomer, room: (typeof roominess)[number]): string {
  const name = shorten(about.customerName, room.name)
  const parts = [
    `${openings[reason]}: ${name === '' ? '' : `${name} `}${about.customerPhone}`,
    shorten(about.facts.jobType, room.job),
    shorten(about.facts.location, room.place),
  ]
  const photos = about.photos > 0 ? ` (${about.photos} photo${about.photos > 1 ? 's' : ''})` : ''
  return `${parts.filter((part) => part !== '').join(', ')}${photos}.`
}

function shorten(text: string | null, most: number): string {
  const characters = [...foldToGsm((text ?? '').slice(0, MOST_READ).toWellFormed())]
  if (characters.length <= most) return characters.join('')
  return most === 0 ? '' : `${characters.slice(0, most - 3).join('')}...`
}
