import { expect, test } from 'vitest'
import { NOW } from '../../test/turns.ts'
import { isLive, isPaid, missingOf, type Onboarded, requirements } from './guard.ts'

const whole: Onboarded = {
  businessName: 'Elm Plumbing',
  phoneNumber: '+447700900456',
  twilioNumber: '+441134960001',
  forwardingEnabled: true,
  notificationPreference: 'SMS',
}
const without: Onboarded = {
  businessName: null,
  phoneNumber: null,
  twilioNumber: null,
  forwardingEnabled: false,
  notificationPreference: null,
}

test('a client may be automated only when all five hold; each missing one is named', () => {
  expect(missingOf(whole)).toEqual([])
  for (const name of requirements) expect(missingOf({ ...whole, [name]: without[name] })).toEqual([name])
  expect(missingOf(without)).toEqual([...requirements])
  expect(missingOf({ ...whole, businessName: '' })).toEqual(['businessName'])
})

test('paid, trialling, or within the days of grace, which end on the moment', () => {
  const at = (ms: number) => new Date(NOW.getTime() + ms)
  expect(isPaid({ paymentActive: true, graceUntil: null }, NOW)).toBe(true)
  expect(isPaid({ paymentActive: false, graceUntil: at(1) }, NOW)).toBe(true)
  expect(isPaid({ paymentActive: false, graceUntil: NOW }, NOW)).toBe(false)
  expect(isPaid({ paymentActive: false, graceUntil: null }, NOW)).toBe(false)
})

test('live means complete and paid', () => {
  expect(isLive({ missing: [], paid: true })).toBe(true)
  expect(isLive({ missing: [], paid: false })).toBe(false)
  expect(isLive({ missing: ['twilioNumber'], paid: true })).toBe(false)
})
