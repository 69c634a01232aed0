import { describe, expect, test } from 'vitest'
import { changeClient, createClient } from './clients.ts'

const least = {
  businessName: 'Elm Plumbing',
  phoneNumber: '+447700900101',
  region: 'GB',
  timezone: 'Europe/London',
}
const created = (more: object) => createClient.input.body.safeParse({ ...least, ...more })

describe('a new client', () => {
  test.each([
    ['businessName', '  Elm  '],
    ['businessName', 'Jö'],
    ['businessName', 'x'.repeat(60)],
    ['ownerName', null],
    ['phoneNumber', '+44 7700 900123'],
    ['phoneNumber', '+12025550123'],
    ['twilioNumber', '+44 113 496 0101'],
    ['timezone', 'America/Argentina/Buenos_Aires'],
    ['timezone', 'UTC'],
    ['ownerEmail', 'kim@oak.example'],
    ['ownerEmail', null],
    ['region', 'US'],
    ['bookingUrl', 'https://book.example/elm?x=1&y=%20#top'],
    ['bookingUrl', `https://book.example/${'x'.repeat(99)}`],
    ['notificationPreference', 'SMS'],
    ['facts', {}],
    ['facts', { services: ['boilers'], serviceArea: null, prices: [], hours: 'always' }],
  ])('%s may be %o', (field, value) => {
    expect(created({ [field]: value }).error?.issues).toBeUndefined()
  })

  test.each([
    ['businessName', 'E'],
    ['businessName', ' E '],
    ['businessName', 'x'.repeat(61)],
    ['businessName', 'two\nlines'],
    ['businessName', 'nul\u0000'],
    ['ownerName', 'x'.repeat(61)],
    ['ownerName', ''],
    ['phoneNumber', '07700900123'],
    ['phoneNumber', '+44770'],
    ['phoneNumber', 'ring me on +447700900101'],
    ['phoneNumber', 447700900101],
    ['twilioNumber', '+447700900101'],
    ['ownerEmail', 'kim'],
    ['ownerEmail', 'Kim <kim@oak.example>'],
    ['timezone', 'Leeds'],
    ['timezone', '+01:00'],
    ['timezone', 'GMT+1'],
    ['timezone', ''],
    ['region', 'UK'],
    ['region', 'gb'],
    ['bookingUrl', 'http://book.example/elm'],
    ['bookingUrl', 'javascript:alert(1)'],
    ['bookingUrl', 'https://book.example/élm'],
    ['bookingUrl', 'https://book.example/a b'],
    ['bookingUrl', 'https://user:pw@book.example/'],
    ['bookingUrl', 'https://localhost/'],
    ['bookingUrl', 'https://book.example/`'],
    ['bookingUrl', `https://book.example/${'x'.repeat(100)}`],
    ['notificationPreference', 'PIGEON'],
    ['paymentActive', 'true'],
    ['facts', { services: Array(21).fill('boilers') }],
    ['facts', { motto: 'we care' }],
    ['facts', { prices: ['cheap'] }],
    ['facts', { prices: ['£80'] }],
    ['facts', { services: ['bojler średni'] }],
    ['onboardingComplete', true],
  ])('%s may not be %o, and the words say so', (field, value) => {
    const [issue] = created({ [field]: value }).error?.issues ?? []
    expect(issue?.message).toMatch(/\w/)
  })
})

test('a change names only what it changes', () => {
  expect(changeClient.input.body.parse({ bookingUrl: null })).toEqual({ bookingUrl: null })
  expect(changeClient.input.body.safeParse({}).success).toBe(false)
  expect(changeClient.input.body.safeParse({ facts: { hours: 'always' } }).success).toBe(false)
  expect(changeClient.input.body.safeParse({ businessName: null }).success).toBe(false)
})
