import { expect, test } from 'vitest'
import { OWNER } from '../../test/turns.ts'
import { goesByMail, mailAgainAfterMs, mailOf } from './mail.ts'
import { purposes } from './purpose.ts'

test('only an owner’s notices go by mail, and not while the owner asked for quiet', () => {
  for (const because of ['opted-out', 'unreachable'])
    expect(purposes.filter((purpose) => goesByMail(purpose, because))).toEqual(['owner-urgent', 'owner-notice'])
  for (const because of ['notifications-paused', 'outbound-paused', 'quiet-hours', null])
    expect(purposes.filter((purpose) => goesByMail(purpose, because))).toEqual([])
})

test('the mail has the words of the text, whom it is for, and whether it is urgent', () => {
  const notice = { id: 'm1', to: 'kim@oak.example', businessName: 'Oak Electrics', body: `URGENT: ${OWNER}. "fire"` }
  const urgent = mailOf({ ...notice, purpose: 'owner-urgent' })
  expect(urgent).toMatchObject({ id: 'm1', to: 'kim@oak.example', subject: 'URGENT for Oak Electrics' })
  expect(urgent.text).toContain(notice.body)
  expect(mailOf({ ...notice, purpose: 'owner-notice' }).subject).toBe('For Oak Electrics')
})

test('a mail that is refused for now is tried five times more within six hours', () => {
  const waits = [1, 2, 3, 4, 5].map((attempt) => mailAgainAfterMs(attempt) ?? Number.NaN)
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(6 * 3_600_000)
  expect(mailAgainAfterMs(6)).toBeNull()
})
