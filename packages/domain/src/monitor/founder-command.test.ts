import { expect, test } from 'vitest'
import { measure } from '../outbox/segments.ts'
import * as say from './founder-answers.ts'
import { readFounderCommand } from './founder-command.ts'

test.each([
  ['STATUS', { kind: 'status' }],
  ['status.', { kind: 'status' }],
  ['MENU', { kind: 'menu' }],
  ['?', { kind: 'menu' }],
  ['SHOW 3', { kind: 'show', number: 3 }],
  ['show #12', { kind: 'show', number: 12 }],
  ['Ack 3.', { kind: 'ack', number: 3 }],
  ['MUTE 3 2H', { kind: 'mute', number: 3, minutes: 120 }],
  ['mute 3 for 90 minutes', { kind: 'mute', number: 3, minutes: 90 }],
  ['mute 3', { kind: 'mute', number: 3, minutes: 1_440 }],
  ['mute 3 999d', { kind: 'mute', number: 3, minutes: 43_200 }],
  ["PAUSE Dave's Plumbing", { kind: 'pause', business: "Dave's Plumbing" }],
  ['resume elm', { kind: 'resume', business: 'elm' }],
  ['4821', { kind: 'code', code: '4821' }],
])('%s', (text, command) => {
  expect(readFounderCommand(text)).toEqual(command)
})

// What an owner says to pause their own business, and words that only begin like a command.
test.each([
  'PAUSE',
  'PAUSE 2H',
  'RESUME',
  'ack',
  'show me',
  'mute 3 loudly',
  'ack 3 please do',
  '482',
  'hello',
  'Plumber in Leeds',
])('%s is no command', (text) => {
  expect(readFounderCommand(text)).toBeNull()
})

test('every answer fits two segments, however long names and lists are', () => {
  const at = new Date('2026-03-04T10:00:00Z')
  const incident = (number: number): say.ShownIncident => ({
    number,
    type: 'INVARIANT_VIOLATION',
    severity: 'HIGH',
    name: '€'.repeat(80),
    words: 'Ж'.repeat(400),
    openedAt: at,
    closedAt: null,
    acknowledgedAt: number % 2 ? at : null,
    mutedUntil: null,
    texts: 3,
  })
  const status = { lastRunAt: at, silencedUntil: at, outboundPaused: true, aiDisabled: true, live: 10_000 }
  const long = 'W€'.repeat(200)
  const answers = [
    say.founderMenu,
    say.founderStatus({ ...status, open: [] }, at),
    say.founderStatus({ ...status, open: Array.from({ length: 300 }, (_, n) => incident(n + 1)) }, at),
    say.shown(incident(1)),
    say.acknowledged(incident(2)),
    say.muted(incident(2), at),
    say.askCode(long, true, '4821'),
    say.switched(long, false),
    say.noSuchBusiness(long, [long, long]),
    say.wrongCode,
  ]
  for (const words of answers) expect(measure(words).segments, words).toBeLessThanOrEqual(2)
})
