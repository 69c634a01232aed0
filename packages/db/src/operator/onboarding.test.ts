import { expect, test } from 'vitest'
import { isComplete, stateOf } from './onboarding.ts'

const all = {
  businessName: 'Elm',
  ownerName: 'Sam',
  phoneNumber: '+447700900101',
  twilioNumber: '+441134960101',
  forwardingEnabled: true,
  notificationPreference: 'SMS',
  paymentActive: true,
}

test.each([
  [{}, 'COMPLETE'],
  [{ paymentActive: false }, 'COMPLETE'],
  [{ ownerName: null }, 'COMPLETE'],
  [{ forwardingEnabled: false }, 'S6_PHONE_TYPE'],
  [{ twilioNumber: null }, 'S5_CONFIRM_LIVE'],
  [{ forwardingEnabled: false, paymentActive: false }, 'S5_CONFIRM_LIVE'],
  [{ notificationPreference: null, twilioNumber: null }, 'S4_NOTIFICATION_PREF'],
  [{ notificationPreference: null, ownerName: null }, 'S3_OWNER_NAME'],
  [{ businessName: '' }, 'S2_BUSINESS_NAME'],
])('with %o the onboarding stands at %s', (less, state) => {
  const client = { ...all, ...less }
  expect([stateOf(client), isComplete(client)]).toEqual([state, state === 'COMPLETE'])
})
