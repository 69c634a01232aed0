import { describe, expect, test } from 'vitest'
import { isAnswerable, maskPhone, maskPhonesIn, readPhone } from './phone.ts'

describe('a phone number', () => {
  test('passes if it is possible, as every drama number is', () => {
    for (let last = 0; last < 1_000; last++) {
      const number = `+447700900${String(last).padStart(3, '0')}`
      expect(readPhone(number)).toBe(number)
      expect(isAnswerable(number)).toBe(true)
    }
    for (const number of ['+441134960123', '+442079460123', '+12125550123', '+13055550199'])
      expect(readPhone(number)).toBe(number)
  })

  test.each([
    ['07700 900123', 'GB'],
    ['(07700) 900-123', 'GB'],
    ['+44 7700 900 123', undefined],
    ['+44 (0)7700 900123', undefined],
    ['0044 7700 900123', 'GB'],
  ] as const)('is read as people write it: %s', (written, region) =>
    expect(readPhone(written, region)).toBe('+447700900123'),
  )

  test('in national form needs its country', () => {
    expect(readPhone('07700 900123')).toBeNull()
    expect(readPhone('(212) 555-0123', 'US')).toBe('+12125550123')
  })

  test.each([
    '',
    'hello',
    '+',
    '+44',
    '+4477',
    '+44770090012345678',
    '+99912345678',
    '60777',
    'call 07700900123',
    '+447700900123 or so',
  ])('%j is none', (written) => expect(readPhone(written)).toBeNull())
})

test('short codes, names and unclean numbers cannot be answered by text', () => {
  for (const sender of ['60777', 'PARCELS', '7726', '', 'anonymous', '447700900123', '+44 7700 900123', '07700900123'])
    expect(isAnswerable(sender)).toBe(false)
})

test('a masked number shows its country and three digits, a short one nothing', () => {
  expect(maskPhone('+447700900123')).toBe('+44***123')
  for (const short of ['60777', '', '+12345']) expect(maskPhone(short)).toBe('***')
  for (const phone of ['+447700900123', '+12125550123', '+3531234567'])
    expect(maskPhone(phone).replace(/\D/g, '').length).toBeLessThanOrEqual(6)
})

test('of people’s words only what could be rung is masked, however it is written', () => {
  expect(maskPhonesIn('ring 07700 900123 or +44 (0)113 496 0000, flat 12, £600, at 10.30')).toBe(
    'ring ***123 or ***000, flat 12, £600, at 10.30',
  )
  expect(maskPhonesIn('no number')).toBe('no number')
})
