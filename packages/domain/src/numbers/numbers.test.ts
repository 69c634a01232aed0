import { expect, test } from 'vitest'
import { driftOf, type Pooled } from './drift.ts'
import { type AccountNumber, faultsOf, setupAt, triesAgainAt } from './number-desk.ts'

const wanted = setupAt('https://jobrun.example')
const number = (change: Partial<AccountNumber> = {}): AccountNumber => ({
  sid: 'PN1',
  phone: '+441134960160',
  label: '',
  setup: wanted,
  posts: true,
  diverted: false,
  takesTexts: true,
  takesCalls: true,
  ...change,
})
const pooled = (change: Partial<Pooled> = {}): Pooled => ({
  id: 'n1',
  phone: '+441134960160',
  role: 'OPERATIONAL',
  status: 'ASSIGNED',
  clientId: 'c1',
  ...change,
})

test('a number reaches us when every address is ours, is posted to, and nothing stands before it', () => {
  expect(faultsOf(number(), wanted)).toEqual([])
  expect(
    faultsOf(number({ setup: { ...wanted, voiceUrl: '', smsUrl: 'https://demo.twilio.example/' } }), wanted),
  ).toEqual(['smsUrl is https://demo.twilio.example/', 'voiceUrl is empty'])
  for (const change of [{ posts: false }, { diverted: true }, { takesTexts: false }, { takesCalls: false }])
    expect(faultsOf(number(change), wanted)).toHaveLength(1)
})

test('drift: what only one side has, and what is used and points elsewhere; a free number may point anywhere', () => {
  const elsewhere = number({ setup: { ...wanted, smsUrl: '' } })
  expect(driftOf([pooled()], [number()], wanted)).toEqual([])
  expect(driftOf([pooled()], [], wanted)).toMatchObject([{ kind: 'not-in-account', status: 'ASSIGNED' }])
  expect(driftOf([], [number()], wanted)).toMatchObject([{ kind: 'not-in-pool', id: null }])
  expect(driftOf([pooled()], [elsewhere], wanted)).toMatchObject([{ kind: 'elsewhere', detail: 'smsUrl is empty.' }])
  for (const status of ['AVAILABLE', 'RESTING']) expect(driftOf([pooled({ status })], [elsewhere], wanted)).toEqual([])
})

test('a failed set-up is tried after one minute, then two, four, and never later than an hour', () => {
  const now = new Date(0)
  expect([1, 2, 3, 20].map((tries) => triesAgainAt(tries, now).getTime() / 60_000)).toEqual([1, 2, 4, 60])
})
