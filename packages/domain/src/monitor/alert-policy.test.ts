import { describe, expect, test } from 'vitest'
import { measure } from '../outbox/segments.ts'
import { type AlertFacts, isDue, type OpenIncident, planAlerts } from './alert-policy.ts'

const HOUR = 3_600_000
const NOW = new Date('2026-03-29T00:30:00Z')
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR)

let made = 0
function incident(change: Partial<OpenIncident> = {}): OpenIncident {
  const number = ++made
  return {
    id: `incident-${number}`,
    number,
    type: 'STUCK_CLIENT',
    subject: `client-${number}`,
    clientId: null,
    severity: 'HIGH',
    kind: 'check',
    name: `Business ${number}`,
    words: `Business ${number} is stuck.`,
    openedAt: ago(0),
    lastSeenAt: NOW,
    acknowledgedAt: null,
    mutedUntil: null,
    escalatedAt: null,
    texts: 0,
    firstTextAt: null,
    lastTextAt: null,
    failedTexts: 0,
    ...change,
  }
}
const plan = (incidents: OpenIncident[], more: Partial<AlertFacts> = {}, now = NOW) =>
  planAlerts({ incidents, silencedUntil: null, lately: [], ...more }, now)
const texted = (first: number, last: number, change: Partial<OpenIncident> = {}) =>
  incident({ openedAt: ago(first), firstTextAt: ago(first), lastTextAt: ago(last), texts: 1, ...change })

describe('one incident', () => {
  test('is texted at once, begins with its type, and names its number', () => {
    const one = incident()
    const { texts } = plan([one])
    expect(texts).toMatchObject([{ type: 'STUCK_CLIENT', key: `${one.id}:1`, severity: 'HIGH' }])
    expect(texts[0]?.body).toBe(`STUCK_CLIENT: ${one.words} #${one.number}`)
  })

  test.each([
    [5.9, 5.9, false],
    [6, 6, true],
    [12, 6, false],
    [23.9, 17.9, false],
    [24, 18, true],
    [47, 23, false],
    [48, 24, true],
    // A monitor that was away for two days reminds once, not twice.
    [71, 65, true],
  ])('first texted %d h ago and last %d h ago: due again is %s', (first, last, due) => {
    expect(isDue(texted(first, last), NOW)).toBe(due)
  })

  test('over a month of looking every five minutes it is texted daily, and never twice within six hours', () => {
    let one = incident({ openedAt: NOW })
    const times: number[] = []
    for (let at = NOW.getTime(); at < NOW.getTime() + 30 * 24 * HOUR; at += HOUR / 12) {
      const now = new Date(at)
      if (!isDue(one, now)) continue
      times.push((at - NOW.getTime()) / HOUR)
      one = { ...one, firstTextAt: one.firstTextAt ?? now, lastTextAt: now, texts: one.texts + 1 }
    }
    expect(times.slice(0, 4)).toEqual([0, 6, 24, 48])
    expect(times).toHaveLength(31)
  })

  test('that is acknowledged or muted is not texted; a mute ends', () => {
    expect(isDue(incident({ acknowledgedAt: ago(1) }), NOW)).toBe(false)
    expect(isDue(incident({ mutedUntil: new Date(NOW.getTime() + 1) }), NOW)).toBe(false)
    expect(isDue(incident({ mutedUntil: NOW }), NOW)).toBe(true)
  })

  test('whose texts come to nothing is tried again, at growing distances', () => {
    const tried = (failed: number, minutes: number) =>
      isDue(texted(30, minutes / 60, { failedTexts: failed, acknowledgedAt: null }), NOW)
    const waits = [1, 2, 3, 4, 5, 30].map((failed) => {
      let minutes = 0
      while (!tried(failed, minutes)) minutes += 1
      return minutes
    })
    expect(waits).toEqual([5, 10, 20, 40, 60, 60])
  })

  test('of MEDIUM becomes HIGH after twelve hours that nobody took it in hand, and is then texted', () => {
    const medium = texted(12, 6, { severity: 'MEDIUM', type: 'POOL_LOW' })
    expect(plan([medium])).toMatchObject({ escalated: [medium.id], texts: [{ severity: 'HIGH' }] })
    expect(plan([{ ...medium, acknowledgedAt: ago(1) }])).toEqual({ escalated: [], texts: [] })
    expect(plan([texted(11.9, 6, { severity: 'MEDIUM' })]).escalated).toEqual([])
  })

  test('that merely happened has no reminders; it is texted again if it happens again, six hours later at the earliest', () => {
    const event = (last: number, seen: number) => texted(last, last, { kind: 'event', lastSeenAt: ago(seen) })
    expect(isDue(event(30, 30), NOW)).toBe(false)
    expect(isDue(event(30, 0), NOW)).toBe(true)
    expect(isDue(event(5, 0), NOW)).toBe(false)
    expect(isDue(event(8, 4), NOW)).toBe(false)
  })
})

describe('several', () => {
  test('of one type are one text, which fits two segments however long the names', () => {
    const many = Array.from({ length: 300 }, () => incident({ name: 'Ж'.repeat(60) }))
    const { texts } = plan(many)
    expect(texts).toHaveLength(1)
    expect(texts[0]?.body).toMatch(/^STUCK_CLIENT: 300 clients stuck: /)
    expect(measure(texts[0]?.body ?? '').segments).toBeLessThanOrEqual(2)
    expect(texts[0]?.incidents).toHaveLength(300)
  })

  test('types: six texts an hour, the worst first, and one summary of the rest with their numbers', () => {
    const types = [
      'POOL_LOW',
      'BUDGET',
      'FALLBACK_RATE',
      'DELIVERY_RATE',
      'OUTBOX_LATE',
      'POOL_EMPTY',
      'SENT_TWICE',
      'OWNER_NOT_TOLD',
    ]
    const high = ['OUTBOX_LATE', 'POOL_EMPTY', 'OWNER_NOT_TOLD']
    const all = types.map((type) => incident({ type, severity: high.includes(type) ? 'HIGH' : 'MEDIUM' }))
    const { texts } = plan(all)
    expect(texts.map(({ type }) => type)).toEqual([...high, 'POOL_LOW', 'BUDGET', 'FALLBACK_RATE', 'SUMMARY'])
    expect(texts.at(-1)?.body).toMatch(/^SUMMARY: .*1 DELIVERY_RATE \(#\d+\), 1 SENT_TWICE \(#\d+\)/)
    expect(measure(texts.at(-1)?.body ?? '').segments).toBeLessThanOrEqual(2)
  })

  test('with the hour’s six and its summary gone wait for the hour to pass', () => {
    const at = ago(0.5)
    const six = Array.from({ length: 6 }, () => ({ at, summary: false }))
    expect(plan([incident()], { lately: six }).texts.map(({ type }) => type)).toEqual(['SUMMARY'])
    const lately = [...six, { at, summary: true }]
    expect(plan([incident()], { lately }).texts).toEqual([])
    expect(plan([incident()], { lately }, new Date(at.getTime() + HOUR)).texts).toHaveLength(1)
  })
})

describe('silence', () => {
  const silencedUntil = new Date(NOW.getTime() + HOUR)

  test('holds everything back until it ends; a test goes through', () => {
    const all = [incident(), incident({ type: 'TEST_ALERT', kind: 'event' })]
    expect(plan(all, { silencedUntil }).texts.map(({ type }) => type)).toEqual(['TEST_ALERT'])
    expect(plan(all, { silencedUntil }, silencedUntil).texts).toHaveLength(2)
  })

  test('does not keep what nobody takes in hand from becoming HIGH', () => {
    expect(plan([texted(13, 7, { severity: 'MEDIUM' })], { silencedUntil }).escalated).toHaveLength(1)
  })
})
