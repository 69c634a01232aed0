import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstToFit, foldToGsm, foldToPlain, measure, quoteToFit } from './segments.ts'

describe('segments as the carrier counts them', () => {
  test.each([
    ['160 plain letters', 'a'.repeat(160), 1],
    ['161', 'a'.repeat(161), 2],
    ['306', 'a'.repeat(306), 2],
    ['307', 'a'.repeat(307), 3],
    ['160 letters with accents it has', 'é'.repeat(160), 1],
    ['80 signs that cost two', '€'.repeat(80), 1],
    ['81 of them', '€'.repeat(81), 2],
    ['159 and one that costs two', `${'a'.repeat(159)}€`, 2],
    ['every sign that costs two', '^{}\\[~]|€'.repeat(8), 1],
    ['a pair that would be cut at 153', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['the same pair elsewhere', `${'a'.repeat(153)}€${'a'.repeat(151)}`, 2],
  ])('GSM-7: %s', (_, body, segments) => expect(measure(body)).toEqual({ encoding: 'GSM-7', segments }))

  test.each([
    ['70 of another script', 'ж'.repeat(70), 1],
    ['71', 'ж'.repeat(71), 2],
    ['134', 'ж'.repeat(134), 2],
    ['135', 'ж'.repeat(135), 3],
    ['one such letter among 69', `${'a'.repeat(69)}ж`, 1],
    ['among 70', `${'a'.repeat(70)}ж`, 2],
    ['35 emoji', '😀'.repeat(35), 1],
    ['36 emoji', '😀'.repeat(36), 2],
    ['an emoji that would be cut at 67', `${'ж'.repeat(66)}😀${'ж'.repeat(66)}`, 3],
    ['a curly quote', '’', 1],
  ])('UCS-2: %s', (_, body, segments) => expect(measure(body)).toEqual({ encoding: 'UCS-2', segments }))
})

test('what is folded for GSM-7 is GSM-7 by the calculator, sign by sign', () => {
  for (let code = 0x20; code < 0x2200; code++) {
    const sign = String.fromCodePoint(code)
    if (foldToGsm(`aaaaaaaaa${sign}b`) === `aaaaaaaaa${sign}b`)
      expect(measure(sign).encoding, `U+${code.toString(16)}`).toBe('GSM-7')
    else expect(sign === ' ' || measure(sign).encoding === 'UCS-2', `U+${code.toString(16)}`).toBe(true)
  }
})

test('typographic signs fold to plain ones, so that they cost nothing', () => {
  const folded = foldToPlain('“Dana’s” – pipes…\u00A0ok')
  expect(folded).toBe('"Dana\'s" - pipes... ok')
  expect(measure(folded).encoding).toBe('GSM-7')
})

test('what GSM-7 lacks is dropped or loses its accent; another script stays readable', () => {
  expect(foldToGsm('João 🔧 çà')).toBe('Joao cà')
  expect(foldToGsm('water everywhere 😱😱')).toBe('water everywhere')
  expect(foldToGsm('Вода везде')).toBe('Вода везде')
  expect(foldToGsm('')).toBe('')
})

test('a quotation keeps the most that fits, never half a sign, and says that it was cut', () => {
  const compose = (quoted: string) => `Said: "${quoted}"`
  expect(quoteToFit('short', 1, compose)).toBe('Said: "short"')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 2 }), (quote, segments) => {
      const body = quoteToFit(quote, segments, compose)
      expect(measure(body).segments).toBeLessThanOrEqual(segments)
      expect(body.isWellFormed()).toBe(true)
      if (body !== compose(quote)) expect(body).toMatch(/\.\.\."$/)
    }),
    { numRuns: 200 },
  )
  expect(quoteToFit('x'.repeat(500), 1, compose)).toHaveLength(160)
})

test('the first wording that fits is taken, the last where none does', () => {
  expect(firstToFit(['x'.repeat(161), 'short', 'shorter'], 1)).toBe('short')
  expect(firstToFit(['x'.repeat(161), 'y'.repeat(200)], 1)).toBe('y'.repeat(200))
})
