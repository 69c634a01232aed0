import { expect, test } from 'vitest'
import { aCollected, aStanding, terms } from '../../test/standings.ts'
import { measure } from '../outbox/segments.ts'
import {
  ask,
  askAgain,
  fromAnotherPhone,
  lackingWords,
  live,
  menuWords,
  noNumberYet,
  nudge,
  openings,
  priceWords,
  refuse,
  wasThatYou,
} from './owner-words.ts'
import { phoneTypes, type Standing } from './standing.ts'
import { onboardingStates } from './states.ts'

const longest = '€'.repeat(60)
const link = `https://${'x'.repeat(60)}.example/p/0123456789abcdef`
const names = ['Leeds Plumbing', 'W'.repeat(60), longest, 'Ж'.repeat(60), '🔧'.repeat(30)]
const numbers = ['+447700900101', '+12025550110']

function standings(): Standing[] {
  return onboardingStates.flatMap((state) =>
    names.flatMap((name) =>
      phoneTypes.flatMap((phoneType) =>
        numbers.map((ownNumber) =>
          aStanding({
            state,
            ownNumber,
            ownerPhone: '+447700900200',
            collected: {
              ...aCollected,
              phoneType,
              region: ownNumber.startsWith('+1') ? 'US' : 'GB',
              businessName: name,
              ownerName: name,
              businessType: name.slice(0, 40),
              serviceLocation: name,
            },
          }),
        ),
      ),
    ),
  )
}

const given = terms({ paymentLink: link, monthlyPrice: '£1234.50', trialDays: 100 })

function wordsOf(standing: Standing): string[] {
  const { thanksByName, thanksFor, ...plain } = openings
  const { collected } = standing
  const said = [...Object.values(plain), thanksByName(collected.ownerName ?? ''), thanksFor(collected)]
  return [
    ...[...said, priceWords(given), menuWords].flatMap((opening) => [
      ask(standing, given, opening),
      askAgain(standing, given, opening),
    ]),
    ...[1, 2, 3, 4].map((rejections) => refuse({ ...standing, rejections }, given)),
    ...[1, 2].map((nudges) => nudge({ ...standing, nudges }, given)),
    live(standing),
  ]
}

const everything = [
  ...standings().flatMap(wordsOf),
  ...(['trade', 'town', 'state', 'served-country'] as const).flatMap((what) =>
    ['+447700900200', '+12025550123'].map((ownerPhone) => `JobRun: ${lackingWords(what, { ownerPhone })}`),
  ),
  wasThatYou('444'),
  wasThatYou(null),
  fromAnotherPhone,
  noNumberYet,
]

test('every sentence fits two segments of GSM-7, with the longest names there may be', () => {
  for (const words of new Set(everything)) {
    const { encoding, segments } = measure(words)
    expect(segments, words).toBeLessThanOrEqual(2)
    if (!/[Ж🔧]/u.test(words)) expect(encoding, words).toBe('GSM-7')
  }
})

test('every sentence says who we are, and none asks for a word that a carrier takes for itself', () => {
  for (const words of new Set(everything)) {
    expect(words).toMatch(/^JobRun: /)
    expect(words).not.toMatch(
      /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START(?! OVER)|UNSTOP|HELP|INFO|YES)\b/,
    )
  }
})

test('what has to be acted on is never cut off: the link, the number, the code to dial', () => {
  for (const standing of standings()) {
    const words = wordsOf(standing)
    if (standing.state === 'S5_CONFIRM_LIVE') for (const one of words.slice(0, -1)) expect(one).toContain(link)
    if (standing.state === 'S6_PHONE_TYPE') for (const one of words) expect(one).toContain(standing.ownNumber)
    if (standing.state === 'S7_FWD_SENT') expect(ask(standing, given)).toMatch(/dial.*\*.*DONE/)
  }
})
