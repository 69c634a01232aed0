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
import { folded } from './words.ts'

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

export function readRequestedTime(text: string, at: TimeContext): TimeRead | null {
  const read = folded(text)
  const reference = localReference(at)
  for (const result of parsers[at.region].parse(read, reference, { forwardDate: true })) {
    if (isRefused(read, result)) continue
    const { index, text: words } = result
    const morning = /^ (?:in the )?morning\b/i.test(read.slice(index + words.length))
    return shifted(read, result, resolved(result, reference, morning))
  }
  return null
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
function resolved({ start, text }: chrono.ParsedResult, reference: Date, morning: boolean): string {
  const hour = start.get('hour') ?? 0
  const now = reference.getHours()
  const passed = isDayOpen(start) && hour <= now && now < hour + 12
  const halfOpen = !morning && start.isCertain('hour') && !start.isCertain('meridiem')
  const afternoon = halfOpen && hour >= 1 && hour < 12 && (hour <= 6 || passed)
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
