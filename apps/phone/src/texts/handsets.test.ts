import { expect, test } from 'vitest'
import type { World } from '../wire/world.ts'
import { oneMore, restored, worldHandsets } from './handsets.ts'
import { openingTexts, wordsToTry } from './hints.ts'
import { readNumber } from './phone-number.ts'

const world: World = {
  phones: [{ label: 'Customer', number: '+447700900301', role: 'customer', textsTo: '+441134960111' }],
  numbers: [{ number: '+441134960111', label: 'Plumber', role: 'OPERATIONAL' }],
  hints: [],
}
const present = worldHandsets(world)

test('one more customer has a free number, a name of their own, and texts the same business', () => {
  expect(oneMore(present, world, {})).toMatchObject({
    label: 'Customer 2',
    number: '+447700900302',
    textsTo: '+441134960111',
    added: true,
  })
})

test('phones added before come back; what cannot be read or clashes is left out', () => {
  const added = oneMore(present, world, {})
  const stored = JSON.stringify([added, { ...added, number: '+447700900301' }, { label: 'x' }, 7, null])
  expect(restored(stored, present)).toEqual([added])
  expect(restored('{broken', present)).toEqual([])
  expect(restored(null, present)).toEqual([])
})

test.each([
  ['+44 7700 900301', '+447700900301'],
  ['+1 (202) 555-0101', '+12025550101'],
  ['07700 900301', null],
  ['plumber', null],
])('%s is read as %s', (written, number) => {
  expect(readNumber(written)).toBe(number)
})

test('a hint is tried by the words in its quotation marks, or whole', () => {
  expect(wordsToTry('As the customer, text "burst pipe" and look')).toBe('burst pipe')
  expect(wordsToTry('I can smell gas')).toBe('I can smell gas')
  expect(openingTexts(['Text “STOP” now'])).toEqual(['STOP'])
  expect(openingTexts([]).length).toBeGreaterThan(0)
})
