import { expect, test } from 'vitest'
import { NOW, OWNER, worded } from '../../test/turns.ts'
import { optedOut, type PersonTurn, settleBeforeReading, wordsToUs } from './plan-people-turn.ts'

const person = (texts: PersonTurn['texts'], change: Partial<PersonTurn> = {}): PersonTurn => ({
  now: NOW,
  texts,
  phone: OWNER,
  quietUntil: null,
  counts: { textsInWindow: 1, sameInWindow: 1 },
  ...change,
})

test('a word that the carrier answers gets nothing of ours', () => {
  for (const word of ['out', 'in', 'help'] as const)
    expect(settleBeforeReading(person([worded('WORD', word)]), 'known')).toMatchObject({
      outcome: 'OPT_WORD',
      drafts: [],
    })
})

test('such a word beside others leaves the others to be read', () => {
  const turn = person([worded('Plumber in Leeds'), worded('STOP', 'out'), worded('MENU', 'menu')])
  expect(settleBeforeReading(turn, 'new')).toBeNull()
  expect(wordsToUs(turn)).toEqual(['Plumber in Leeds', 'MENU'])
})

test('the founder is told of an owner who wants no more texts', () => {
  const stop = worded('STOP', 'out')
  expect(optedOut(person([worded('who is this'), stop]), null)).toMatchObject([
    { type: 'OWNER_OPTED_OUT', subject: OWNER },
  ])
  expect(optedOut(person([worded('hello')]), null)).toEqual([])
})

test('a chatty sender is told so once and not answered for an hour, and one that cannot be answered never', () => {
  const many = { counts: { textsInWindow: 1, sameInWindow: 5 } }
  const auto = worded('I am driving and will answer later')
  expect(settleBeforeReading(person([auto], many), 'known')).toMatchObject({
    outcome: 'QUIET',
    drafts: [{ purpose: 'owner-reply', body: expect.stringMatching(/^JobRun: .*in an hour/) }],
    quietUntil: new Date('2026-03-04T11:00:00Z'),
  })
  const quiet = { ...many, quietUntil: new Date(NOW.getTime() + 1) }
  expect(settleBeforeReading(person([auto], quiet), 'known')).toMatchObject({ outcome: 'QUIET', drafts: [] })
  expect(settleBeforeReading(person([worded('hi')], { phone: 'PARCELS' }), 'known')).toMatchObject({
    outcome: 'SILENT',
  })
})

test('a short answer may come back often, as BACK and 1 do while somebody signs up, but not without end', () => {
  const sent = (sameInWindow: number) => person([worded('BACK')], { counts: { textsInWindow: 15, sameInWindow } })
  expect(settleBeforeReading(sent(14), 'known')).toBeNull()
  expect(settleBeforeReading(sent(15), 'known')).toMatchObject({ outcome: 'QUIET' })
})

test('who advertises does not become a client; a client may write what they like', () => {
  const advert = person([
    worded('We can get your website to the top of Google with our SEO offer, 50% off, click here'),
  ])
  expect(settleBeforeReading(advert, 'new')).toMatchObject({ outcome: 'SILENT', rule: 'junk' })
  expect(settleBeforeReading(advert, 'known')).toBeNull()
})
