import { expect, test } from 'vitest'
import { jumpOf, shortTime, spanWords } from './world-time.ts'

test.each([
  ['90', 'minutes', 5_400_000],
  [' 26 ', 'hours', 93_600_000],
  ['30', 'days', 2_592_000_000],
  ['31', 'days', null],
  ['0', 'hours', null],
  ['-1', 'days', null],
  ['1.5', 'days', null],
  ['soon', 'days', null],
  ['', 'minutes', null],
] as const)('“%s” %s', (written, unit, ms) => {
  expect(jumpOf(written, unit)).toBe(ms)
})

test('how far it is ahead is said in the largest words', () => {
  expect(spanWords(26 * 3_600_000)).toBe('1 day 2 hours')
  expect(spanWords(30 * 60_000)).toBe('30 minutes')
  expect(spanWords(24 * 3_600_000 + 60_000)).toBe('1 day 1 minute')
  expect(spanWords(5_000)).toBe('less than a minute')
})

test('the time is short and has its day', () => {
  expect(shortTime(new Date(2026, 10, 22, 21, 31))).toEqual({ weekday: 'Sun', day: '22 Nov', hour: '21:31' })
})
