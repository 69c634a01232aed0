import { describe, expect, test } from 'vitest'
import { CUSTOMER, OWNER } from '../../test/turns.ts'
import { afterFailure, type FailedMessage } from './after-failure.ts'
import { type Purpose, purposes, recipientOf } from './purpose.ts'
import { measure } from './segments.ts'
import { type SendFailure, sendFailures } from './send-failure.ts'

const message = (purpose: Purpose = 'reply', body = 'Book here'): FailedMessage => ({
  id: 'row-1',
  clientId: null,
  purpose,
  to: recipientOf(purpose) === 'owner' ? OWNER : CUSTOMER,
  body,
})
const of = { tries: 100, code: 30000 }
const failures = Object.keys(sendFailures) as SendFailure[]

test.each<[SendFailure, 'FAILED' | 'HELD' | 'SUPPRESSED', boolean, boolean]>([
  ['throttled', 'FAILED', true, true],
  ['unreachable', 'FAILED', true, false],
  ['doubtful', 'FAILED', true, false],
  ['notNow', 'FAILED', true, true],
  ['optedOut', 'SUPPRESSED', false, false],
  ['badNumber', 'FAILED', true, false],
  ['blocked', 'FAILED', true, false],
  ['filtered', 'FAILED', true, true],
  ['ourAccount', 'HELD', false, true],
  ['ourBug', 'FAILED', true, true],
  ['unexplained', 'FAILED', true, false],
])('a reply that is %s for good: %s, owner told: %s, founder told: %s', (failure, state, owner, founder) => {
  const after = afterFailure(message(), failure, of)
  expect([after.state, after.ownerNotice !== null, after.findings.length > 0]).toEqual([state, owner, founder])
  expect([after.retryAfterMs, after.optOut]).toEqual([null, failure === 'optedOut'])
})

test('the table covers every failure there is', () => expect(failures).toHaveLength(11))

test('while it is tried again nobody is told', () => {
  for (const failure of failures.filter((one) => sendFailures[one].then === 'retry'))
    for (const purpose of purposes)
      expect(afterFailure(message(purpose), failure, { ...of, tries: 1 })).toMatchObject({
        state: 'RETRY',
        retryAfterMs: expect.any(Number),
        ownerNotice: null,
        findings: [],
      })
})

test('the owner hears only of what a customer did not get, with the number to ring, within two segments', () => {
  for (const purpose of purposes) {
    const { ownerNotice } = afterFailure(message(purpose, 'ж'.repeat(300)), 'badNumber', of)
    expect(ownerNotice !== null).toBe(recipientOf(purpose) === 'customer')
    if (ownerNotice === null) continue
    expect(ownerNotice).toContain(CUSTOMER)
    expect(measure(ownerNotice).segments).toBeLessThanOrEqual(2)
  }
})

describe('the founder', () => {
  test('is told of an emergency that could not reach the owner, whatever the reason', () => {
    for (const failure of failures.filter((one) => one !== 'ourAccount')) {
      const [finding] = afterFailure(message('owner-urgent', `URGENT: ${CUSTOMER}. "flood"`), failure, of).findings
      expect(finding).toMatchObject({ type: 'OWNER_NOT_TOLD', subject: 'row-1' })
      expect(finding?.words).toContain(CUSTOMER)
    }
  })

  test('is told of an owner whom the carrier says to have opted out', () => {
    expect(afterFailure(message('owner-notice'), 'optedOut', of).findings).toMatchObject([
      { type: 'OWNER_OPTED_OUT', subject: OWNER },
    ])
    expect(afterFailure(message('reply'), 'optedOut', of).findings).toEqual([])
  })

  test('is told of each code that our account is refused with', () => {
    expect(afterFailure(message(), 'ourAccount', { ...of, code: 21606 }).findings).toMatchObject([
      { type: 'SENDING_REFUSED', subject: 'code 21606', words: expect.stringContaining('21606') },
    ])
    expect(afterFailure(message('owner-urgent'), 'ourAccount', { ...of, code: null }).findings).toMatchObject([
      { subject: 'code none' },
    ])
  })

  test('is told of an owner’s number that takes no texts, and which', () => {
    const { findings } = afterFailure(message('owner-notice'), 'blocked', of)
    expect(findings).toMatchObject([
      { type: 'OWNER_UNREACHABLE', subject: OWNER, words: expect.stringContaining(OWNER) },
    ])
  })

  test('gets no alarm about an alarm', () => {
    for (const failure of failures) expect(afterFailure(message('alert'), failure, of).findings).toEqual([])
  })
})

describe('a number', () => {
  const marks = (failure: SendFailure, change: Partial<typeof of> = {}) =>
    afterFailure(message(), failure, { ...of, ...change }).unreachable

  test('that takes no texts is marked, whichever code says so', () => {
    expect(failures.filter((failure) => marks(failure))).toEqual(['badNumber', 'blocked'])
  })

  test('of an unknown handset (30005) is marked when a second try confirmed it, and not before', () => {
    expect([marks('doubtful', { code: 30005, tries: 1 }), marks('doubtful', { code: 30005, tries: 2 })]).toEqual([
      false,
      true,
    ])
    expect(marks('doubtful', { code: 30008, tries: 2 })).toBe(false)
  })

  test('of the founder is never marked', () => {
    expect(afterFailure(message('alert'), 'badNumber', of).unreachable).toBe(false)
  })
})

test('what an owner will not get as a text goes by mail; what is held, or is tried again, or is a customer’s, does not', () => {
  const byMail = (purpose: Purpose, failure: SendFailure, tries = 100) =>
    afterFailure(message(purpose), failure, { ...of, tries }).byMail
  for (const failure of failures) expect(byMail('owner-notice', failure)).toBe(failure !== 'ourAccount')
  expect(purposes.filter((purpose) => byMail(purpose, 'badNumber'))).toEqual(['owner-urgent', 'owner-notice'])
  expect(byMail('owner-urgent', 'unreachable', 1)).toBe(false)
})
