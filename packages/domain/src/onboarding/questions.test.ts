import { describe, expect, test } from 'vitest'
import { aStanding, terms } from '../../test/standings.ts'
import { advance } from './advance.ts'
import {
  readBusinessName,
  readCommand,
  readNotificationPreference,
  readOwnerName,
  readPhoneType,
} from './read-answers.ts'
import { readTradeAndTown } from './read-trade-and-town.ts'
import type { Standing } from './standing.ts'

const GB = { home: 'GB', businessType: null, place: false } as const
const US = { home: 'US', businessType: null, place: false } as const

test.each([
  ['Plumber in Leeds', GB, 'Plumber', 'Leeds', 'Europe/London'],
  ['plubmer leeds', GB, 'plubmer', 'Leeds', 'Europe/London'],
  ['roofer stoke-on-trent', GB, 'roofer', 'Stoke-on-Trent', 'Europe/London'],
  ['electrician austin tx', US, 'electrician', 'Austin TX', 'America/Chicago'],
  ['Manchestr plumber', GB, 'plumber', 'Manchester', 'Europe/London'],
  ['Reading, roofer', GB, 'roofer', 'Reading', 'Europe/London'],
  ['Mobile dog groomer, Bath', GB, 'Mobile dog groomer', 'Bath', 'Europe/London'],
  ['We do chimney lining in Hull 🔥', GB, 'chimney lining', 'Hull', 'Europe/London'],
  ['roofing contractor in Yorkshire', GB, 'roofing contractor', 'Yorkshire', 'Europe/London'],
  ['plumbing and heating, LS6', GB, 'plumbing and heating', 'LS6', 'Europe/London'],
  ['I run a small gardening company in Stoke-on-Trent', GB, 'gardening', 'Stoke-on-Trent', 'Europe/London'],
  ['Birmingham electrician', GB, 'electrician', 'Birmingham', 'Europe/London'],
  ['i do roofs in Manchestr', GB, 'roofs', 'Manchester', 'Europe/London'],
  ['plumber leeds ls6 4ab', GB, 'plumber', 'Leeds', 'Europe/London'],
  ['gas safe engineer covering south manchester', GB, 'gas safe engineer', 'Manchester', 'Europe/London'],
  ['kitchen fitter in Sheffield and Rotherham', GB, 'kitchen fitter', 'Sheffield', 'Europe/London'],
  ['painter and decorator in Leicester', GB, 'painter and decorator', 'Leicester', 'Europe/London'],
  ['Plumber in Foobarville', GB, 'plumber', 'Foobarville', 'Europe/London'],
  ['Birmingham electrician', US, 'electrician', 'Birmingham', 'America/Chicago'],
  ['Electrician Austin TX', US, 'Electrician', 'Austin TX', 'America/Chicago'],
  ['Locksmith NYC', US, 'Locksmith', 'NYC', 'America/New_York'],
  ['carpenter in Honolulu', US, 'carpenter', 'Honolulu', 'Pacific/Honolulu'],
  ['landscaper in Phoenix', US, 'landscaper', 'Phoenix', 'America/Phoenix'],
  ['Plumber in Denver', GB, 'Plumber', 'Denver', 'America/Denver'],
])('%s', (text, before, trade, town, timezone) => {
  expect(readTradeAndTown(text, before)).toMatchObject({
    businessType: trade,
    place: { serviceLocation: town, timezone },
  })
})

test('half an answer is kept as half, and a greeting is none', () => {
  expect(readTradeAndTown('plumber', GB)).toMatchObject({ businessType: 'plumber', place: null })
  expect(readTradeAndTown('Leeds', GB)).toMatchObject({ businessType: null, place: { serviceLocation: 'Leeds' } })
  expect(readTradeAndTown('plumber in Foobarville', US)).toMatchObject({ place: null, whichState: true })
  const none = ['hello there', 'what is this', 'hi', '👍', '', 'yes please', 'who are you?', "what's in it for me"]
  for (const text of none) {
    expect(readTradeAndTown(text, GB), text).toMatchObject({ businessType: null, place: null })
  }
})

test.each([
  ["it's called Leeds Plumbing.", 'Leeds Plumbing'],
  ['"Smith & Sons"', 'Smith & Sons'],
  ['My business is called A&B <Sons>', 'A&B <Sons>'],
  ['x', null],
  ['y'.repeat(61), null],
  ['What do you mean?', null],
  ['👍👍', null],
  ['ok', null],
  ['Hello!', null],
  ["I don't have one yet", null],
  ['OK Plumbing', 'OK Plumbing'],
])('business name: %s', (text, name) => {
  expect(readBusinessName(text)).toBe(name)
})

test.each([
  ['dave', 'Dave'],
  ["I'm Dave 👋", 'Dave'],
  ['my name is dave smith', 'Dave Smith'],
  ["Siobhán O'Neill", "Siobhán O'Neill"],
  ['Dave here', 'Dave'],
  ['123', null],
  ['what?', null],
  ['Leeds Plumbing Ltd', null],
  ['ok', null],
  ['hello', null],
  ['samsung s22', null],
])('owner’s name: %s', (text, name) => {
  expect(readOwnerName(text)).toBe(name)
})

test.each([
  ['1', 'SMS'],
  ['Text message pls', 'SMS'],
  ['ok', 'SMS'],
  ['email', null],
  ['not by text', null],
])('notification: %s', (text, read) => {
  expect(readNotificationPreference(text)).toBe(read)
})

test.each([
  ['1', 'iphone'],
  ['Samsung galaxy', 'android'],
  ['its an i fone', 'iphone'],
  ['a land line', 'landline'],
  ['iphone and a landline', null],
  ['4', null],
])('phone: %s', (text, read) => {
  expect(readPhoneType(text)).toBe(read)
})

test.each([
  ['BACK', 'back'],
  ['start over please', 'restart'],
  ['sorry what?', 'repeat'],
  ['what was the question?', 'repeat'],
  ['?', 'menu'],
  ['back in Leeds', null],
  ['No thanks', 'leave'],
  ["sorry, I'm not interested", 'leave'],
])('command: %s', (text, read) => {
  expect(readCommand(text)).toBe(read)
})

describe('a turn', () => {
  const hear = (standing: Standing, ...texts: string[]) =>
    advance(standing, { kind: 'said', texts, proposal: null }, terms())
  const propose = (standing: Standing, text: string, value: string, state = standing.state) =>
    advance(standing, { kind: 'said', texts: [text], proposal: { state, value } }, terms()).standing

  test('that holds two answers answers two questions', () => {
    const asked = aStanding({ state: 'S2_BUSINESS_NAME' })
    expect(hear(asked, "Leeds Plumbing, I'm Dave").standing).toMatchObject({
      state: 'S4_NOTIFICATION_PREF',
      collected: { businessName: 'Leeds Plumbing', ownerName: 'Dave' },
    })
  })

  test('whose words are those of a moment ago does not answer the next question', () => {
    const first = hear(aStanding({ state: 'S2_BUSINESS_NAME' }), 'Dave').standing
    expect(first.state).toBe('S3_OWNER_NAME')
    expect(hear(first, 'dave').standing.state).toBe('S3_OWNER_NAME')
    const later = { kind: 'said', texts: ['Dave'], proposal: null } as const
    const aMinute = new Date(terms().now.getTime() + 60_000)
    expect(advance(first, later, terms({ now: aMinute })).standing.state).toBe('S4_NOTIFICATION_PREF')
  })

  test('of somebody who does not want to is let go: no reminder, nothing forgotten, and any answer goes on', () => {
    const asked = aStanding({ state: 'S3_OWNER_NAME', nudgeAt: terms().now })
    const left = hear(asked, 'no thanks')
    expect(left.standing).toMatchObject({ state: 'S3_OWNER_NAME', nudgeAt: null, rejections: 0 })
    expect(left.effects).toMatchObject([{ kind: 'say', body: expect.stringMatching(/do not remind you.*own name/) }])
    expect(hear(left.standing, 'Dave').standing).toMatchObject({ state: 'S4_NOTIFICATION_PREF' })
  })

  test('that only greets, or says that there is none, is no name', () => {
    for (const state of ['S2_BUSINESS_NAME', 'S3_OWNER_NAME'] as const)
      for (const words of ['ok', 'hello', 'thanks', 'no idea', '👍'])
        expect(hear(aStanding({ state }), words).standing.state, words).toBe(state)
  })

  test('from an American phone is asked with American examples', () => {
    const said = (text: string) => hear(aStanding({ ownerPhone: '+12025550123' }), text).effects
    for (const text of ['hello', 'electrician', 'gibberish it is'])
      expect(said(text)).toMatchObject([{ body: expect.stringMatching(/^(?!.*Leeds).*Austin TX/) }])
  })

  test('that asks us something goes to a person and is no refusal', () => {
    const asked = hear(aStanding({ state: 'S4_NOTIFICATION_PREF' }), 'do I need to sign a contract?')
    expect(asked.standing.rejections).toBe(0)
    expect(asked.effects).toMatchObject([{ kind: 'tell-founder', type: 'OWNER_ASKS' }, { kind: 'say' }])
  })

  test('BACK keeps what was told, and half of a new first answer changes that half', () => {
    const told = hear(aStanding(), 'Plumber in Leeds').standing
    const back = hear(told, 'BACK').standing
    expect(back).toMatchObject({ state: 'S1_BUSINESS_TYPE_LOCATION', collected: { businessType: 'Plumber' } })
    const york = hear(back, 'York')
    expect(york.standing).toMatchObject({
      state: 'S2_BUSINESS_NAME',
      collected: { businessType: 'Plumber', serviceLocation: 'York' },
    })
    expect(york.effects).toMatchObject([{ body: expect.stringMatching(/Plumber, York\. What is your business/) }])
  })

  test('an AI may propose the value that is asked for, in the owner’s words, and nothing else', () => {
    const asked = aStanding({ state: 'S6_PHONE_TYPE', paid: true, ownNumber: '+447700900101' })
    const words = 'one of those with a robot on the box'
    expect(propose(asked, words, 'android').state).toBe('S7_FWD_SENT')
    expect(propose(asked, words, 'COMPLETE').state).toBe('S6_PHONE_TYPE')
    expect(propose(asked, words, 'DONE', 'S7_FWD_SENT').state).toBe('S6_PHONE_TYPE')
    expect(propose(aStanding({ state: 'S3_OWNER_NAME' }), '@@ it is written on the van: bob', 'Alice').state).toBe(
      'S3_OWNER_NAME',
    )
    expect(propose(aStanding({ state: 'S3_OWNER_NAME' }), '@@ it is written on the van: bob', 'Bob').state).toBe(
      'S4_NOTIFICATION_PREF',
    )
    expect(propose(aStanding({ state: 'S5_CONFIRM_LIVE' }), 'trust me', 'PAID').paid).toBe(false)
  })
})
