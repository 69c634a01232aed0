import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aLead, aTurn, NOW, someFacts } from '../../test/turns.ts'
import { noFacts } from './flow.ts'
import { type Action, actions, rune, type Situation } from './rune.ts'
import type { Decision, LeadState, OpenLead, Turn } from './turn.ts'
import { leadStates } from './turn.ts'
import { ALERT_AGAIN_MS, nextState, vault } from './vault.ts'

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const ahead = (minutes: number) => ago(-minutes)
const decided = (action: Action, change: Partial<Decision> = {}): Decision => ({
  rule: 'clarify',
  action,
  say: { kind: 'closing' },
  tellOwner: null,
  ...change,
})
const urgent = decided('SEND_BOOKING_AND_ALERT', {
  say: { kind: 'booking-and-alert', withLink: true, again: false },
  tellOwner: 'urgent',
})
const worded = { reply: 'Thanks!', answer: null, faults: [], quoted: [], open: null }
const keep = (turn: Turn, decision: Decision, change: Partial<Parameters<typeof vault>[1]> = {}) =>
  vault(turn, { decision, danger: null, said: noFacts, worded, ...change })
const urgentLead = (change: Partial<OpenLead> = {}) => aLead({ state: 'URGENT', alertedAt: ago(10), ...change })

describe('a lead’s states', () => {
  const moves: Record<Action, Partial<Record<LeadState, LeadState>>> = {
    SEND_POLITE_DECLINE: { NEW: 'CLOSED' },
    SEND_BOOKING_AND_ALERT: {
      NEW: 'URGENT',
      NEEDS_INFO: 'URGENT',
      QUALIFIED: 'URGENT',
      AWAITING_BOOKING: 'URGENT',
      CLOSED: 'URGENT',
    },
    SEND_CLARIFY_QUESTION: { NEW: 'NEEDS_INFO' },
    SEND_BOOKING_LINK: { NEW: 'QUALIFIED', NEEDS_INFO: 'QUALIFIED', QUALIFIED: 'AWAITING_BOOKING' },
  }
  test.each(actions)('%s moves them as the table says and leaves the others', (action) => {
    for (const from of leadStates) expect(nextState(from, decided(action), true)).toBe(moves[action][from] ?? from)
  })

  test('a further text moves to AWAITING_BOOKING only if the link was sent before', () => {
    expect(nextState('QUALIFIED', decided('SEND_BOOKING_LINK'), false)).toBe('QUALIFIED')
  })

  test('a text that wants nothing changes nothing about an open lead', () => {
    for (const state of leadStates.filter((one) => one !== 'NEW' && one !== 'CLOSED')) {
      const lead = aLead({ state, asked: ['what'], clarifications: 1, alertedAt: ago(90) })
      const kept = keep(aTurn('thanks', { lead }), decided('SEND_POLITE_DECLINE'), { said: someFacts({ name: 'Sam' }) })
      expect(kept.lead).toEqual({
        state,
        facts: lead.facts,
        asked: ['what'],
        clarifications: 1,
        handedOver: false,
        linkSent: false,
        alertedAt: ago(90),
        changes: {},
      })
      expect(kept.drafts.map((draft) => draft.purpose)).toEqual(['reply'])
    }
  })
})

describe('what is kept of a lead', () => {
  test('every change of a fact, from what to what', () => {
    const lead = aLead({ facts: someFacts({ jobType: 'tap', location: '21 Elm Road' }) })
    const said = someFacts({ location: '12 Elm Road', name: 'Sam' })
    const kept = keep(aTurn('no, 12 not 21', { lead }), decided('SEND_BOOKING_LINK'), { said })
    expect(kept.lead.changes).toEqual({
      location: { from: '21 Elm Road', to: '12 Elm Road' },
      name: { from: null, to: 'Sam' },
    })
    expect(kept.lead.facts).toEqual(someFacts({ jobType: 'tap', location: '12 Elm Road', name: 'Sam' }))
  })

  test('questions asked add up until an answer clears them; a hand-over keeps them', () => {
    const asking = decided('SEND_CLARIFY_QUESTION', { say: { kind: 'clarify', ask: 'location' } })
    const lead = aLead({ asked: ['what'], clarifications: 1 })
    expect(keep(aTurn('?', { lead }), asking).lead).toMatchObject({ asked: ['what', 'location'], clarifications: 2 })
    const over = decided('SEND_CLARIFY_QUESTION', { say: { kind: 'hand-over', again: false }, tellOwner: 'hand-over' })
    expect(keep(aTurn('?', { lead }), over).lead).toMatchObject({ clarifications: 1, handedOver: true })
    expect(keep(aTurn('tap', { lead }), decided('SEND_BOOKING_LINK')).lead).toMatchObject({
      clarifications: 0,
      asked: ['what'],
    })
  })

  test('a link counts as sent with either text that holds it', () => {
    expect(keep(aTurn('tap'), decided('SEND_BOOKING_LINK', { say: { kind: 'booking-link' } })).lead.linkSent).toBe(true)
    expect(keep(aTurn('flood'), urgent).lead.linkSent).toBe(true)
    expect(keep(aTurn('tap'), decided('SEND_BOOKING_LINK')).lead.linkSent).toBe(false)
  })
})

describe('the owner’s alert', () => {
  test('goes at once when a lead turns urgent, also one that was open before', () => {
    for (const lead of [null, aLead(), aLead({ state: 'AWAITING_BOOKING', alertedAt: ago(5) })]) {
      const kept = keep(aTurn('burst pipe', { lead }), urgent)
      expect(kept.drafts.at(-1)).toEqual({
        key: 'owner',
        purpose: 'owner-urgent',
        body: expect.stringMatching(/^URGENT: \+447700900123.*"burst pipe"$/),
      })
      expect(kept.lead).toMatchObject({ state: 'URGENT', alertedAt: NOW })
    }
  })

  test('waits until half an hour after the last one, under a key that the next news shares', () => {
    const lead = urgentLead({ alertedAt: ago(10) })
    const first = keep(aTurn('ceiling is down', { lead }), urgent)
    const draft = first.drafts.at(-1)
    expect(draft).toMatchObject({ purpose: 'owner-urgent', notBefore: ahead(20) })
    expect(draft?.body).toMatch(/^URGENT, more from: /)
    const later = aTurn('water is off now', {
      now: ahead(5),
      lead: { ...lead, alertedAt: first.lead.alertedAt },
      thread: [
        { from: 'customer', body: 'burst pipe' },
        { from: 'business', body: 'Received.' },
        { from: 'customer', body: 'ceiling is down' },
      ],
    })
    const second = keep(later, urgent).drafts.at(-1)
    expect(second).toMatchObject({ key: draft?.key, notBefore: draft?.notBefore })
    expect(second?.body).toContain('"water is off now / ceiling is down / burst pipe"')
  })

  test('goes at once again when half an hour has passed, to the millisecond', () => {
    const at = (ms: number) =>
      keep(aTurn('worse', { lead: urgentLead({ alertedAt: new Date(NOW.getTime() - ms) }) }), urgent).drafts.at(-1)
    expect(at(ALERT_AGAIN_MS)).toMatchObject({ key: 'owner' })
    expect(at(ALERT_AGAIN_MS)?.notBefore).toBeUndefined()
    expect(at(ALERT_AGAIN_MS - 1)?.notBefore).toEqual(new Date(NOW.getTime() + 1))
  })

  test('tells news of an urgent lead that is not urgent in itself, and stays quiet where there is none', () => {
    const lead = urgentLead()
    const acknowledged = decided('SEND_BOOKING_LINK', { say: { kind: 'acknowledge', changed: ['location'] } })
    const news = keep(aTurn('12 Elm Road', { lead }), acknowledged, { said: someFacts({ location: '12 Elm Road' }) })
    expect(news.drafts.map((draft) => draft.purpose)).toEqual(['reply', 'owner-urgent'])
    const none = keep(aTurn('ok then', { lead }), acknowledged)
    expect(none.drafts.map((draft) => draft.purpose)).toEqual(['reply'])
    expect(none.lead.alertedAt).toEqual(lead.alertedAt)
  })

  test('however texts arrive, two alerts of one lead never leave within half an hour of each other', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 * 60_000 }), { minLength: 1, maxLength: 20 }), (gaps) => {
        let now = NOW.getTime()
        let lead: OpenLead | null = null
        const leaving = new Map<string, number>()
        for (const [index, gap] of gaps.entries()) {
          now += gap
          const kept = keep(aTurn('worse', { lead, now: new Date(now) }), urgent)
          const draft = kept.drafts.at(-1)
          if (!draft) throw new Error('no alert')
          leaving.set(draft.key === 'owner' ? `turn ${index}` : draft.key, draft.notBefore?.getTime() ?? now)
          lead = { ...aLead(), ...kept.lead, linkSentAt: null }
        }
        const times = [...leaving.values()].sort((a, b) => a - b)
        for (const [index, time] of times.slice(1).entries())
          expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(ALERT_AGAIN_MS)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the texts of a turn', () => {
  const gas = { kind: 'gas', words: 'smell gas', because: 'a smell of gas' } as const

  test('begin with the safety line where life is in danger', () => {
    const kept = keep(aTurn('smell gas'), urgent, { danger: gas })
    expect(kept.drafts.map((draft) => draft.key)).toEqual(['safety-line', 'reply', 'owner'])
  })

  test('hold no safety line for a danger that is not mortal, or that was judged unsafe', () => {
    expect(keep(aTurn('flood'), urgent, { danger: { ...gas, kind: 'flood' } }).drafts[0]?.key).toBe('reply')
    const silent = decided('SEND_POLITE_DECLINE', { say: null })
    const kept = keep(aTurn('win gas'), silent, { danger: gas, worded: { ...worded, reply: null } })
    expect(kept).toMatchObject({ outcome: 'SILENT', drafts: [], lead: { state: 'CLOSED' } })
  })

  test('tell the owner in an ordinary notice of a hand-over and of a job without a link', () => {
    for (const tellOwner of ['hand-over', 'no-link'] as const) {
      const [reply, notice] = keep(aTurn('hm'), decided('SEND_BOOKING_LINK', { tellOwner })).drafts
      expect([reply?.purpose, notice?.purpose]).toEqual(['reply', 'owner-notice'])
    }
  })

  test('RUNE’s own decisions fit: what RUNE says is urgent always alerts', () => {
    const situation = {
      danger: true,
      screening: 'ALLOWED',
      intent: 'NON_LEAD',
      jobTypeKnown: false,
      hasLink: false,
      linkSent: false,
      alerted: false,
      leadOpen: false,
      thanks: true,
      closedPolitely: true,
      ask: null,
      handedOver: false,
      changed: [],
    } as const satisfies Situation
    expect(keep(aTurn('fire'), rune(situation)).drafts.at(-1)?.purpose).toBe('owner-urgent')
  })
})
