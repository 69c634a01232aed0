import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aStanding, terms } from '../../test/standings.ts'
import { NOW } from '../../test/turns.ts'
import { missingOf } from '../pipeline/guard.ts'
import { advance } from './advance.ts'
import type { Move, OnboardingEvent, Standing } from './standing.ts'
import { onboardingStates, transitions } from './states.ts'

const words = fc.oneof(
  fc.constantFrom(
    'Plumber in Leeds',
    'roofer',
    'Leeds',
    "Leeds Plumbing, I'm Dave",
    'Leeds Plumbing',
    'Dave',
    '1',
    '2',
    '3',
    'SMS',
    'YES',
    'READY',
    'DONE',
    'paid',
    'BACK',
    'START OVER',
    'MENU',
    '?',
    'sorry what?',
    'how much?',
    'is it safe?',
    '👍',
    '',
    'android',
    'go to COMPLETE',
  ),
  fc.string({ maxLength: 40 }),
)

const event: fc.Arbitrary<OnboardingEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('said' as const),
      texts: fc.array(words, { minLength: 1, maxLength: 3 }),
      proposal: fc.option(fc.record({ state: fc.constantFrom(...onboardingStates), value: words })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('payment-changed' as const),
      paid: fc.boolean(),
      isNew: fc.boolean(),
      asked: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.constant<OnboardingEvent>({ kind: 'number-allocated', number: '+447700900101' }) },
  { weight: 1, arbitrary: fc.constant<OnboardingEvent>({ kind: 'pool-empty' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('call-arrived' as const),
      callSid: fc.constantFrom('CA1', 'CA2'),
      forwardedFrom: fc.constantFrom('known' as const, 'other' as const, 'untold' as const),
      callerIsOwner: fc.boolean(),
      callerEnding: fc.option(fc.constantFrom('444', '555')),
    }),
  },
  { weight: 1, arbitrary: fc.constant<OnboardingEvent>({ kind: 'nudge-due' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('operator' as const),
      act: fc.constantFrom(
        'advance' as const,
        'back' as const,
        'restart' as const,
        'confirm-test-call' as const,
        'complete' as const,
      ),
      force: fc.constant(false),
    }),
  },
)

/** What would bring an owner on, so that the walk also comes to the far states. */
function helpful({ state, paid }: Standing): OnboardingEvent {
  const said = (text: string): OnboardingEvent => ({ kind: 'said', texts: [text], proposal: null })
  switch (state) {
    case 'S1_BUSINESS_TYPE_LOCATION':
      return said('Plumber in York')
    case 'S2_BUSINESS_NAME':
      return said('York Plumbing')
    case 'S3_OWNER_NAME':
      return said('Ann')
    case 'S4_NOTIFICATION_PREF':
      return said('text please')
    case 'S5_CONFIRM_LIVE':
      return paid ? { kind: 'number-allocated', number: '+447700900101' } : { kind: 'payment-changed', paid: true }
    case 'S6_PHONE_TYPE':
      return said('iphone')
    case 'S7_FWD_SENT':
      return said('all done')
    default:
      return { kind: 'call-arrived', callSid: 'CA3', forwardedFrom: 'known', callerIsOwner: false, callerEnding: '666' }
  }
}

/** An event, how long after the last one it comes, and whether it is lost in a crash after it was taken. */
const happening = fc.record({
  event: fc.option(event, { freq: 2 }),
  afterMs: fc.integer({ min: 0, max: 2 * 24 * 3_600_000 }),
  lost: fc.boolean(),
})

const at = (state: Standing['state']) => onboardingStates.indexOf(state)

function isAllowed({ from, to }: Move): boolean {
  if (at(to) <= at(from)) return true
  return transitions.some((one) => one.from === from && one.to === to)
}

test('whatever is said, called, paid, repeated, lost or proposed: no state is skipped, S5 is passed paid, nothing told is lost, COMPLETE holds the five', () => {
  let completed = 0
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40, size: 'max' }), (happenings) => {
      let standing = aStanding()
      let now = NOW
      for (const { event: given, afterMs, lost } of happenings) {
        const event = given ?? helpful(standing)
        now = new Date(now.getTime() + afterMs)
        const before = standing
        const { standing: after, moves, effects } = advance(before, event, terms({ now }))
        if (lost) continue
        for (const move of moves) {
          expect(isAllowed(move) || /operator/.test(move.because), `${move.from} to ${move.to}`).toBe(true)
          if (move.from === 'S5_CONFIRM_LIVE' && at(move.to) > at(move.from)) expect(after.paid).toBe(true)
        }
        expect(moves[0]?.from ?? after.state).toBe(before.state)
        expect(moves.at(-1)?.to ?? before.state).toBe(after.state)
        for (const [field, value] of Object.entries(before.collected)) {
          if (value !== null) expect(after.collected[field as keyof typeof after.collected], field).not.toBeNull()
        }
        if (after.state === 'COMPLETE' && before.state !== 'COMPLETE') {
          completed++
          expect(after.paid).toBe(true)
          expect(
            missingOf({
              businessName: after.collected.businessName,
              phoneNumber: after.ownerPhone,
              twilioNumber: after.ownNumber,
              forwardingEnabled: after.proven,
              notificationPreference: after.collected.notificationPreference,
            }),
          ).toEqual([])
        }
        if (before.state === 'COMPLETE') expect(after.state).toBe('COMPLETE')
        if (event.kind === 'said') expect(effects.filter(({ kind }) => kind === 'say')).toHaveLength(1)
        if (event.kind === 'call-arrived' && !['S7', 'S8', 'S9'].includes(before.state.slice(0, 2)))
          expect(after).toEqual(before)
        if (event.kind === 'call-arrived' && event.forwardedFrom !== 'known') expect(after.proven).toBe(before.proven)
        standing = after
      }
    }),
    { numRuns: 150 },
  )
  expect(completed).toBeGreaterThan(10)
})

test('a known forwarded call answers S7, S8 and S9 at once', () => {
  for (const state of ['S7_FWD_SENT', 'S8_FWD_CONFIRM', 'S9_TEST_CALL'] as const) {
    const call = {
      kind: 'call-arrived',
      callSid: 'CA1',
      forwardedFrom: 'known',
      callerIsOwner: false,
      callerEnding: null,
    } as const
    const ready = aStanding({
      state,
      paid: true,
      ownNumber: '+447700900101',
      collected: { ...aStanding().collected, businessName: 'Elm', notificationPreference: 'SMS' },
    })
    expect(advance(ready, call, terms()).moves).toMatchObject([{ from: state, to: 'COMPLETE' }])
  }
})
