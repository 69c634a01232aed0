import { describe, expect, test } from 'vitest'
import { NOW } from '../../test/turns.ts'
import type { SentText } from './carrier.ts'
import { isTooLate, mayBe, maySendAgain } from './reconcile.ts'

const text = (createdMs: number, body = 'Thanks!'): SentText => ({
  sid: 'SM1',
  body,
  status: 'sent',
  errorCode: null,
  createdAt: new Date(NOW.getTime() + createdMs),
})
const message = { body: 'Thanks!', claimedAt: NOW }

describe('a listed text may be ours', () => {
  test('if the words are the same and it is no older than the claim, give or take two clocks', () => {
    expect(mayBe(text(0), message)).toBe(true)
    expect(mayBe(text(-5_000), message)).toBe(true)
    expect(mayBe(text(-5_001), message)).toBe(false)
    expect(mayBe(text(3_600_000), message)).toBe(true)
    expect(mayBe(text(0, 'Thanks'), message)).toBe(false)
  })
})

test.each([
  [61, 1, 15, true],
  [60, 1, 15, false],
  [61, 1, 14, false],
  [61, 0, 15, false],
  [61, 1, null, false],
  [3_600, 5, 900, true],
])(
  'claimed %d s ago, missing %d times, last %s s ago: may be sent again: %s',
  (claimedSecondsAgo, unseen, unseenSecondsAgo, may) => {
    expect(maySendAgain({ claimedSecondsAgo, unseen, unseenSecondsAgo })).toBe(may)
  },
)

test.each([
  ['reply', 1_800, false],
  ['reply', 1_801, true],
  ['owner-notice', 4 * 3_600, false],
  ['owner-notice', 4 * 3_600 + 1, true],
] as const)('a %s due %d s ago comes too late: %s', (purpose, dueSecondsAgo, late) => {
  expect(isTooLate({ purpose, dueSecondsAgo })).toBe(late)
})
