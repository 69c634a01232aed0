/**
 * Writes a text's times the way chrono-node reads them: weekdays mistyped on phones, shortenings, hours without a
 * colon, ordinals in words. It leaves every other word alone, so that what is stored still reads as it was written.
 */
import { misspeltDay } from './time-misspelt.ts'
import { weekdayName as weekday } from './time-reader.ts'

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

const hourWords = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'

const ones = 'first second third fourth fifth sixth seventh eighth ninth'.split(' ')
const ordinals = [
  ...ones,
  ...'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  ),
  ...ones.map((one) => `twenty ${one}`),
  'thirtieth',
  'thirty first',
]
const ordinal = `(?:${[...ordinals].sort((a, b) => b.length - a.length).join('|')})`.replaceAll(' ', '[ -]')

/** Four figures are an hour only in the company of a day or a preposition; elsewhere they are any number. */
const fourFigures = '(?!20[0-2]\\d\\b)([01]?\\d|2[0-3])([0-5]\\d)'

interface Spelling {
  because: string
  from: RegExp
  to: string | ((met: string) => string)
}

const short = (because: string, from: string, to: Spelling['to']): Spelling => ({
  because,
  from: new RegExp(from, 'gi'),
  to,
})

const afterDay = `\\b(?<=\\b(?:this|tomorrow|today|${weekday}) )`

const spellings: readonly Spelling[] = [
  short('weekday shortened', '\\btues\\b', 'tuesday'),
  short('weekday shortened', '\\bweds\\b', 'wednesday'),
  short('weekday shortened', '\\bthurs?\\b', 'thursday'),
  short(
    'weekday, many of them',
    `(?<!\\b(?:open|closed|shut|works?|working|every|most|love|hate|usually|always|normally|never)(?: \\w+){0,2} )\\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s\\b(?! from (?:now|today))`,
    '$1',
  ),
  short('week shortened', '\\bw\\/?c (?:the )?(?=\\d{1,2}(?:st|nd|rd|th|\\/))', 'week commencing the '),
  short('a week to come', '\\b(?:upcoming|coming|following) (week|month|day)\\b', 'next $1'),
  short('hours of France', '\\b([01]?\\d|2[0-3])h([0-5]\\d)\\b', '$1:$2'),
  short('a time after a day of the month', `(?<=\\d(?:st|nd|rd|th) )${fourFigures}(?= ?(?:$|[.,!?]))`, 'at $1:$2'),
  short('hours and a half', '\\b(?:an|one|1) hour and a half\\b', '90 minutes'),
  short('hours and a half', '\\b(?:one|1) and a half hours\\b', '90 minutes'),
  short('hours and a half', '\\b(?:two|2) and a half hours\\b', '150 minutes'),
  short('a sign for at', ` ?@ ?(?=\\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]m)?\\b)`, ' at '),
  short('a sign for and', '(?<=\\b\\d{1,2} ?(?:[ap]m)?) ?& ?(?=\\d{1,2} ?(?:[ap]m|o|$|\\b))', ' and '),
  short('one day or another', `(?<=\\d(?:st|nd|rd|th)) ?/ ?(?=\\d{1,2}(?:st|nd|rd|th))`, ' or '),
  short('one day or another', `(?<=\\b${weekday}) ?/ ?(?=${weekday}\\b)`, ' or '),
  short('week shortened', '(?<=\\b(?:next|this|following|a|one|\\d|two|three|few|couple of|all|later) )wk', 'week'),
  short('weekend shortened', '\\b(?:wk-?end|w/e|weekened|wkd)\\b', 'weekend'),
  short('next shortened', '\\bnxt\\b', 'next'),
  short('a part of the day shortened', `${afterDay}(?:aft|avo|arvo|afty|aftrnoon|afternon)\\b`, 'afternoon'),
  short('a part of the day shortened', `${afterDay}(?:morn|mornin|mrng)\\b`, 'morning'),
  short('a part of the day shortened', `${afterDay}(?:eve|evenin|evng|evning)\\b`, 'evening'),
  short('a part of the day shortened', `${afterDay}(?:nite|nyt)\\b`, 'night'),
  short('more or less', '\\b(noon|midday)[- ]?ish\\b', '$1'),
  short('more or less', '(?<=\\d ?[ap]m)[- ]?ish\\b', ''),
  short('hours of the army', `\\b${fourFigures} ?(?:h|hrs?|hours)\\b`, '$1:$2'),
  short(
    'hours in four figures',
    `(?<=\\b(?:at|before|around|by) )${fourFigures}(?= ?(?:[.,!?]|$)| (?:on|today|tomorrow|tonight|this|next|please|${weekday})\\b)`,
    '$1:$2',
  ),
  short(
    'hours in four figures',
    `(?<![\\d£$#])\\b${fourFigures}(?= (?:today|tomorrow|tonight|on ${weekday})\\b)`,
    '$1:$2',
  ),
  short(
    'an ordinal in words',
    `(?<=\\b(?:the|on|between|${weekday}) )${ordinal}(?= (?:of )?(?:${months}|next month|this month)\\b| and the ${ordinal}\\b)`,
    inFigures,
  ),
  short(
    'an ordinal in words',
    `(?<=\\b(?:the|${weekday}) )(?!(?:first|second|third)\\b)${ordinal}(?= *(?:$|[.,!?]|\\b(?:at|please|if|or|is|works?|would|around|between|any|ok)\\b))`,
    inFigures,
  ),
  short('an article before a date', `(?<=\\b${weekday}),? the (?=\\d{1,2}(?:st|nd|rd|th) (?:of )?${months}\\b)`, ' '),
  short(
    'a part of the day first',
    `\\b(?:in )?(?:the )?(morning|afternoon|evening) (?:of|on) ((?:the )?\\d{1,2}(?:st|nd|rd|th)(?: (?:of )?${months})?|\\d{1,2} ${months}|${months} \\d{1,2}(?:st|nd|rd|th)?|${weekday}|tomorrow)\\b`,
    '$2 $1',
  ),
  short(
    'days ahead',
    `(?<!\\b(?:in|for|of) )\\b(\\d{1,2}|two|three|four|five|six|ten) (day|week|month)s'? time\\b`,
    'in $1 $2s',
  ),
  short('half of the day, one letter', '(?<=\\d[:.]\\d\\d ?)([ap])\\b(?!\\.?m)', '$1m'),
  short('half of the day, spelled', `\\b(?<=(?:\\d|${hourWords}) )([ap]) m\\b`, '$1m'),
]

/** The customer's text with its times respelled; letter case and all other words as they were. */
export function respelled(text: string): string {
  let read = text.replace(/(?<![\w@.'-])[MTWFS][A-Z]{4,9}(?![\w@'-])/gi, (word) => misspeltDay(word) ?? word)
  for (const { from, to } of spellings) {
    read = typeof to === 'string' ? read.replace(from, to) : read.replace(from, to)
  }
  return read
}

const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd', 31: 'st' }

/** "twenty first" to "21st". */
function inFigures(words: string): string {
  const at = ordinals.indexOf(words.toLowerCase().replace('-', ' '))
  const tens = ordinals.indexOf('twentieth')
  const day =
    at <= tens ? at + 1 : at < ordinals.indexOf('thirtieth') ? at - tens + 20 : 30 + at - ordinals.indexOf('thirtieth')
  return at < 0 ? words : `${day}${endings[day] ?? 'th'}`
}
