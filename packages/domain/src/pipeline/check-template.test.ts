import { expect, test } from 'vitest'
import { aWording } from '../../test/turns.ts'
import { textBack } from '../calls/call-texts.ts'
import { measure } from '../outbox/segments.ts'
import { faultsOfTemplate } from './check-template.ts'
import type { TemplateKind } from './client-templates.ts'
import { holdingText, template } from './templates.ts'

const elm = { businessName: 'Elm Plumbing', ownerName: 'Dana', bookingUrl: 'https://book.example/elm' }

const good: [TemplateKind, string][] = [
  ['booking-link', 'Hello from {business}! Pick a slot: {link}'],
  ['owner-will-be-in-touch', 'Cheers, {business} here. {owner} has your text and will be in touch.'],
  ['decline', 'Sorry, that is nothing {business} can do.'],
  ['holding', 'Thanks for texting {business}. A person will be in touch.'],
  ['text-back', '{business} here, sorry we missed you. What needs doing, and where?'],
]

test.each(good)('%s may be said in their own words', (kind, words) => {
  expect(faultsOfTemplate(kind, words, elm)).toEqual([])
})

test.each([
  ['booking-link', 'Hello from {business}! Ring us.', /booking link is missing/],
  ['booking-link', '{business}: {link} or https://evil.example/', /a link/],
  ['holding', 'We will be in touch.', /does not name the business/],
  ['decline', '{business}: no. From 20 pounds it is yes.', /a price/],
  ['text-back', '{business} here, we come at 4 pm today.', /a time/],
  ['text-back', '{business} here. Reply STOP to be left alone.', /opt-out/],
  ['text-back', '{business} here. Ring 07700 900123.', /a phone number/],
  ['text-back', `{business} ${'and so on '.repeat(40)}`, /segments/],
  ['decline', `{business} ${'is not for this '.repeat(12)}`, /more than 1/],
  ['holding', '{business} and {customer}', /Only \{business\}/],
  ['holding', '{business}: {link}', /belongs into booking-link/],
  ['holding', '', /nothing said/],
] as const)('%s: "%s" is refused in a sentence', (kind, words, because) => {
  expect(faultsOfTemplate(kind, words, elm).join(' ')).toMatch(because)
})

test('their words are said in place of ours, and ours where theirs do not fit any more', () => {
  const templates = Object.fromEntries(good)
  expect(template(aWording({ say: { kind: 'booking-link' }, ...elm, templates }))).toBe(
    'Hello from Elm Plumbing! Pick a slot: https://book.example/elm',
  )
  expect(template(aWording({ say: { kind: 'decline' }, ...elm, templates }))).toBe(
    'Sorry, that is nothing Elm Plumbing can do.',
  )
  expect(holdingText('Elm Plumbing', templates)).toBe('Thanks for texting Elm Plumbing. A person will be in touch.')
  expect(textBack('Elm Plumbing', templates)).toBe(
    'Elm Plumbing here, sorry we missed you. What needs doing, and where?',
  )
  const long = { 'text-back': `{business} ${'is sorry and wonders what needs doing '.repeat(7)}` }
  const said = textBack('Ж'.repeat(60), long)
  expect(measure(said).segments).toBeLessThanOrEqual(2)
  expect(said).toContain('missed your call')
})
