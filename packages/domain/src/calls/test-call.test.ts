import { expect, test } from 'vitest'
import type { Phone } from '../phone.ts'
import { callArrived } from './test-call.ts'

const OWNER = '+447700900456'
const client = { ownerPhone: OWNER, region: 'GB' } as const
const now = new Date('2026-03-04T10:00:00Z')
const call = { now, startedAt: now, callSid: 'CA1', caller: '+447700900444' as Phone, forwardedFrom: null }

test.each([
  ['+447700900456', 'known'],
  ['07700 900456', 'known'],
  ['447700900456', 'known'],
  ['+447700900457', 'other'],
  [null, 'untold'],
  ['', 'untold'],
  ['anonymous', 'untold'],
])('forwarded from %j: %s', (forwardedFrom, read) => {
  expect(callArrived({ ...call, forwardedFrom }, client)).toMatchObject({ forwardedFrom: read, callerEnding: '444' })
})

test('the owner’s own phone is told, and a withheld number has no ending', () => {
  expect(callArrived({ ...call, caller: OWNER as Phone }, client)).toMatchObject({ callerIsOwner: true })
  expect(callArrived({ ...call, caller: null }, client)).toMatchObject({ callerIsOwner: false, callerEnding: null })
})
