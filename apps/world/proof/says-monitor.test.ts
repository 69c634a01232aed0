import { expect, test } from 'vitest'
import { saysMonitor } from './says-monitor.ts'

const SEE = 'Reply SHOW and a number, or STATUS.'

test.each([
  'OUTBOX_LATE: a text waits for 200 s #1',
  'INVARIANT_VIOLATION: the check of AI budgets failed, so nobody watches that: refused by the line #3',
  'INVARIANT_VIOLATION: the database does not answer since 09:30.',
  'INVARIANT_VIOLATION: The database cannot be used (refused by the line): check DATABASE_URL. #2',
  `INVARIANT_VIOLATION: 2 things are not as they must be: check of payments #6, check of the AI #7. ${SEE}`,
])('what a fault makes the monitor say: %s', (body) => {
  expect(saysMonitor(body)).toBe(true)
})

test.each([
  'INVARIANT_VIOLATION: Elm Plumbing has no number #3',
  `INVARIANT_VIOLATION: 2 things are not as they must be: check of payments #6, Elm Plumbing #7. ${SEE}`,
  `INVARIANT_VIOLATION: 4 things are not as they must be: check of payments #6, check of the AI #7 and 2 more. ${SEE}`,
  'SENT_TWICE: +447700900301 was texted twice #4',
  'Hello from Elm Plumbing.',
])('what no fault of a proof explains: %s', (body) => {
  expect(saysMonitor(body)).toBe(false)
})
