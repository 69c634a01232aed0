/**
 * Reads when the customer wants it, in their words and as a local date or date-time, with chrono-node.
 * It looks forward only and reads 3/4 as the third of April in Great Britain. It refuses greetings ("good morning"),
 * what is told of the past ("leaking since Monday"), durations, and numbers that merely look like times.
 */
import * as chrono from 'chrono-node'
import type { Region } from '../region.ts'
import { withMoreWays } from './time-parsers.ts'
import { isRefused } from './time-refusals.ts'
import { dayOf, padded, shifted, startOfNext, type TimeRead } from './time-shift.ts'
import { respelled } from './time-spellings.ts'
import { folded } from './words.ts'

export interface TimeContext {
  now: Date
  timezone: string
  region: Region
}

const parsers: Readonly<Record<Region, chrono.Chrono>> = {
  GB: withMoreWays(dayBeforeMonth(chrono.en.casual.clone()), 'GB'),
  US: withMoreWays(chrono.en.casual.clone(), 'US'),
}

/** chrono's own British parser reads "March 12" as a year; so the American one is given the British slash alone. */
function dayBeforeMonth(parser: chrono.Chrono): chrono.Chrono {
  const isSlash = (each: chrono.Parser) => each.constructor.name === 'SlashDateFormatParser'
  const others = parser.parsers.filter((each) => !isSlash(each))
  parser.parsers = [...chrono.en.GB.parsers.filter(isSlash), ...others]
  return parser
}

export function readRequestedTime(text: string, at: TimeContext): TimeRead | null {
  const read = respelled(folded(text))
  const reference = localReference(at)
  const last = reference.getFullYear() + furthestYears
  const believed = parsers[at.region]
    .parse(read, reference, { forwardDate: true })
    .filter((result) => !isRefused(read, result) && (result.start.get('year') ?? 0) <= last)
  const [first, second] = believed
  if (!first) return null
  const found = single(read, first, reference)
  return second && isTogether(read, first, second) ? joined(read, [first, second], reference) : found
}

/** A year further off is part of some number. */
const furthestYears = 12

function single(read: string, result: chrono.ParsedResult, reference: Date): TimeRead {
  const [, half] =
    /^ (?:in the )?(morning|afternoon|evening)\b/i.exec(read.slice(result.index + result.text.length)) ?? []
  return shifted(read, result, resolved(result, reference, half?.toLowerCase() ?? null))
}

/** "thursday around half three", "5 o'clock on the dot tomorrow": a day and an hour told apart in one breath. */
function isTogether(read: string, first: chrono.ParsedResult, second: chrono.ParsedResult): boolean {
  const between = read.slice(first.index + first.text.length, second.index)
  if (!/^[^.!?\n]{0,20}$/.test(between) || /\b(?:or|not|but)\b/i.test(between)) return false
  const hourThenDay = first.start.isCertain('hour') && isDayOpen(first.start) && !isDayOpen(second.start)
  const dayThenHour = !first.start.isCertain('hour') && !isDayOpen(first.start) && isClock(second)
  return hourThenDay || dayThenHour
}

function isClock({ start }: chrono.ParsedResult): boolean {
  return start.isCertain('hour') && isDayOpen(start) && !start.isCertain('month')
}

function joined(
  read: string,
  [first, second]: readonly [chrono.ParsedResult, chrono.ParsedResult],
  reference: Date,
): TimeRead {
  const [day, hour] = isDayOpen(first.start) ? [second, first] : [first, second]
  const date = single(read, day, reference).resolved.slice(0, 10)
  const said = hour.start.get('hour') ?? 0
  const afternoon = !hour.start.isCertain('meridiem') && said >= 1 && said <= 6
  return {
    words: read.slice(first.index, second.index + second.text.length),
    resolved: `${date}T${padded(afternoon ? said + 12 : said)}:${padded(hour.start.get('minute') ?? 0)}`,
  }
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

/**
 * "this month" begins before today; nobody can come before today. A bare hour below
 * seven, or already past this morning, means the afternoon.
 */
function resolved({ start, text }: chrono.ParsedResult, reference: Date, half: string | null): string {
  const hour = start.get('hour') ?? 0
  const now = reference.getHours()
  const passed = isDayOpen(start) && hour <= now && now < hour + 12
  const halfOpen = half !== 'morning' && start.isCertain('hour') && !start.isCertain('meridiem')
  const afternoon = halfOpen && hour >= 1 && hour < 12 && (hour <= 6 || passed || half !== null)
  const day = dayOf(start.get('year') ?? 0, start.get('month') ?? 1, start.get('day') ?? 1)
  const today = dayOf(reference.getFullYear(), reference.getMonth() + 1, reference.getDate())
  const stillToday = afternoon && isDayOpen(start) && hour + 12 > now
  const next = startOfNext(text, reference)
  const from =
    next ?? (stillToday || (/\bthis\b/i.test(text) && day < today) || isThisMonth(start, reference) ? today : day)
  if (!start.isCertain('hour')) return from
  return `${from}T${padded(afternoon ? hour + 12 : hour)}:${padded(start.get('minute') ?? 0)}`
}

/** "in November" said in November does not mean a year from now. */
function isThisMonth(start: chrono.ParsedComponents, reference: Date): boolean {
  const monthAlone = start.isCertain('month') && !start.isCertain('day') && !start.isCertain('year')
  return monthAlone && start.get('month') === reference.getMonth() + 1
}

function isDayOpen(start: chrono.ParsedComponents): boolean {
  return !start.isCertain('day') && !start.isCertain('weekday')
}
