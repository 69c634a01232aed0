import { describe, expect, test } from 'vitest'
import { failureOf, retryAfterMs, type SendFailure, sendFailures } from './send-failure.ts'

describe('each code of the carrier says what to do', () => {
  test.each<[number, SendFailure]>([
    [21211, 'badNumber'],
    [21614, 'badNumber'],
    [21408, 'ourAccount'],
    [21606, 'ourAccount'],
    [21612, 'ourAccount'],
    [21610, 'optedOut'],
    [21611, 'throttled'],
    [30001, 'throttled'],
    [21617, 'ourBug'],
    [20429, 'throttled'],
    [30002, 'ourAccount'],
    [30003, 'unreachable'],
    [30004, 'blocked'],
    [30005, 'doubtful'],
    [30006, 'badNumber'],
    [30007, 'filtered'],
    [30008, 'doubtful'],
    [30022, 'throttled'],
    [30023, 'notNow'],
    [30024, 'ourAccount'],
    [30034, 'ourAccount'],
    [30410, 'unexplained'],
    [30610, 'notNow'],
    [30047, 'notNow'],
    [20003, 'ourAccount'],
    [99999, 'unexplained'],
  ])('%d is %s', (code, failure) => {
    expect(failureOf(code, 400)).toBe(failure)
    expect(failureOf(code, null)).toBe(failure)
  })

  test('an unknown or missing code is read by the HTTP status', () => {
    for (const code of [null, 12345]) {
      expect(failureOf(code, 401)).toBe('ourAccount')
      expect(failureOf(code, 403)).toBe('ourAccount')
      expect(failureOf(code, 429)).toBe('throttled')
      expect(failureOf(code, 400)).toBe('unexplained')
      expect(failureOf(code, null)).toBe('unexplained')
    }
  })
})

describe('tries', () => {
  const failures = Object.keys(sendFailures) as SendFailure[]

  test('end, are never less than a second apart nor more than an hour, and belong only to what is retried', () => {
    for (const failure of failures) {
      const waits = Array.from({ length: 100 }, (_, index) => retryAfterMs(failure, index + 1))
      const given = waits.filter((wait) => wait !== null)
      expect(given.length > 0).toBe(sendFailures[failure].then === 'retry')
      expect(waits.slice(given.length).every((wait) => wait === null)).toBe(true)
      for (const wait of given) expect(wait >= 1_000 && wait <= 3_600_000).toBe(true)
      expect(retryAfterMs(failure, 0)).toBeNull()
    }
  })

  test.each<[SendFailure, number]>([
    ['throttled', 9],
    ['unreachable', 3],
    ['doubtful', 1],
    ['notNow', 12],
    ['filtered', 0],
    ['badNumber', 0],
  ])('%s: %d further tries', (failure, tries) => {
    expect(retryAfterMs(failure, tries + 1)).toBeNull()
    if (tries > 0) expect(retryAfterMs(failure, tries)).not.toBeNull()
  })
})
