/**
 * Reads when the customer wants it, in their words and as a local date or date-time, with chrono-node.
 * It looks forward only and reads 3/4 as the third of April in Great Britain. It refuses greetings ("good morning"),
 * what is told of the past ("leaking since Monday"), durations, and numbers that merely look like times.
 */
import * as chrono from 'chrono-node'
import type { Region } from '../region.ts'
import { withMoreWays } from './time-parsers.ts'
import { folded } from './words.ts'

export interface TimeRead {
  words: string
  /** ISO local date, or date-time where the words name an hour; no zone: it is the business's own. */
  resolved: string
}

export interface TimeContext {
  now: Date
  timezone: string
  region: Region
}

const parsers: Readonly<Record<Region, chrono.Chrono>> = {
  GB: withMoreWays(dayBeforeMonth(chrono.en.casual.clone())),
  US: withMoreWays(chrono.en.casual.clone()),
}

/** chrono's own British parser reads "March 12" as a year; so the American one is given the British slash alone. */
function dayBeforeMonth(parser: chrono.Chrono): chrono.Chrono {
  const isSlash = (each: chrono.Parser) => each.constructor.name === 'SlashDateFormatParser'
  const others = parser.parsers.filter((each) => !isSlash(each))
  parser.parsers = [...chrono.en.GB.parsers.filter(isSlash), ...others]
  return parser
}

/** Reasons to distrust what chrono found, each by the words before it, the words found or the words after. */
const refusals: readonly { because: string; before?: RegExp; found?: RegExp; after?: RegExp }[] = [
  { because: 'part of a longer word or figure', before: /[\p{L}\d£$€#%/.:]$/u },
  { because: 'the end of a range of figures', before: /\d\s?-\s?$/, found: /^[\d.:]+$/ },
  { because: 'day and night', found: /^24\/7$/ },
  { because: 'part of a longer word or figure', after: /^(?:[\p{L}\d%/]|[.,:]\d|\s?-\s?\d)/u },
  { because: 'a bare figure', found: /^(?:on |in |by |for |the )?\d+(?:[.-]\d+)?$|^\d+ ?[a-z]$|^20\d\d$/i },
  {
    because: 'numbered',
    before:
      /\b(?:flat|apt|unit|apartment|room|no\.?|number|part|model|size|suite|house|plot|block|ref|bus|route|version|ratio|aged?|score|tel|phone|call|ring) ?#?$/i,
    found: /^\d/,
  },
  {
    because: 'a fraction',
    found: /^\d{1,2}\/\d{1,2}$/,
    after:
      /^ ?(?:inch|in\b|"|''|cups?|baths?|miles?|of|size|full|lbs?|tons?|hp|pipe|bed|finished|done|way|bsp|a\b|an\b|price|off)/i,
  },
  {
    because: 'a verb, not the month',
    found: /^\d+ may$/i,
    after: /^ (?:be|have|not|need|also|take|well|leak|want)\b/i,
  },
  {
    because: 'a first name or a verb, not the month',
    found: /^(?:january|february|march|april|may|june|july|august|jan|mar|apr|jun|aug)$/i,
    before: /^(?!.*\b(?:in|by|for|until|till|this|next|early|late|mid|end of|of|or|coming|before|after) $).+|^(?=$)/i,
    after: /^ \p{L}/u,
  },
  {
    because: 'an address or an amount',
    found: /^(?:at )?\d+$/i,
    after:
      /^ [\p{L}-]+ (?:road|rd|street|st|avenue|ave|lane|drive|close)\b|^ (?:people|persons|guests|rooms|of us|bedrooms?|verde)/iu,
  },
  {
    because: 'a greeting or a wish',
    before: /\b(?:good|gd|gud|happy|nice|lovely|great|enjoy(?: your| the)?|have a(?: \w+)?) $/i,
    found: /^(?:morning|afternoon|evening|night|day|weekend|monday|friday)$/i,
  },
  {
    because: 'a greeting',
    before: /^(?:hi|hey|hello)?,? ?$/i,
    found: /^(?:morning|afternoon|evening)$/i,
    after: /^[,!.]|^ (?:mate|all|guys|there|\p{Lu})/u,
  },
  { because: 'a word, not a span of time', found: /^the (?!morning|afternoon|evening|weekend|same)[a-z]+$/i },
  { because: 'told of the past', found: /\b(?:ago|yesterday|earlier|last (?:night|week|month|year|\w+day))\b/i },
  {
    because: 'told of the past',
    before: /\b(?:since|ever since|until|back in|been|previous|last)(?: about| around| at| the| early| late)? $/i,
  },
  {
    because: 'told of the past',
    before:
      /\b(?:started|stopped|broke|broken|went|died|happened|noticed|came|burst|flooded|failed|smelled|smelt|had|fell|moved|bought|installed|was|were|did|got|woke|left|dropped|lost|paid|called|spoke)\b(?:(?!\b(?:can|could|need|come|please|want|would|are you)\b)[^.!?]){0,40}$/i,
    found: /^(?:today|tonight|this (?:morning|afternoon|evening)|now|(?:at )?\d.*)$/i,
  },
  {
    because: 'how long, not when',
    found:
      /^(?:just |for |about |around |another |a |the )*(?:\d+(?:\.\d+)?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|few|couple(?: of)?|half(?: an?)?|the|several)? ?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?)$/i,
    after: /^(?! later| from now)/,
  },
  { because: 'an age or a length', after: /^ (?:old|long|ago|guarantee|warranty|older|younger)\b|^-?year-old/i },
  {
    because: 'a word in passing',
    found: /^now$/i,
    before: /^(?!.*\b(?:right|come|here|out|over|help|straight|available|free) $)/i,
  },
  {
    because: 'a word that is also a day',
    found: /^(?:sat|sun|mon|wed|mar|may|march|second|min|dec)$/,
    before: /^(?!.*\b(?:on|this|next|by|for|until|or|and|till|every|coming|either|come) $).+/i,
  },
  { because: 'no such day', found: /^\p{L}+\.? (?:3[2-9]|[4-9]\d)$/u },
]

export function readRequestedTime(text: string, at: TimeContext): TimeRead | null {
  const read = folded(text)
  const reference = localReference(at)
  for (const result of parsers[at.region].parse(read, reference, { forwardDate: true })) {
    if (isRefused(read, result)) continue
    return shifted(read, result, resolved(result, reference))
  }
  return null
}

const counts: Readonly<Record<string, number>> = { a: 1, one: 1, two: 2, three: 3, four: 4, six: 6 }
const shift = /\b(?:the )?(?:(a|one|two|three|four|six|\d{1,2}) )?(day|week)s? ((?:from|on|after) )?(?:the )?$/i

/** "three weeks from tomorrow", "a week on Monday", "Monday week", "the week of the 18th", "the end of Friday". */
function shifted(read: string, result: chrono.ParsedResult, found: string): TimeRead {
  const text = result.text.replace(/[\s,]+$/, '')
  const before = read.slice(0, result.index)
  const [ahead = '', count, unit, link] = shift.exec(before) ?? []
  const isWeek = unit?.toLowerCase() === 'week'
  if (unit && (link || /^(?:from|on|after)\b/i.test(text)) && (isWeek || count || link === 'after ')) {
    const times = counts[count?.toLowerCase() ?? 'a'] ?? Number(count)
    return { words: ahead + text, resolved: daysLater(found, times * (isWeek ? 7 : 1)) }
  }
  const week = /day$/i.test(text) && /^ week\b/i.test(read.slice(result.index + text.length))
  if (week) return { words: `${text} week`, resolved: daysLater(found, 7) }
  const [weekOf] = /\b(?:the )?week (?:of|beginning|commencing|starting) (?:the )?$/i.exec(before) ?? []
  if (weekOf) return { words: weekOf + text, resolved: mondayOf(found) }
  const [endOf] = /\b(?:the )?end of (?:the )?$/i.exec(before) ?? []
  return endOf && found.length === 10
    ? { words: endOf + text, resolved: `${found}T23:59` }
    : { words: text, resolved: found }
}

function daysLater(found: string, days: number): string {
  const day = new Date(`${found.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10) + found.slice(10)
}

function mondayOf(found: string): string {
  const weekday = new Date(`${found.slice(0, 10)}T00:00:00Z`).getUTCDay()
  return daysLater(found, -((weekday + 6) % 7))
}

function isRefused(read: string, result: chrono.ParsedResult): boolean {
  const before = read.slice(0, result.index)
  const after = read.slice(result.index + result.text.length)
  return refusals.some(
    (refusal) =>
      (refusal.before?.test(before) ?? true) &&
      (refusal.found?.test(result.text) ?? true) &&
      (refusal.after?.test(after) ?? true),
  )
}

/** chrono reckons in the machine's zone; so the local clock of the business is given as if it were that. */
function localReference(at: TimeContext): Date {
  const parts = clock(at.timezone).formatToParts(at.now)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value ?? 0)
  return new Date(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Building a formatter costs more than all the rest of the reading, so each zone's is kept. */
function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const digits = '2-digit'
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}

/** "this month" begins before today; nobody can come before today. An hour below seven means the afternoon. */
function resolved({ start, text }: chrono.ParsedResult, reference: Date): string {
  const hour = start.get('hour') ?? 0
  const afternoon = start.isCertain('hour') && !start.isCertain('meridiem') && hour >= 1 && hour <= 6
  const day = dayOf(start.get('year') ?? 0, start.get('month') ?? 1, start.get('day') ?? 1)
  const today = dayOf(reference.getFullYear(), reference.getMonth() + 1, reference.getDate())
  const stillToday = afternoon && isDayOpen(start) && hour + 12 > reference.getHours()
  const from = stillToday || (/\bthis\b/i.test(text) && day < today) ? today : day
  if (!start.isCertain('hour')) return from
  return `${from}T${padded(afternoon ? hour + 12 : hour)}:${padded(start.get('minute') ?? 0)}`
}

function isDayOpen(start: chrono.ParsedComponents): boolean {
  return !start.isCertain('day') && !start.isCertain('weekday')
}

function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`
}

function padded(part: number): string {
  return String(part).padStart(2, '0')
}
