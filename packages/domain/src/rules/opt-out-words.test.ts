import { describe, expect, test } from 'vitest'
import { readOptWords } from './opt-out-words.ts'

describe('a word with a fixed meaning, alone in the message', () => {
  test.each([
    ['STOP', 'out'],
    ['stop', 'out'],
    [' Stop. ', 'out'],
    ['STOPALL', 'out'],
    ['Unsubscribe', 'out'],
    ['CANCEL', 'out'],
    ['end!', 'out'],
    ['Quit', 'out'],
    ['REVOKE', 'out'],
    ['optout', 'out'],
    ['Start', 'in'],
    ['UNSTOP', 'in'],
    ['Yes', 'yes'],
    ['HELP', 'help'],
    ['info', 'help'],
    ['menu', 'menu'],
    ['?', 'menu'],
  ] as const)('%s means %s', (body, meaning) => {
    expect(readOptWords(body)).toBe(meaning)
  })
})

describe('opting out in plain words', () => {
  test.each([
    'please stop texting me',
    'Stop messaging this number',
    'remove me from your list',
    'Take my number off your list please',
    'take my number off',
    'unsubscribe me',
    'Wrong number. Please stop.',
    "Please don't text me again",
    'do not contact me any more',
    'I no longer want to receive your messages',
    "I don't want any more texts",
    'stop sending me these texts',
    'no more messages please',
    'opt me out',
    'I want to opt out',
    'delete my number from your database',
    'lose my number',
    'QUIT TEXTING ME',
    'how do I unsubscribe',
  ])('%s', (body) => {
    expect(readOptWords(body)).toBe('out')
  })
})

describe('stop, end and cancel about something else', () => {
  test.each([
    'can you stop by tomorrow?',
    'stop the leak',
    'cancel my appointment',
    'the bus stop',
    "can't stop the water",
    'please do not stop outside number 4',
    'the leak has stopped',
    'the end of next week suits us',
    'Reply STOP to unsubscribe',
    "why don't you text me",
    "don't text me before 9, I work nights",
    "don't text me the code, just call",
    'stop it lol',
    'stop round the back of the house',
    'remove me from the group chat photo',
    'the tap will not stop dripping',
    'yes please',
    'should I stop the boiler?',
    'can you take my old sink off the wall',
    '',
  ])('%s', (body) => {
    expect(readOptWords(body)).toBeNull()
  })
})
