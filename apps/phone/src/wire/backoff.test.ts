import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('each failure in a row waits longer, ten seconds at most', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(backoffMs)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000])
})
