import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CUSTOMER, someFacts } from '../../test/turns.ts'
import { measure } from '../outbox/segments.ts'
import { type OwnerTextReason, ownerText } from './owner-texts.ts'

/** The compiler misses one that is not here. */
const all: Record<OwnerTextReason, true> = {
  urgent: true,
  'urgent-news': true,
  'hand-over': true,
  'no-link': true,
  question: true,
  'asked-for-help': true,
  'opted-out': true,
  'too-many-texts': true,
}
const reasons = Object.keys(all) as OwnerTextReason[]

test('an alert says who, what, where, the number to ring and the words', () => {
  const facts = someFacts({ jobType: 'burst pipe', location: '12 Elm Road Leeds' })
  expect(
    ownerText('urgent', {
      customerPhone: CUSTOMER,
      customerName: 'Sam',
      facts,
      words: ['water everywhere'],
      photos: 2,
    }),
  ).toBe('URGENT: Sam +447700900123, burst pipe, 12 Elm Road Leeds (2 photos). "water everywhere"')
})

test('a photo without a word is told of', () => {
  expect(
    ownerText('urgent', { customerPhone: CUSTOMER, customerName: null, facts: someFacts(), words: [''], photos: 1 }),
  ).toBe('URGENT: +447700900123 (1 photo).')
})

test('a long name, job or place gives way and the number never does', () => {
  for (const long of [
    'x'.repeat(300),
    'Ж'.repeat(300),
    '🔥'.repeat(200),
    'é'.repeat(300),
    'João '.repeat(60),
    '€'.repeat(300),
  ])
    for (const reason of reasons) {
      const facts = someFacts({ jobType: long, location: long })
      const text = ownerText(reason, {
        customerPhone: CUSTOMER,
        customerName: long,
        facts,
        words: [long, long],
        photos: 12,
      })
      expect(measure(text).segments, text).toBeLessThanOrEqual(2)
      expect(text).toContain(CUSTOMER)
    }
})

test('whatever a customer writes, the owner’s text is two segments at most and holds the whole number', () => {
  const outside = fc.string({ unit: 'grapheme', maxLength: 200 })
  const maybe = fc.option(outside)
  fc.assert(
    fc.property(
      fc.constantFrom(...reasons),
      maybe,
      maybe,
      maybe,
      fc.array(outside, { maxLength: 5 }),
      (reason, ...said) => {
        const [customerName, jobType, location, words] = said
        const about = {
          customerPhone: '+447700900999',
          customerName,
          facts: someFacts({ jobType, location }),
          words,
          photos: 0,
        }
        const text = ownerText(reason, about)
        expect(measure(text).segments).toBeLessThanOrEqual(2)
        expect(text).toContain('+447700900999')
      },
    ),
    { numRuns: 100 },
  )
})

test('an accent that the carrier lacks leaves its letter behind', () => {
  expect(
    ownerText('urgent', {
      customerPhone: CUSTOMER,
      customerName: 'João Núñez',
      facts: someFacts(),
      words: ['água'],
      photos: 0,
    }),
  ).toBe('URGENT: Joao Nuñez +447700900123. "agua"')
})

test('what we say ourselves in each is GSM-7, and asks for no word that a carrier takes', () => {
  for (const reason of reasons) {
    const text = ownerText(reason, {
      customerPhone: CUSTOMER,
      customerName: 'Sam',
      facts: someFacts({ jobType: 'boiler', location: 'Leeds' }),
      words: ['no heat'],
      photos: 1,
    })
    expect(measure(text), text).toMatchObject({ encoding: 'GSM-7' })
    expect(text).not.toMatch(
      /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|UNSTOP|HELP|INFO|YES)\b/,
    )
  }
})
