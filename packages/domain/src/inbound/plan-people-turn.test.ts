import { describe, expect, test } from 'vitest'
import { NOW, OWNER, worded } from '../../test/turns.ts'
import { measure } from '../outbox/segments.ts'
import { type PersonTurn, planOnboardingTurn, planOwnerTurn } from './plan-people-turn.ts'

const person = (texts: PersonTurn['texts'], change: Partial<PersonTurn> = {}): PersonTurn => ({
  now: NOW,
  texts,
  phone: OWNER,
  quietUntil: null,
  counts: { textsInWindow: 1, sameInWindow: 1 },
  ...change,
})
const keysOf = (planned: { drafts: readonly { key: string }[] }) => planned.drafts.map((draft) => draft.key)

describe('an owner at their own number', () => {
  test('is answered and never taken for a job', () => {
    const planned = planOwnerTurn(person([worded('burst pipe in the kitchen')]), 'Elm Plumbing')
    expect(planned).toMatchObject({ outcome: 'OWNER', lead: null, verdict: null })
    expect(planned.drafts).toEqual([
      { key: 'reply', purpose: 'owner-reply', body: expect.stringContaining('Elm Plumbing') },
    ])
  })

  test('is answered within two segments whatever the business is called', () => {
    for (const name of ['Ж'.repeat(60), '€'.repeat(60), 'x'.repeat(60)])
      expect(measure(planOwnerTurn(person([worded('hi')]), name).drafts[0]?.body ?? '').segments).toBeLessThanOrEqual(2)
  })

  test('gets nothing for a word that the carrier answers', () => {
    expect(planOwnerTurn(person([worded('STOP', 'out')]), 'Elm')).toMatchObject({ outcome: 'OPT_WORD', drafts: [] })
  })
})

describe('the onboarding number', () => {
  test('greets once a day and tells the founder', () => {
    const planned = planOnboardingTurn(person([worded('Plumber in Leeds')]))
    expect(planned.outcome).toBe('ONBOARDING')
    expect(keysOf(planned)).toEqual([`onboarding:${OWNER}:2026-03-04`, `alert:SIGN_UP:${OWNER}:2026-03-04`])
  })

  test('tells the founder of an owner who says stop, also beside other words or from a chatty one', () => {
    const out = `alert:OWNER_OPTED_OUT:${OWNER}:2026-03-04`
    const stop = worded('STOP', 'out')
    expect(keysOf(planOnboardingTurn(person([stop])))).toEqual([out])
    expect(keysOf(planOnboardingTurn(person([worded('who is this'), stop])))).toContain(out)
    expect(keysOf(planOnboardingTurn(person([stop], { quietUntil: new Date(NOW.getTime() + 1) })))).toEqual([out])
  })

  test('says nothing to START or HELP, which the carrier answers', () => {
    for (const word of ['in', 'help'] as const)
      expect(planOnboardingTurn(person([worded('WORD', word)]))).toMatchObject({ outcome: 'OPT_WORD', drafts: [] })
  })
})

describe('either', () => {
  test('is silent for an hour to a chatty sender, and to one that cannot be answered', () => {
    for (const plan of [planOnboardingTurn, (turn: PersonTurn) => planOwnerTurn(turn, 'Elm')]) {
      const many = { counts: { textsInWindow: 1, sameInWindow: 5 } }
      expect(plan(person([worded('hi')], many))).toMatchObject({
        outcome: 'QUIET',
        drafts: [],
        quietUntil: new Date('2026-03-04T11:00:00Z'),
      })
      expect(plan(person([worded('hi')], { phone: 'PARCELS' }))).toMatchObject({ outcome: 'SILENT', drafts: [] })
    }
  })
})
