import { describe, expect, test } from 'vitest'
import { CHATTY_TEXTS, isChatty, REPEATED_TEXTS } from './chatty.ts'
import { dayIn } from './local-day.ts'
import { wordOf } from './opt-word.ts'
import { route } from './route.ts'

describe('route', () => {
  const owner = '+447700900456'
  const client = { ownerPhone: owner }

  test('the number that was texted comes first, then who the sender is for that client', () => {
    expect(route({ role: 'OPERATIONAL', client, from: owner })).toBe('owner')
    expect(route({ role: 'OPERATIONAL', client, from: '+447700900123' })).toBe('customer')
    expect(route({ role: 'OPERATIONAL', client: { ownerPhone: '+447700900999' }, from: owner })).toBe('customer')
  })

  test('without a client the number’s role decides, and other numbers are nobody’s', () => {
    expect(route({ role: 'ONBOARDING', client: null, from: owner })).toBe('onboarding')
    for (const role of ['OPERATIONAL', 'SYSTEM', null] as const)
      expect(route({ role, client: null, from: owner })).toBe('nobody')
  })
})

test('more than 20 texts in five minutes, or the same one five times in an hour, is chatty', () => {
  expect(isChatty({ textsInWindow: CHATTY_TEXTS, sameInWindow: REPEATED_TEXTS - 1 })).toBe(false)
  expect(isChatty({ textsInWindow: 21, sameInWindow: 1 })).toBe(true)
  expect(isChatty({ textsInWindow: 5, sameInWindow: 5 })).toBe(true)
})

describe('the day at a place', () => {
  test.each([
    ['Europe/London', '2026-03-28T23:59:59Z', '2026-03-28'],
    ['Europe/London', '2026-03-29T00:59:59Z', '2026-03-29'],
    ['Europe/London', '2026-03-29T22:59:59Z', '2026-03-29'],
    ['Europe/London', '2026-03-29T23:00:00Z', '2026-03-30'],
    ['Europe/London', '2026-10-24T23:00:00Z', '2026-10-25'],
    ['Europe/London', '2026-10-25T23:30:00Z', '2026-10-25'],
    ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-07'],
    ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-08'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['UTC', '2026-12-31T23:59:59Z', '2026-12-31'],
  ])('%s at %s is %s', (zone, moment, day) => expect(dayIn(zone, new Date(moment))).toBe(day))
})

describe('the word of a text', () => {
  test('is Twilio’s own where it gives one, whatever the body says', () => {
    expect(wordOf({ body: 'arret', optOutType: 'STOP' })).toBe('out')
    expect(wordOf({ body: 'hello', optOutType: 'START' })).toBe('in')
    expect(wordOf({ body: 'hello', optOutType: 'HELP' })).toBe('help')
  })

  test.each([
    ['STOP', 'out'],
    ['stop.', 'out'],
    ['Unsubscribe', 'out'],
    ['REVOKE', 'out'],
    ['please stop texting me', 'out'],
    ['START', 'in'],
    ['unstop', 'in'],
    ['YES', 'yes'],
    ['HELP', 'help'],
    ['info', 'help'],
    ['menu', 'menu'],
    ['?', 'menu'],
    ['can you stop by tomorrow?', null],
    ['the bus stop on Elm Road', null],
    ['help, burst pipe', null],
    ['', null],
  ])('by its words: %s is %s', (body, word) => {
    expect(wordOf({ body, optOutType: null })).toBe(word)
    expect(wordOf({ body, optOutType: 'SOMETHING_NEW' })).toBe(word)
  })
})
