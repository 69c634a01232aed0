/** What noisy owners do, by chance that comes out the same for the same seed. Decides only; `act` does it in a world. */
import type { OnboardingState } from '@jobrun/domain/onboarding/states'
import type { Chance } from '../seeded.ts'

export type Act =
  | { kind: 'say'; texts: string[] }
  | { kind: 'pay'; times: number; declinedFirst: boolean }
  /** `theirs`: diverted from the owner's phone; `stranger`: the carrier tells nothing. */
  | { kind: 'ring'; as: 'theirs' | 'stranger' | 'withheld' | 'own-phone' | 'sign-up-number' }
  | { kind: 'leave' }

type Temper = 'keen' | 'forgetful' | 'gone' | 'stops' | 'lost' | 'unpaying'

export interface NoisyOwner {
  phone: string
  business: string
  temper: Temper
  /** From this state on a temper shows. */
  turnsAt: OnboardingState
  trade: string
}

const ukPlaces = [
  'Plumber in Leeds',
  'roofer, York',
  'I am an electrician in Bristol',
  'PLUMBER LEEDS',
  'plubmer leeds',
  'i do roofs in Manchestr',
  'gas engineer in Hull',
]
const usPlaces = ['Electrician, Austin TX', 'plumber in Denver CO', 'Roofer in Chicago, IL']
const areas = ['212', '312', '415', '512', '617', '702', '303', '206', '404', '313']
const early: readonly OnboardingState[] = [
  'S2_BUSINESS_NAME',
  'S3_OWNER_NAME',
  'S4_NOTIFICATION_PREF',
  'S5_CONFIRM_LIVE',
  'S6_PHONE_TYPE',
  'S7_FWD_SENT',
]
/** Below the numbers on which the stand-in fails. */
const BRITISH = 700

export function noisyOwner(n: number, chance: Chance): NoisyOwner {
  const isBritish = n % BRITISH === n
  const us = n - BRITISH
  const phone = isBritish
    ? `+447700900${130 + n}`
    : `+1${areas[Math.floor(us / 50) % areas.length]}55501${String(us % 50).padStart(2, '0')}`
  const drawn = chance()
  const temper: Temper =
    drawn < 0.72
      ? 'keen'
      : drawn < 0.8
        ? 'forgetful'
        : drawn < 0.87
          ? 'gone'
          : drawn < 0.91
            ? 'stops'
            : drawn < 0.95
              ? 'lost'
              : 'unpaying'
  return {
    phone,
    business: `${pick(['Leeds Plumbing', 'Oak & Sons', "Mary's Roofs", 'A1 Gas', 'Zoë Électrique'], chance)} ${n}`,
    temper,
    turnsAt: pick(early, chance),
    trade: pick(isBritish ? ukPlaces : usPlaces, chance),
  }
}

function pick<T>(from: readonly T[], chance: Chance): T {
  return from[Math.floor(chance() * from.length)] as T
}

const NOISE = 0.22

/** The next thing that they do, where they stand; `tried` how often they did something there already. */
export function nextAct(
  owner: NoisyOwner,
  at: { state: OnboardingState | null; tried: number; back: boolean },
  chance: Chance,
): Act {
  const { state, tried, back } = at
  if (state === null) return { kind: 'say', texts: [chance() < 0.2 ? 'hello' : owner.trade] }
  if (state === 'COMPLETE') return { kind: 'leave' }
  if (!back && state === owner.turnsAt && owner.temper !== 'keen') {
    if (owner.temper === 'stops') return tried === 0 ? { kind: 'say', texts: ['STOP'] } : { kind: 'leave' }
    if (owner.temper === 'lost')
      return tried < 4 ? { kind: 'say', texts: [`hmm ${'?'.repeat(tried + 1)}`] } : { kind: 'leave' }
    if (owner.temper === 'gone' || owner.temper === 'forgetful') return { kind: 'leave' }
  }
  if (owner.temper === 'unpaying' && state === 'S5_CONFIRM_LIVE')
    return tried === 0 ? { kind: 'say', texts: ['READY'] } : { kind: 'leave' }
  if (tried < 2 && chance() < NOISE) return noise(state, chance)
  return answer(owner, state, chance)
}

function noise(state: OnboardingState, chance: Chance): Act {
  if (chance() < 0.08) return { kind: 'ring', as: 'sign-up-number' }
  const calls = ['S6_PHONE_TYPE', 'S7_FWD_SENT', 'S8_FWD_CONFIRM', 'S9_TEST_CALL']
  if (calls.includes(state) && chance() < 0.5)
    return { kind: 'ring', as: pick(['stranger', 'withheld', 'own-phone'] as const, chance) }
  return {
    kind: 'say',
    texts: pick(
      [
        ['MENU'],
        ['?'],
        ['sorry what?'],
        ['how much is it?'],
        ['👍'],
        ['BACK'],
        ['BACK', 'BACK'],
        ['START OVER'],
        ['hi again'],
        ['not interested'],
        ['1'],
        ['Dave'],
        ['lol', 'wrong chat'],
        ['asdf'],
        ['DONE'],
        ['YES'],
      ],
      chance,
    ),
  }
}

function answer(owner: NoisyOwner, state: OnboardingState, chance: Chance): Act {
  switch (state) {
    case 'S1_BUSINESS_TYPE_LOCATION':
      return { kind: 'say', texts: [owner.trade] }
    case 'S2_BUSINESS_NAME':
      return { kind: 'say', texts: chance() < 0.15 ? [`${owner.business}, I'm Dave`] : [owner.business] }
    case 'S3_OWNER_NAME':
      return { kind: 'say', texts: [pick(['Dave', 'dave smith', "I'm Mary", 'Zoë 😀'], chance)] }
    case 'S4_NOTIFICATION_PREF':
      return { kind: 'say', texts: [pick(['1', 'sms', 'text me', '1.'], chance)] }
    case 'S5_CONFIRM_LIVE':
      return { kind: 'pay', times: chance() < 0.1 ? 2 : 1, declinedFirst: chance() < 0.15 }
    case 'S6_PHONE_TYPE':
      return { kind: 'say', texts: [pick(['1', 'iPhone', '2', 'android phone'], chance)] }
    case 'S7_FWD_SENT':
      return chance() < 0.2
        ? { kind: 'ring', as: 'theirs' }
        : { kind: 'say', texts: [pick(['DONE', 'done!', 'ready', 'ok done'], chance)] }
    case 'S8_FWD_CONFIRM':
    case 'S9_TEST_CALL':
      return { kind: 'ring', as: 'theirs' }
    case 'COMPLETE':
      return { kind: 'leave' }
  }
}
