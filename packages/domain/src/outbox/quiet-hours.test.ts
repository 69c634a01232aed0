import fc from 'fast-check'
import { expect, test } from 'vitest'
import { purposes } from './purpose.ts'
import { leavesAt } from './quiet-hours.ts'

const london = { timezone: 'Europe/London', region: 'GB' }
const notice = (at: string, place: Parameters<typeof leavesAt>[2] = london) =>
  leavesAt('owner-notice', new Date(at), place).toISOString()

test('only an owner’s ordinary notice waits for the day; whatever answers or is urgent leaves at any hour', () => {
  const night = new Date('2026-01-10T02:00:00Z')
  expect(purposes.filter((purpose) => leavesAt(purpose, night, london) > night)).toEqual(['owner-notice'])
})

test.each([
  ['at eight in the morning it leaves', '2026-01-10T08:00:00.000Z', '2026-01-10T08:00:00.000Z'],
  ['a moment before eight in the evening too', '2026-01-10T19:59:59.999Z', '2026-01-10T19:59:59.999Z'],
  ['from eight in the evening it waits', '2026-01-10T20:00:00.000Z', '2026-01-11T08:00:00.000Z'],
  ['after midnight until the same morning', '2026-01-10T00:30:00.000Z', '2026-01-10T08:00:00.000Z'],
  ['a moment before eight it waits for it', '2026-01-10T07:59:59.999Z', '2026-01-10T08:00:00.000Z'],
  ['over the end of a year', '2026-12-31T23:00:00.000Z', '2027-01-01T08:00:00.000Z'],
])('%s', (_name, at, leaves) => expect(notice(at)).toBe(leaves))

test.each([
  ['the night summer time begins is an hour shorter', '2026-03-28T20:00:00Z', '2026-03-29T07:00:00.000Z'],
  ['the night it ends is an hour longer', '2026-10-24T19:00:00Z', '2026-10-25T08:00:00.000Z'],
  ['on the morning after it began eight is an hour earlier', '2026-03-29T06:59:59Z', '2026-03-29T07:00:00.000Z'],
  ['in summer the evening closes an hour earlier by Greenwich', '2026-07-01T19:00:00Z', '2026-07-02T07:00:00.000Z'],
])('%s', (_name, at, leaves) => expect(notice(at)).toBe(leaves))

test('it is the recipient’s clock that counts', () => {
  const at = '2026-01-10T10:00:00Z'
  expect(notice(at, { timezone: 'America/Los_Angeles', region: 'US' })).toBe('2026-01-10T16:00:00.000Z')
  expect(notice(at, { timezone: 'Asia/Tokyo', region: 'GB' })).toBe('2026-01-10T10:00:00.000Z')
  expect(notice(at, { timezone: 'Asia/Kathmandu', region: 'GB' })).toBe('2026-01-10T10:00:00.000Z')
})

test('without a zone that exists it has to be day in all of the country', () => {
  const nowhere = (region: string) => ({ timezone: 'Europe/Leeds', region })
  expect(notice('2026-01-10T07:00:00Z', nowhere('GB'))).toBe('2026-01-10T08:00:00.000Z')
  expect(notice('2026-01-10T14:00:00Z', nowhere('US'))).toBe('2026-01-10T18:00:00.000Z')
  expect(notice('2026-01-11T00:59:00Z', nowhere('US'))).toBe('2026-01-11T00:59:00.000Z')
  expect(notice('2026-01-11T01:00:00Z', nowhere('US'))).toBe('2026-01-11T18:00:00.000Z')
})

test('without a country either, in all countries', () => {
  for (const place of [null, { timezone: '', region: 'FR' }]) {
    expect(notice('2026-01-10T10:00:00Z', place)).toBe('2026-01-10T18:00:00.000Z')
    expect(notice('2026-07-10T19:00:00Z', place)).toBe('2026-07-11T18:00:00.000Z')
  }
})

test('whenever it is asked: never earlier, by day, and within a night, and asked again it stays so', () => {
  const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Pacific/Chatham', 'Australia/Lord_Howe')
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(zone, moment, (timezone, at) => {
      const place = { timezone, region: 'GB' }
      const leaves = leavesAt('owner-notice', at, place)
      const hour = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: 'numeric', hourCycle: 'h23' })
      expect(Number(hour.format(leaves))).toSatisfy((h: number) => h >= 8 && h < 20)
      const waits = leaves.getTime() - at.getTime()
      expect(waits).toBeGreaterThanOrEqual(0)
      expect(waits).toBeLessThanOrEqual(13 * 3_600_000)
      expect(leavesAt('owner-notice', leaves, place)).toEqual(leaves)
    }),
  )
})
