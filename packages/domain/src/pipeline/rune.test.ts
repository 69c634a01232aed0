import { describe, expect, test } from 'vitest'
import { type Askable, type Facts, intents, screenings } from './brain.ts'
import { rune, type Situation, table } from './rune.ts'

const yesNo = [false, true]
const asks: (Askable | null)[] = [null, 'what', 'jobType', 'location', 'requestedTime']
const changes: (keyof Facts)[][] = [[], ['location'], ['requestedTime', 'location']]

function* everySituation(): Generator<Situation> {
  for (const screening of screenings)
    for (const intent of intents)
      for (const ask of asks)
        for (const changed of changes)
          for (let bits = 0; bits < 2 ** 9; bits++) {
            const bit = (place: number) => ((bits >> place) & 1) === 1
            yield {
              screening,
              intent,
              ask,
              changed,
              danger: bit(0),
              jobTypeKnown: bit(1),
              hasLink: bit(2),
              linkSent: bit(3),
              alerted: bit(4),
              leadOpen: bit(5),
              thanks: bit(6),
              closedPolitely: bit(7),
              handedOver: bit(8),
            }
          }
}

const ordinary: Situation = {
  danger: false,
  screening: 'ALLOWED',
  intent: 'NORMAL',
  jobTypeKnown: true,
  hasLink: true,
  linkSent: false,
  alerted: false,
  leadOpen: false,
  thanks: false,
  closedPolitely: false,
  ask: null,
  handedOver: false,
  changed: [],
}
const decide = (change: Partial<Situation>) => rune({ ...ordinary, ...change })

describe('every combination there is', () => {
  test('meets exactly one row, and the last row takes whatever is left', () => {
    let seen = 0
    const met = new Set<string>()
    for (const situation of everySituation()) {
      const first = table.find((row) => row.when(situation))
      const decision = rune(situation)
      if (decision.rule !== first?.rule) throw new Error(JSON.stringify(situation))
      met.add(decision.rule)
      seen++
    }
    expect(seen).toBe(7 * 4 * 5 * 3 * 512)
    expect([...met].sort()).toEqual(table.map((row) => row.rule).sort())
  })

  test('obeys the table as the trade wrote it', () => {
    const broken: { law: string; situation: Situation }[] = []
    for (const situation of everySituation()) {
      const s = situation
      const { action, say, tellOwner } = rune(s)
      const unsafe = s.screening === 'SPAM' || s.screening === 'SCAM' || s.screening === 'INJECTION'
      const urgent = (s.intent === 'URGENT' || s.danger) && !unsafe
      const laws: Record<string, boolean> = {
        'urgent, and only urgent, is booking and alert': urgent === (action === 'SEND_BOOKING_AND_ALERT'),
        'the owner is told of what is urgent': urgent === (tellOwner === 'urgent'),
        'spam, scam and injection are met with silence': !unsafe || say === null,
        'abuse without urgency is met with silence': !(s.screening === 'ABUSIVE' && !urgent) || say === null,
        'what is refused or no job is declined':
          urgent || !(s.screening !== 'ALLOWED' || s.intent === 'NON_LEAD') || action === 'SEND_POLITE_DECLINE',
        'only refused texts and repeated thanks are met with silence':
          say !== null || unsafe || s.screening === 'ABUSIVE' || (s.thanks && s.closedPolitely),
        'a link is given only where there is one and it was not given before':
          !(say?.kind === 'booking-link' || (say?.kind === 'booking-and-alert' && say.withLink)) ||
          (s.hasLink && !s.linkSent),
        'a question is asked only where one is left': say?.kind !== 'clarify' || say.ask === s.ask,
        'without a job type nobody gets the ordinary link': say?.kind !== 'booking-link' || s.jobTypeKnown,
        'a hand-over tells the owner': (say?.kind === 'hand-over') === (tellOwner === 'hand-over'),
        'who is told that the owner knows is told the truth':
          (say?.kind === 'owner-will-be-in-touch') === (tellOwner === 'no-link'),
      }
      for (const [law, holds] of Object.entries(laws)) if (!holds && broken.length < 5) broken.push({ law, situation })
    }
    expect(broken).toEqual([])
  })
})

describe('row by row', () => {
  test('urgency wins over abuse, irrelevance and another language', () => {
    for (const screening of ['ABUSIVE', 'IRRELEVANT', 'UNSUPPORTED_LANGUAGE'] as const)
      expect(decide({ screening, intent: 'URGENT' }).rule).toBe('urgent-or-danger')
  })

  test('spam, scam and injection win over urgency and over danger words', () => {
    for (const screening of ['SPAM', 'SCAM', 'INJECTION'] as const)
      expect(decide({ screening, intent: 'URGENT', danger: true })).toEqual({
        rule: 'silence-the-unsafe',
        action: 'SEND_POLITE_DECLINE',
        say: null,
        tellOwner: null,
      })
  })

  test('danger in the customer’s own words counts whatever the brain made of it', () => {
    for (const intent of intents) expect(decide({ danger: true, intent }).rule).toBe('urgent-or-danger')
  })

  test('a second urgent turn is answered as one more, without the link they have', () => {
    expect(decide({ intent: 'URGENT', alerted: true, linkSent: true }).say).toEqual({
      kind: 'booking-and-alert',
      withLink: false,
      again: true,
    })
  })

  test('a thank-you gets one closing line and then silence', () => {
    expect(decide({ intent: 'NON_LEAD', thanks: true }).say).toEqual({ kind: 'closing' })
    expect(decide({ intent: 'NON_LEAD', thanks: true, closedPolitely: true }).say).toBeNull()
  })

  test('somebody with a job open who wants nothing now is not told that we cannot assist, nor left without an answer', () => {
    const { rule, say } = decide({ intent: 'NON_LEAD', leadOpen: true, closedPolitely: true })
    expect([rule, say]).toEqual(['decline', { kind: 'closing' }])
    expect(decide({ intent: 'NON_LEAD' }).say).toEqual({ kind: 'decline' })
    expect(decide({ screening: 'IRRELEVANT', leadOpen: true }).say).toEqual({ kind: 'decline' })
  })

  test('unclear, or without a job type, is asked; with nothing left to ask it is handed over', () => {
    expect(decide({ intent: 'UNCLEAR', ask: 'what' }).say).toEqual({ kind: 'clarify', ask: 'what' })
    expect(decide({ jobTypeKnown: false, ask: 'jobType' }).say).toEqual({ kind: 'clarify', ask: 'jobType' })
    expect(decide({ intent: 'UNCLEAR' })).toMatchObject({ rule: 'hand-over', tellOwner: 'hand-over' })
    expect(decide({ intent: 'UNCLEAR', handedOver: true }).say).toEqual({ kind: 'hand-over', again: true })
  })

  test('an unclear turn that brings news of a known job is an answer', () => {
    const news = { intent: 'UNCLEAR', ask: 'what', leadOpen: true, changed: ['requestedTime', 'location'] } as const
    expect(decide({ ...news, linkSent: true }).say).toEqual({
      kind: 'acknowledge',
      changed: ['requestedTime', 'location'],
    })
    expect(decide({ ...news }).say).toEqual({ kind: 'booking-link' })
    expect(decide({ ...news, jobTypeKnown: false }).rule).toBe('clarify')
  })

  test('a normal job gets the link once, then an acknowledgement, and without a link the owner', () => {
    expect(decide({}).rule).toBe('booking-link')
    expect(decide({ linkSent: true }).say).toEqual({ kind: 'acknowledge', changed: [] })
    expect(decide({ hasLink: false })).toMatchObject({ rule: 'owner-will-be-in-touch', tellOwner: 'no-link' })
    expect(decide({ hasLink: false, linkSent: true }).rule).toBe('owner-will-be-in-touch')
  })

  test('every yes-or-no of the situation changes some decision, so that none is carried for nothing', () => {
    const booleans = ['danger', 'jobTypeKnown', 'hasLink', 'linkSent', 'alerted', 'leadOpen', 'thanks'] as const
    for (const name of booleans) {
      const matters = [...intents].some((intent) =>
        yesNo.some((linkSent) => {
          const base = { intent, linkSent }
          return (
            JSON.stringify(decide({ ...base, [name]: true })) !== JSON.stringify(decide({ ...base, [name]: false }))
          )
        }),
      )
      expect(matters, name).toBe(true)
    }
  })
})
