import { expect, test } from 'vitest'
import { masked, spaced } from './phone-number.ts'

test.each([
  ['+447700900301', '+44 7700 900301'],
  ['+441134960111', '+44 113 496 0111'],
  ['+442079460123', '+44 20 7946 0123'],
  ['+12025550101', '+1 202 555 0101'],
  ['61234', '61234'],
])('%s is shown as %s', (number, shown) => {
  expect(spaced(number)).toBe(shown)
})

test.each([
  ['+447700900301', '+44 7700 ••• 301'],
  ['+12025550101', '+1 202 ••• 101'],
  ['+4930123456', '+49 30 ••• 456'],
  ['61234', '61234'],
  ['anonymous', 'anonymous'],
])('until somebody asks, %s is shown as %s', (number, shown) => {
  expect(masked(number)).toBe(shown)
})
