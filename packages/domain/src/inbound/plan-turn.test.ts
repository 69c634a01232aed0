import { describe, expect, test } from 'vitest'
import { aClient, aCustomerTurn, aLead, CUSTOMER, NOW, worded } from '../../test/turns.ts'
import type { Brain } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { type CustomerTurn, type FindFacts, planCustomerTurn } from './plan-turn.ts'

const notAsked = () => Promise.reject(new Error('no brain may be asked here'))
const noBrain: Brain = { sentinel: notAsked, dial: notAsked, flow: notAsked, lyra: notAsked }
const neverAsked: FindFacts = () => {
  throw new Error('facts are looked for although nothing was asked')
}
const quietly = (gathered: CustomerTurn) => planCustomerTurn(noBrain, gathered, neverAsked)
const purposesOf = ({ drafts }: Awaited<ReturnType<typeof quietly>>) => drafts.map((draft) => draft.purpose)

function turn(
  texts: Parameters<typeof aCustomerTurn>[0],
  change: Partial<CustomerTurn['turn']> = {},
  rest: Partial<CustomerTurn> = {},
) {
  const gathered = aCustomerTurn(texts, rest)
  return { ...gathered, turn: { ...gathered.turn, ...change } }
}

const chatty = { counts: { textsInWindow: 21, sameInWindow: 1 } }

describe('words for the carrier', () => {
  test.each(['out', 'in', 'help'] as const)(
    'a lone %s gets nothing of ours, since the carrier answers',
    async (word) => {
      const planned = await quietly(turn([worded('WORD', word)]))
      expect(planned).toMatchObject({ outcome: 'OPT_WORD', rule: word, drafts: [], lead: null, verdict: null })
    },
  )

  test('STOP and HELP on an open lead are shown to the owner, once a day', async () => {
    for (const [word, said] of [
      ['out', 'no more texts'],
      ['help', 'asked for help'],
    ] as const) {
      const planned = await quietly(turn([worded('word', word)], { lead: aLead() }))
      expect(purposesOf(planned)).toEqual(['owner-notice'])
      expect(planned.drafts[0]?.body).toContain(said)
      expect(planned.drafts[0]?.body).toContain(CUSTOMER)
      expect(planned.drafts[0]?.key).toMatch(/:2026-03-04$/)
    }
    expect((await quietly(turn([worded('start', 'in')], { lead: aLead() }))).drafts).toEqual([])
  })

  test('beside other words they are left out, and the rest is answered', async () => {
    const planned = await planCustomerTurn(
      rulesBrain,
      turn([worded('HELP', 'help'), worded('I need a plumber please')]),
      neverAsked,
    )
    expect(planned).toMatchObject({ outcome: 'ANSWERED', rule: 'booking-link' })
  })

  test('YES is an answer like any other', async () => {
    const planned = await planCustomerTurn(rulesBrain, turn([worded('yes', 'yes')]), neverAsked)
    expect(planned.verdict).not.toBeNull()
    expect(purposesOf(planned)).toContain('reply')
  })
})

describe('our own word for help', () => {
  test('MENU is answered without any brain', async () => {
    const planned = await quietly(turn([worded('?', 'menu')]))
    expect(planned).toMatchObject({ outcome: 'ANSWERED', rule: 'menu' })
    expect(purposesOf(planned)).toEqual(['reply'])
  })

  test('MENU beside a word for the carrier is answered, and beside a job it is left out', async () => {
    expect(await quietly(turn([worded('HELP', 'help'), worded('?', 'menu')]))).toMatchObject({ rule: 'menu' })
    const planned = await planCustomerTurn(
      rulesBrain,
      turn([worded('menu', 'menu'), worded('I need a plumber')]),
      neverAsked,
    )
    expect(planned.rule).toBe('booking-link')
  })

  test('MENU to a client that is not live, or from a chatty sender, gets what any text would', async () => {
    expect(await quietly(turn([worded('?', 'menu')], { client: aClient({ paid: false }) }))).toMatchObject({
      outcome: 'BLOCKED',
    })
    expect(await quietly(turn([worded('?', 'menu')], {}, chatty))).toMatchObject({ outcome: 'QUIET' })
  })
})

describe('a client that is not live', () => {
  test.each([
    [{ missing: ['twilioNumber', 'forwardingEnabled'] as const }, 'missing twilioNumber, forwardingEnabled'],
    [{ paid: false }, 'unpaid'],
  ])('asks no brain, opens no lead and sends one holding text a day: %j', async (change, rule) => {
    const planned = await quietly(turn([worded('I need a plumber')], { client: aClient(change) }))
    expect(planned).toMatchObject({ outcome: 'BLOCKED', rule, lead: null, verdict: null })
    expect(purposesOf(planned)).toEqual(['holding'])
    expect(planned.drafts[0]?.key).toMatch(/^holding:.*:\+447700900123:2026-03-04$/)
    expect(planned.drafts[0]?.body).not.toContain('book.example')
  })

  test('counts the day where the client is', async () => {
    const client = aClient({ paid: false, timezone: 'America/Los_Angeles' })
    const planned = await quietly(turn([worded('hello')], { client, now: new Date('2026-03-04T02:00:00Z') }))
    expect(planned.drafts[0]?.key).toMatch(/:2026-03-03$/)
  })

  test('still gives the safety line first, and tells the owner nothing', async () => {
    const planned = await quietly(turn([worded('I can smell gas')], { client: aClient({ paid: false }) }))
    expect(purposesOf(planned)).toEqual(['safety-line', 'holding'])
  })
})

describe('a chatty sender', () => {
  const hello = [worded('hello there')]

  test('is answered no more for an hour, and the owner is told once', async () => {
    const planned = await quietly(turn(hello, {}, chatty))
    expect(planned).toMatchObject({ outcome: 'QUIET', quietUntil: new Date('2026-03-04T11:00:00Z') })
    expect(purposesOf(planned)).toEqual(['owner-notice'])
    const again = await quietly(turn(hello, {}, { quietUntil: new Date(NOW.getTime() + 1) }))
    expect(again).toMatchObject({ outcome: 'QUIET', quietUntil: null, drafts: [] })
  })

  test('is heard again when the hour is over', async () => {
    const planned = await planCustomerTurn(rulesBrain, turn(hello, {}, { quietUntil: NOW }), neverAsked)
    expect(planned.outcome).toBe('ANSWERED')
  })

  test('in danger still gets the safety line and wakes the owner, once an hour', async () => {
    const planned = await quietly(turn([worded('I can smell gas')], {}, { quietUntil: new Date(NOW.getTime() + 1) }))
    expect(planned.drafts.map((draft) => [draft.purpose, draft.key])).toEqual([
      ['safety-line', expect.stringMatching(/:gas:2026-03-04T10$/)],
      ['owner-urgent', expect.stringMatching(/^quiet-danger:.*:2026-03-04T10$/)],
    ])
  })
})

test('a sender that cannot be answered is recorded and nothing else', async () => {
  for (const customerPhone of ['60777', 'PARCELS', '+4477009001'])
    expect(await quietly(turn([worded('hi')], { customerPhone }))).toMatchObject({ outcome: 'SILENT', drafts: [] })
})

test('a live client’s turn carries the pipeline’s verdict whole', async () => {
  const planned = await planCustomerTurn(rulesBrain, turn([worded('I need a plumber')]), neverAsked)
  expect(planned).toMatchObject({ action: 'SEND_BOOKING_LINK', rule: 'booking-link', quietUntil: null })
  expect(planned.lead).toEqual(planned.verdict?.lead)
})
