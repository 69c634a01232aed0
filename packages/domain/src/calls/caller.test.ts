import { expect, test } from 'vitest'
import { callStatuses, rankOf } from './call-status.ts'
import { callerOf } from './caller.ts'

test.each([
  '+266696687',
  '266696687',
  '+7378742833',
  '+2562533',
  '+8656696',
  '+86282452253',
  'anonymous',
  'Restricted',
  '',
  '+',
  '60777',
  'sip:jo@pbx.example',
])('%j is nobody to write to', (from) => expect(callerOf(from)).toBeNull())

test.each(['+447700900123', '+441134960123', '+12025550123'])('%s is', (from) => expect(callerOf(from)).toBe(from))

test('a call that has ended outranks one that goes on, and no end outranks another', () => {
  const ends = callStatuses.filter((status) => rankOf(status) === 3)
  expect(ends.toSorted()).toEqual(['busy', 'canceled', 'completed', 'failed', 'no-answer'])
  expect(rankOf('in-progress')).toBeGreaterThan(rankOf('ringing'))
  expect(rankOf('ringing')).toBeGreaterThan(rankOf('queued'))
})
