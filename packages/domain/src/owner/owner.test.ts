import { expect, test } from 'vitest'
import { BOOKING_URL_LENGTH } from '../booking-url.ts'
import { measure } from '../outbox/segments.ts'
import * as answers from './owner-answers.ts'
import { readOwnerCommand } from './read-owner-command.ts'

test.each([
  ['menu', { kind: 'menu' }],
  ['burst pipe in the kitchen', { kind: 'menu' }],
  ['LINK https://book.example/dave', { kind: 'link', url: 'https://book.example/dave' }],
  ['link: book.example/dave.', { kind: 'link', url: 'https://book.example/dave' }],
  ['https://book.example/dave', { kind: 'link', url: 'https://book.example/dave' }],
  ['LINK http://book.example', { kind: 'link', url: null }],
  ['LINK nonsense', { kind: 'link', url: null }],
  ['LINK', { kind: 'link', url: null, written: '' }],
  ['PAUSE 2H', { kind: 'pause', minutes: 120 }],
  ['pause for 30 mins', { kind: 'pause', minutes: 30 }],
  ['Pause', { kind: 'pause', minutes: null }],
  ['pause 0h', { kind: 'menu' }],
  ['pause the music', { kind: 'menu' }],
  ['RESUME', { kind: 'resume' }],
  ['Billing', { kind: 'billing' }],
  ['HOURS Mon to Fri 8 to 6', { kind: 'hours', says: 'Mon to Fri 8 to 6' }],
  ['hours: are 24/7', { kind: 'hours', says: '24/7' }],
  ['Hours?', { kind: 'hours', says: '' }],
  ['Leads', { kind: 'leads' }],
  ['leads for free', { kind: 'menu' }],
  ['REPLY 2 I can come at 4', { kind: 'reply', lead: 2, words: 'I can come at 4' }],
  ['Reply #2: ok', { kind: 'reply', lead: 2, words: 'ok' }],
  ['reply I can come', { kind: 'reply', lead: null }],
  ['DONE 3', { kind: 'done', lead: 3 }],
  ['done', { kind: 'done', lead: null }],
  ['done with this', { kind: 'menu' }],
])('%s', (text, read) => {
  expect(readOwnerCommand(text)).toMatchObject(read)
})

const names = ['Elm', '€'.repeat(60), 'Ж'.repeat(60), 'W'.repeat(60), '🔧'.repeat(30)]
const link = `https://${'x'.repeat(BOOKING_URL_LENGTH - 16)}.example`
const leads = Array.from({ length: 30 }, (_, n) => ({
  number: n + 1,
  phone: '+447700900301',
  name: names[n % names.length] ?? null,
  jobType: 'W'.repeat(60),
  location: '€'.repeat(60),
  urgent: n === 0,
}))

const said = [
  ...names.map((name) => answers.menu(name)),
  answers.linkSet(link),
  answers.linkRefused('', link),
  answers.linkRefused('', null),
  answers.linkRefused('x', null),
  answers.paused(null),
  answers.paused('Wed, 25 Nov, 14:30'),
  answers.resumed,
  answers.hours(null),
  answers.hours('x'.repeat(142)),
  answers.hoursRefused,
  ...names.flatMap((businessName) =>
    [true, false].flatMap((paid) =>
      [null, `https://${'x'.repeat(60)}.example/b/${'0'.repeat(16)}`].map((link) =>
        answers.billing({ businessName, paid, monthlyPrice: '£1234.56', link, payLink: link }),
      ),
    ),
  ),
  ...[0, 1, 2, 30].map((count) => answers.leadList(leads.slice(0, count), count)),
  answers.noSuchLead,
  answers.replyHow,
  answers.replied({ number: 30, phone: '+447700900301' }, true),
  answers.replied({ number: 30, phone: '+447700900301' }, false),
  answers.optedOut('+447700900301'),
  answers.closed({ number: 30, phone: '+447700900301' }, 29),
  answers.tooLong,
]

test('every answer fits two segments of GSM-7, says who we are, and asks for no word that a carrier takes', () => {
  for (const words of said) {
    if (!/[Ж🔧]/u.test(words)) expect(measure(words), words).toMatchObject({ encoding: 'GSM-7' })
    expect(measure(words).segments, words).toBeLessThanOrEqual(2)
    expect(words).toMatch(/^JobRun/)
    expect(words).not.toMatch(
      /\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|UNSTOP|HELP|INFO|YES)\b/,
    )
  }
})

test('of many jobs the urgent one is shown, and how many more there are', () => {
  expect(answers.leadList(leads, 30)).toMatch(/1\) URGENT \+447700900301.*And \d+ more/)
})
