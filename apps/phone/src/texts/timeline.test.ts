import { expect, test } from 'vitest'
import type { HandsetMessage } from '../wire/handset-texts.ts'
import { emptyThread, withNews } from './thread.ts'
import { dayName, timelineOf } from './timeline.ts'

const phone = '+447700900301'
const plumber = '+441134960111'
const office = '+441134960100'

const text = (sid: string, from: string, to: string, at: string): HandsetMessage => ({
  sid,
  direction: from === phone ? 'in' : 'out',
  from,
  to,
  body: sid,
  media: [],
  status: 'delivered',
  errorCode: null,
  segments: 1,
  encoding: 'GSM-7',
  price: null,
  dateCreated: at,
  dateUpdated: at,
})

test('a phone shows its own texts only, oldest first, seen from its side', () => {
  const thread = withNews(emptyThread, {
    kind: 'history',
    texts: [
      text('SM2', plumber, phone, '2026-01-05T12:00:05.000Z'),
      text('SM3', plumber, '+447700900999', '2026-01-05T12:00:06.000Z'),
      text('SM1', phone, plumber, '2026-01-05T12:00:00.000Z'),
    ],
  })
  const lines = timelineOf(thread, phone)
  expect(lines.map((line) => [line.text.sid, line.direction])).toEqual([
    ['SM1', 'out'],
    ['SM2', 'in'],
  ])
})

test('a new day and a change of the other side are marked', () => {
  const thread = withNews(emptyThread, {
    kind: 'history',
    texts: [
      text('SM1', phone, plumber, '2026-01-05T12:00:00.000Z'),
      text('SM2', office, phone, '2026-01-05T12:01:00.000Z'),
      text('SM3', office, phone, '2026-01-07T12:00:00.000Z'),
    ],
  })
  expect(timelineOf(thread, phone).map(({ opensDay, opensRun }) => [opensDay, opensRun])).toEqual([
    [true, true],
    [false, true],
    [true, false],
  ])
})

test('days near today have names', () => {
  const now = new Date('2026-01-07T12:00:00.000Z')
  expect(dayName('2026-01-07T11:00:00.000Z', now)).toBe('Today')
  expect(dayName('2026-01-06T12:00:00.000Z', now)).toBe('Yesterday')
  expect(dayName('2026-01-05T12:00:00.000Z', now)).toBe('Monday 5 January')
})
