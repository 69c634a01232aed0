import { describe, expect, test } from 'vitest'
import type { Phone } from '../phone.ts'
import { type ArrivedCall, type CalledClient, type CallFacts, planCall } from './plan-call.ts'

const NOW = new Date('2026-03-04T10:00:00Z')
const CALLER = '+447700900123' as Phone
const OWNER = '+447700900456' as Phone

const arrived = (change: Partial<ArrivedCall> = {}): ArrivedCall => ({
  now: NOW,
  callSid: 'CA1',
  startedAt: NOW,
  caller: CALLER,
  ...change,
})
const client: CalledClient = {
  id: 'c1',
  businessName: 'Elm Plumbing',
  ownerPhone: OWNER,
  timezone: 'Europe/London',
  missing: [],
  paid: true,
}
const facts = (change: Partial<CallFacts> = {}): CallFacts => ({
  role: 'OPERATIONAL',
  client,
  testCall: 'not-awaited',
  isOwner: false,
  lineType: null,
  ignored: false,
  optedOut: false,
  unreachable: false,
  textedLately: false,
  talkedLately: false,
  ...change,
})
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const unpaid = { ...client, paid: false }
const incomplete = { ...client, missing: ['forwardingEnabled'] as const }

describe('what a call comes to', () => {
  test.each<[string, string, string | null, Partial<ArrivedCall>, Partial<CallFacts>]>([
    ['a customer of a live client', 'missed', null, {}, {}],
    ['a mobile', 'missed', null, {}, { lineType: 'mobile' }],
    ['internet telephony', 'missed', null, {}, { lineType: 'nonFixedVoip' }],
    ['a line of unknown kind', 'missed', null, {}, { lineType: 'unknown' }],
    ['somebody who is an owner elsewhere', 'missed', null, {}, { isOwner: true }],
    ['a withheld number', 'missed', 'withheld', { caller: null }, {}],
    ['a landline', 'missed', 'landline', {}, { lineType: 'landline' }],
    ['an ignored number', 'missed', 'ignored', {}, { ignored: true }],
    ['somebody opted out', 'missed', 'opted-out', {}, { optedOut: true }],
    ['a dead number', 'missed', 'unreachable', {}, { unreachable: true }],
    ['a second call that day', 'missed', 'texted-lately', {}, { textedLately: true }],
    ['somebody we spoke with just now', 'missed', 'talked-lately', {}, { talkedLately: true }],
    ['a call half an hour ago', 'missed', null, { startedAt: minutesAgo(30) }, {}],
    ['a call longer ago', 'missed', 'too-late', { startedAt: minutesAgo(31) }, {}],
    ['the owner', 'owner', 'owner', { caller: OWNER }, {}],
    ['the owner of a client that is not live', 'owner', 'owner', { caller: OWNER }, { client: unpaid }],
    ['a client that has not paid', 'not-live', null, {}, { client: unpaid }],
    ['a client that is not set up', 'not-live', null, {}, { client: incomplete }],
    ['a client that waits for its test call', 'not-live', 'test-call', {}, { client: incomplete, testCall: 'awaited' }],
    ['the test call', 'test-call', 'test-call', {}, { client: incomplete, testCall: 'proven' }],
    [
      'the test call by the owner',
      'test-call',
      'test-call',
      { caller: OWNER },
      { client: incomplete, testCall: 'proven' },
    ],
    ['the onboarding number', 'texts-only', null, {}, { role: 'ONBOARDING', client: null }],
    [
      'the onboarding number, withheld',
      'texts-only',
      'withheld',
      { caller: null },
      { role: 'ONBOARDING', client: null },
    ],
    ['a number in the pool', 'nobody', 'nobody', {}, { client: null }],
    ['a number of ours', 'nobody', 'nobody', {}, { role: 'SYSTEM', client: null }],
    ['a number that we do not know', 'nobody', 'nobody', {}, { role: null, client: null }],
  ])('%s: %s, no text because: %s', (_name, kind, noText, call, known) => {
    const planned = planCall(arrived(call), facts(known))
    expect(planned).toMatchObject({ kind, noText })
    expect(planned.textBack === null).toBe(noText !== null)
  })

  test('the text back is one per CallSid; the holding text is one per day, under the key that a texter’s has', () => {
    expect(planCall(arrived(), facts()).textBack?.key).toBe('text-back:CA1')
    expect(planCall(arrived(), facts({ client: unpaid })).textBack).toMatchObject({
      key: `holding:c1:${CALLER}:2026-03-04`,
      body: expect.stringContaining('setting up'),
    })
  })

  test('a stranger at the onboarding number is told how to begin, an owner what there is', () => {
    const onboarding = { role: 'ONBOARDING', client: null } as const
    expect(planCall(arrived(), facts(onboarding)).textBack?.body).toContain('Plumber in Leeds')
    expect(planCall(arrived(), facts({ ...onboarding, isOwner: true })).textBack?.body).toContain('MENU')
  })
})
