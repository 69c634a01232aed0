import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWording } from '../../test/turns.ts'
import { measure } from '../outbox/segments.ts'
import { askables, type Facts, type Say, type WordingQuestion } from './brain.ts'
import { factNames } from './flow.ts'
import { holdingText, menuText, template } from './templates.ts'
import { faultsOf, needsLink } from './words-check.ts'

const changes: (keyof Facts)[][] = [[], ...factNames.map((name) => [name]), [...factNames]]
const says: Say[] = [
  { kind: 'booking-link' },
  ...[true, false].flatMap((withLink) =>
    [true, false].map((again): Say => ({ kind: 'booking-and-alert', withLink, again })),
  ),
  ...changes.map((changed): Say => ({ kind: 'acknowledge', changed })),
  { kind: 'owner-will-be-in-touch' },
  ...askables.map((ask): Say => ({ kind: 'clarify', ask })),
  { kind: 'hand-over', again: false },
  { kind: 'hand-over', again: true },
  { kind: 'decline' },
  { kind: 'closing' },
]

const longLink = `https://book.example/${'x'.repeat(99)}`
const names: Record<string, string> = {
  'plain letters': 'Hollingworth and Daughters Plumbing, Heating and Gas of Leeds'.slice(0, 60),
  'accents in GSM-7': 'é'.repeat(60),
  'accents outside GSM-7': 'Łódź '.repeat(12).trim(),
  'another script': 'Сантехника '.repeat(6).slice(0, 60),
  emoji: '🔧'.repeat(30),
  'signs that cost two': '€'.repeat(60),
  'words that look like faults': 'Free Quotes 24/7 - www.acme.example - Call 0113 496 0999',
  'typographic signs': 'Dana’s “Pipes” – Plumbing…',
  'a carrier’s word': 'STOP Leaks',
}
const switchOff = /\b(?:stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|yes|start|unstop)\b/i

describe.each(Object.entries(names))('with names of %s', (_, name) => {
  test.each(says)('$kind fits, holds its whole link, and passes the words’ check', (say) => {
    for (const ownerName of [name, null]) {
      const question: WordingQuestion = aWording({ say, businessName: name, ownerName, bookingUrl: longLink })
      const text = template(question)
      const most = say.kind === 'decline' || say.kind === 'closing' ? 1 : 2
      expect(measure(text).segments, text).toBeLessThanOrEqual(most)
      if (needsLink(question)) expect(text.endsWith(longLink)).toBe(true)
      else expect(text).not.toContain('book.example')
      expect(text.split(name).join(' ')).not.toMatch(switchOff)
      expect(faultsOf(text, question), text).toEqual([])
    }
  })

  test('the holding text and the menu fit two segments', () => {
    for (const text of [holdingText(name), menuText(name)]) {
      expect(measure(text).segments).toBeLessThanOrEqual(2)
      expect(text.split(name).join(' ')).not.toMatch(switchOff)
    }
  })
})

test('an ordinary name is said in every text that greets', () => {
  expect(template(aWording({ say: { kind: 'booking-link' } }))).toBe(
    'Hi! Thanks for reaching out to Elm Plumbing. Book here: https://book.example/elm',
  )
  expect(template(aWording({ say: { kind: 'decline' } }))).toContain('unable to assist')
  expect(template(aWording({ say: { kind: 'clarify', ask: 'jobType' } }))).toContain('what service you need')
  expect(template(aWording({ say: { kind: 'booking-and-alert', withLink: true, again: false } }))).toMatch(
    /urgent request.*Dana.*book\.example\/elm$/,
  )
  expect(holdingText('Elm Plumbing')).toContain('Elm Plumbing')
})

test('whoever hears from us first is told whose number it is, also with the longest name', () => {
  const businessName = names['plain letters'] ?? ''
  const first: Say[] = [
    { kind: 'booking-link' },
    { kind: 'booking-and-alert', withLink: true, again: false },
    { kind: 'owner-will-be-in-touch' },
    ...askables.map((ask): Say => ({ kind: 'clarify', ask })),
    { kind: 'decline' },
  ]
  const said = first.map((say) => template(aWording({ say, businessName, bookingUrl: longLink })))
  for (const text of [...said, holdingText(businessName), menuText(businessName)]) {
    expect(text).toContain(businessName)
    expect(measure(text), text).toMatchObject({ encoding: 'GSM-7' })
  }
})

test('what was noted is told in words', () => {
  expect(template(aWording({ say: { kind: 'acknowledge', changed: ['location', 'requestedTime'] } }))).toBe(
    'Got it, we have noted the address and the time you would like. Your booking link above still works.',
  )
  expect(template(aWording({ say: { kind: 'acknowledge', changed: [] } }))).toMatch(/^Got it, thanks\./)
})

test('each question is worded differently, also in its shortest form', () => {
  for (const businessName of ['Elm Plumbing', 'Ж'.repeat(60)]) {
    const asked = askables.map((ask) => template(aWording({ say: { kind: 'clarify', ask }, businessName })))
    expect(new Set(asked).size).toBe(askables.length)
  }
})

test('any name and any ASCII link fit, whatever is said', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 60 }).filter((text) => text.length <= 60)
  const path = fc.stringMatching(/^[a-zA-Z0-9/?#&=%_.-]{0,98}[a-zA-Z0-9]$/)
  fc.assert(
    fc.property(name, name, path, fc.constantFrom(...says), (businessName, ownerName, tail, say) => {
      const question = aWording({ say, businessName, ownerName, bookingUrl: `https://book.example/${tail}` })
      const text = template(question)
      expect(measure(text).segments).toBeLessThanOrEqual(say.kind === 'decline' || say.kind === 'closing' ? 1 : 2)
      if (needsLink(question)) expect(text).toContain(question.bookingUrl)
    }),
    { numRuns: 150 },
  )
})
