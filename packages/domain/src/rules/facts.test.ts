import { describe, expect, test } from 'vitest'
import { readJobType } from './job-type.ts'
import { readName } from './name.ts'
import { readPlace } from './place.ts'
import { readRequestedTime } from './requested-time.ts'
import { findSpam } from './spam.ts'

describe('where', () => {
  test.each([
    ['12 Elm Road Leeds', '12 Elm Road Leeds'],
    ['Flat 2, 14 High Street, Otley LS21 3AB', 'LS21 3AB'],
    ['I live in Stoke on Trent', 'Stoke on Trent'],
    ['around church stretton if possible', 'church stretton'],
    ['we are in Denver, CO', 'Denver'],
    ['leeds', 'leeds'],
    ['SW1A 1AA', 'SW1A 1AA'],
  ])('%s', (text, location) => {
    expect(readPlace(text, 'GB')?.location).toContain(location)
  })

  test.each(['in the kitchen', 'at 5pm', 'in a hurry', 'the reading lamp', 'on March 7th', 'in pain'])(
    'nowhere in "%s"',
    (text) => {
      expect(readPlace(text, 'GB')).toBeNull()
    },
  )

  test('a ZIP code is a place in the United States', () => {
    expect(readPlace('62704', 'US')?.location).toBe('62704')
  })
})

describe('who', () => {
  test.each([
    ['my name is john smith and I need a plumber', 'john smith'],
    ['Mr Jones here', 'Mr Jones'],
    ['this is sarah', 'sarah'],
    ['Can you come? Thanks, Mike', 'Mike'],
    ['Kind regards,\nMrs Patel', 'Mrs Patel'],
  ])('%s', (text, name) => {
    expect(readName(text)?.name).toBe(name)
  })

  test.each(['Hi Ricky, can you come?', "I'm locked out", 'this is urgent', 'call me back', 'Tell Dave I called'])(
    'nobody in "%s"',
    (text) => {
      expect(readName(text)).toBeNull()
    },
  )
})

describe('when', () => {
  const at = { now: new Date('2026-03-04T10:00:00Z'), timezone: 'Europe/London', region: 'GB' } as const

  test.each([
    ['today', 'today', '2026-03-04'],
    ['come on 3/4', '3/4', '2026-04-03'],
    ['tomorrow at 5', 'tomorrow at 5', '2026-03-05T17:00'],
    ['the day after tomorrow', 'the day after tomorrow', '2026-03-06'],
    ['a week on Monday', 'a week on Monday', '2026-03-16'],
    ['Friday between 8 and 10', 'Friday between 8 and 10', '2026-03-06T08:00'],
    ['next week', 'next week', '2026-03-09'],
  ])('%s', (text, words, resolved) => {
    expect(readRequestedTime(text, at)).toEqual({ words, resolved })
  })

  test('in the United States the month comes first', () => {
    expect(readRequestedTime('3/5', { ...at, region: 'US' })?.resolved).toBe('2026-03-05')
  })

  test('late at night in London it is still the evening in Los Angeles', () => {
    const night = { now: new Date('2026-03-05T02:00:00Z'), timezone: 'America/Los_Angeles', region: 'US' } as const
    expect(readRequestedTime('today', night)?.resolved).toBe('2026-03-04')
  })

  test.each([
    'Good morning',
    'leaking since Monday',
    '3/4 inch pipe',
    'open 24/7?',
    'ring 0113 496 0123',
    '2 bed flat',
  ])('never in "%s"', (text) => {
    expect(readRequestedTime(text, at)).toBeNull()
  })
})

describe('what', () => {
  test.each([
    ['need electrician today', 'electrician'],
    ['my kitchen tap is leaking', 'leaking kitchen tap'],
    ['the boiler', 'boiler'],
    ['can you cut my hair', 'my hair'],
  ])('%s', (text, jobType) => {
    expect(readJobType([text])?.jobType).toBe(jobType.replace(/^my /, ''))
  })

  test('nothing in a greeting', () => {
    expect(readJobType(['hello there'])).toBeNull()
  })
})

describe('bulk advertising takes several marks', () => {
  test.each(['Claim your £900 prize, call 09061234567 now', 'Txt PLAY to 80123, 150p/msg, 18+ only'])('%s', (text) => {
    expect(findSpam(text)?.kind).toBe('SPAM')
  })

  test.each(['can I get a free quote?', 'I won a voucher for your salon', 'CALL ME NOW', 'see www.photos.example'])(
    '%s is a customer',
    (text) => {
      expect(findSpam(text)).toBeNull()
    },
  )
})
