import { describe, expect, test } from 'vitest'
import { measure, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { callKinds, SPOKEN_WHEN_BLIND, spokenFor, textBack, textsOnlyText, voicemailText } from './call-texts.ts'

const longest = 'Wolverhampton & District Emergency Plumbing and Heating (24h)'.slice(0, 60)
const names = {
  short: 'A&B <Sons>',
  longest,
  'longest with signs that cost two': '{[~]}|^\\€'.repeat(7).slice(0, 60),
  'curly quotes': 'Dave’s “Plumbing” – Leeds',
  'another script': 'Сантехника Лидс и Ко, ремонт труб и котлов день и ночь срочно',
  emoji: '🔧🚿 Pipe Dreams Plumbing, Heating, Bathrooms and Drains Leeds',
  'emoji alone': '🔧'.repeat(60),
}
const solicits = /\b(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|UNSTOP|YES|HELP|INFO)\b/

describe('the text to a missed caller', () => {
  test.each(Object.entries(names))('fits two segments and says who we are: %s', (_kind, name) => {
    const text = textBack(name)
    expect(measure(text).segments).toBeLessThanOrEqual(REPLY_SEGMENTS)
    expect(text).toContain([...name].slice(0, 4).join(''))
    expect(text).toContain('missed your call')
    expect(text).not.toMatch(solicits)
  })

  test('is GSM-7, and asks what is needed, with every name that is', () => {
    for (const name of [names.short, names.longest, names['longest with signs that cost two'], names['curly quotes']]) {
      expect(measure(textBack(name)).encoding).toBe('GSM-7')
      expect(textBack(name)).toMatch(/What do you need done, and where are you\?/)
    }
  })
})

test.each([true, false])('the text from the number that takes texts only fits, in GSM-7 (owner: %s)', (isOwner) => {
  const text = textsOnlyText(isOwner)
  expect(measure(text)).toMatchObject({ encoding: 'GSM-7', segments: isOwner ? 1 : 2 - Number(text.length <= 160) })
  expect(text).toContain('JobRun')
  expect(text).not.toMatch(solicits)
})

test.each([
  ['usual', '+447700900123', 'Please ring me about my boiler'],
  ['long', '+447700900123', 'and then the water came through the ceiling '.repeat(100)],
  ['another script', '+447700900123', 'У меня течёт кран на кухне '.repeat(30)],
  ['withheld', null, 'It is me'],
])('an owner’s word of a voicemail fits two segments: %s', (_name, caller, words) => {
  const text = voicemailText({ caller, seconds: 120, words })
  expect(measure(text).segments).toBeLessThanOrEqual(REPLY_SEGMENTS)
  expect(text).toContain(`Voicemail from ${caller ?? 'a withheld number'} (120 s): "${words.slice(0, 8)}`)
})

test.each([...callKinds.map((kind) => spokenFor(kind, longest)), SPOKEN_WHEN_BLIND])(
  'what a caller hears is one short sentence: %s',
  (sentence) => {
    expect(sentence.match(/[.!?](?=\s|$)/g)).toHaveLength(1)
    expect(sentence.replace(longest, '').split(/\s+/).length).toBeLessThanOrEqual(24)
  },
)
