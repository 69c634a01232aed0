import { describe, expect, test } from 'vitest'
import { findDanger } from './danger.ts'

describe('dangers in plain words', () => {
  test.each([
    ['I can smell gas in the hall', 'gas'],
    ['smell of eggs in the kitchen', 'gas'],
    ['carbon monoxide alarm is going off', 'gas'],
    ['the oven caught fire', 'fire'],
    ['smoke is coming from the socket', 'fire'],
    ['I got an electric shock off the cooker', 'shock'],
    ['burning smell by the fridge', 'burning-smell'],
    ['water is pouring through the ceiling', 'flood'],
    ['sewage coming up through the shower', 'sewage'],
    ['the ceiling is coming down', 'collapse'],
    ['no heating and a newborn in the house', 'no-heating'],
    ['we have no electricity', 'no-power'],
    ['my mum is locked out', 'lock-out'],
    ['someone has kicked my front door in', 'break-in'],
  ])('%s: %s', (text, kind) => {
    expect(findDanger([text])?.kind).toBe(kind)
  })
})

describe('what only sounds like one', () => {
  test.each([
    'no gas smell any more',
    'the fireplace needs sweeping',
    'fire alarm service please',
    'gas boiler quote',
    'no rush',
    'what should I do if I smell gas?',
    'do you fix gas leaks?',
    'locked out of my email account',
    'we had a smell of gas last year, it was fixed',
    'the leak has stopped now',
    'our inbox is flooded with emails',
    'My heart is on fire lol',
    'smoke alarm chirping, needs a battery',
    'the water heater drips a bit, whenever you can',
    '',
  ])('%s', (text) => {
    expect(findDanger([text])).toBeNull()
  })
})

test('a danger that came back is not over', () => {
  expect(findDanger(['the boiler was fixed last month and now water is pouring out of it'])?.kind).toBe('flood')
})

test('the deadliest of several is told', () => {
  expect(findDanger(['the kitchen is flooded', 'and I smell gas'])?.kind).toBe('gas')
})

test('it says the words it met', () => {
  expect(findDanger(['Hi, I smell gas here'])?.words).toBe('smell gas')
})
