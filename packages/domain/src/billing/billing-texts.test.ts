import { expect, test } from 'vitest'
import { measure } from '../outbox/segments.ts'
import * as texts from './billing-texts.ts'

const link = `https://${'x'.repeat(30)}.example`
const names = ['Leeds Plumbing', 'W'.repeat(60), '€'.repeat(60), 'Ж'.repeat(60), '🔧'.repeat(30)]

const said = names.flatMap((businessName) => {
  const of = {
    businessName,
    timezone: 'Europe/London',
    paymentLink: `${link}/p/0123456789abcdef`,
    billingLink: `${link}/b/0123456789abcdef`,
    monthlyPrice: '£1234.50',
  }
  return [
    texts.failed(of, '30 Sep'),
    texts.failed(of, null),
    texts.takenBack(of, 'refunded', '30 Sep'),
    texts.takenBack(of, 'disputed', '30 Sep'),
    texts.graceOver(of, '30 Sep'),
    texts.ended(of, '30 Sep'),
    texts.paidAgain(of),
    texts.notArrived(of),
    texts.trialEnds(of, '30 Sep'),
    texts.numberGone(of, '+441134960160'),
  ].map((words) => ({ businessName, words }))
})

test('every sentence about money fits two segments, in GSM-7 with every name that is, and says who we are', () => {
  for (const { businessName, words } of said) {
    expect(measure(words).segments, words).toBeLessThanOrEqual(2)
    if (!/[Ж🔧]/u.test(businessName)) expect(measure(words).encoding, words).toBe('GSM-7')
    expect(words).toMatch(/^JobRun: /)
  }
})

test('every one keeps its link whole, whatever the name, and asks for no word that a carrier takes', () => {
  for (const { words } of said) {
    if (/thank you/.test(words) === false) expect(words).toMatch(/\/[pb]\/0123456789abcdef(?=\s|$)/)
    expect(words).not.toMatch(
      /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|UNSTOP|HELP|INFO|YES)\b/,
    )
  }
})

test('an ordinary business is named in each', () => {
  for (const { businessName, words } of said)
    if (businessName === 'Leeds Plumbing') expect(words).toContain(businessName)
})
