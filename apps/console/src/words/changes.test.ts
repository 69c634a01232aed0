import { expect, test } from 'vitest'
import { changedFields, didWhat, whoDid } from './changes.ts'

test('what was done is said as people say it', () => {
  expect(didWhat('held.release')).toBe('Released a held text')
  expect(didWhat('onboarding.back')).toBe('Onboarding: back')
  expect(whoDid('admin-key')).toBe('the admin key')
  expect(whoDid('Ada')).toBe('Ada')
})

test('only what differs is told, in words and without ids', () => {
  expect(
    changedFields(
      { paymentActive: true, bookingUrl: 'https://book.example/dave', state: 'NEEDS_INFO', ownerName: 'Dave' },
      { paymentActive: false, bookingUrl: null, state: 'URGENT', ownerName: 'Dave', outboxId: 'f00' },
    ),
  ).toEqual([
    { name: 'Payment active', before: 'yes', after: 'no' },
    { name: 'Booking url', before: 'https://book.example/dave', after: null },
    { name: 'State', before: 'needs info', after: 'urgent' },
  ])
})

test('a switch is read with its hour, and what was not there before as new', () => {
  expect(changedFields(null, { outboundPaused: { on: true, until: '2030-02-01T12:00:00.000Z' } })).toEqual([
    { name: 'Outbound paused', before: null, after: expect.stringMatching(/^on yes, until 1 Feb 2030, \d\d:00$/) },
  ])
})
