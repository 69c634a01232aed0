import { expect, test } from 'vitest'
import { age, clock, dayName, dayOfUtc, isSameDay, shortTime, wholeTime, zoneMark } from './times.ts'

const noonInLondon = new Date('2026-07-01T11:00:00Z')

test('a time is told where the client is, not where the reader sits', () => {
  expect(clock(noonInLondon, 'Europe/London')).toBe('12:00')
  expect(clock(noonInLondon, 'America/New_York')).toBe('07:00')
  expect(wholeTime(noonInLondon, 'Europe/London')).toMatch(/1 Jul 2026, 12:00:00/)
})

test('days begin at midnight where the client is', () => {
  const late = new Date('2026-07-01T23:30:00Z')
  expect(isSameDay(noonInLondon, late, 'Europe/London')).toBe(false)
  expect(isSameDay(noonInLondon, late, 'America/New_York')).toBe(true)
  expect(dayName(noonInLondon, late, 'Europe/London')).toBe('Yesterday')
  // Browsers differ in the comma.
  expect(dayName(new Date('2025-03-02T12:00:00Z'), noonInLondon, 'Europe/London').replace(',', '')).toBe(
    'Sunday 2 March 2025',
  )
  expect(shortTime(noonInLondon, late, 'Europe/London')).toBe('1 Jul, 12:00')
})

test('a day of UTC is that day wherever it is read, with its month in words', () => {
  expect(dayOfUtc(new Date('2026-01-02'))).toBe('2 Jan')
  expect(dayOfUtc(new Date('2026-01-02T23:59:59Z'))).toBe('2 Jan')
})

test('a time of elsewhere says so, and one that both read alike does not', () => {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(zoneMark(noonInLondon, 'Asia/Kathmandu')).toBe('GMT+5:45')
  expect(zoneMark(noonInLondon, here)).toBe('')
  expect(zoneMark(noonInLondon, undefined)).toBe('')
})

test.each([
  [0, 'now'],
  [59_999, 'now'],
  [240_000, '4 min'],
  [3 * 3_600_000, '3 h'],
  [3 * 86_400_000, '3 d'],
  [-5_000, 'now'],
])('%s ms ago reads %s', (ms, words) => {
  expect(age(new Date(noonInLondon.getTime() - ms), noonInLondon)).toBe(words)
})
