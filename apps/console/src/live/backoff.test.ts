import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test('a broken line is tried again at once, then ever more slowly, at most every twenty seconds, and never given up', () => {
  expect(backoffMs(1, 0)).toBe(250)
  expect(backoffMs(1, 1)).toBe(500)
  expect(backoffMs(3, 1)).toBe(2_000)
  expect(backoffMs(1_000, 1)).toBe(20_000)
  expect(backoffMs(1_000, 0)).toBe(10_000)
})
