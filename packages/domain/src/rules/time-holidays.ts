/** Days with a name of their own, as parsers for chrono-node: fixed dates, nth weekdays, days reckoned from Easter. */
import type { Parser } from 'chrono-node'
import type { Region } from '../region.ts'
import { dateOf, daysAfter } from './time-reader.ts'

interface NamedDay {
  names: readonly string[]
  /** Its date in a year; months counted from one. Absent in a region that does not keep it. */
  on: (year: number, region: Region) => Date
}

const fixed = (names: string, month: number, day: number): NamedDay => ({
  names: names.split(', '),
  on: (year) => new Date(year, month - 1, day),
})
const nth = (names: string, month: number, which: number, weekday: number): NamedDay => ({
  names: names.split(', '),
  on: (year) => nthWeekday(year, month, { nth: which, weekday }),
})
const fromEaster = (names: string, days: number): NamedDay => ({
  names: names.split(', '),
  on: (year) => daysFromEaster(year, days),
})

/** Weekdays count from Sunday, 0; an nth of -1 is the month's last. Bank holidays: gov.uk/bank-holidays. */
const namedDays: readonly NamedDay[] = [
  fixed('christmas eve, xmas eve, chrimbo eve', 12, 24),
  fixed('christmas day, xmas day, christmas, xmas', 12, 25),
  fixed('boxing day', 12, 26),
  fixed("new year's eve, new years eve, new year eve", 12, 31),
  fixed("new year's day, new years day", 1, 1),
  fixed("valentine's day, valentines day", 2, 14),
  fixed("st patrick's day, st patricks day, saint patrick's day", 3, 17),
  fixed('juneteenth', 6, 19),
  fixed('halloween', 10, 31),
  fixed('bonfire night, guy fawkes night', 11, 5),
  fixed('veterans day', 11, 11),
  nth('martin luther king day, mlk day', 1, 3, 1),
  nth("presidents day, presidents' day", 2, 3, 1),
  nth('early may bank holiday, may bank holiday', 5, 1, 1),
  nth('memorial day, spring bank holiday, late may bank holiday', 5, -1, 1),
  nth("father's day, fathers day", 6, 3, 0),
  nth('august bank holiday, summer bank holiday', 8, -1, 1),
  nth('labor day', 9, 1, 1),
  nth('columbus day', 10, 2, 1),
  nth('thanksgiving day, thanksgiving', 11, 4, 4),
  { names: ['black friday'], on: (year) => daysAfter(nthWeekday(year, 11, { nth: 4, weekday: 4 }), 1) },
  fromEaster('shrove tuesday, pancake day', -47),
  fromEaster('good friday', -2),
  fromEaster('easter monday', 1),
  fromEaster('easter sunday, easter', 0),
  {
    names: ["mother's day", 'mothers day', 'mothering sunday'],
    on: (year, region) => (region === 'GB' ? daysFromEaster(year, -21) : nthWeekday(year, 5, { nth: 2, weekday: 0 })),
  },
]

const names = namedDays.flatMap((each) => each.names).sort((a, b) => b.length - a.length)
const called = new RegExp(
  `(?<!\\b(?:merry|happy) )\\b(?<weekendOf>weekend of (?:the )?)?(?:(?<name>${names.join('|')})|(?<bank>bank holiday)(?: monday)?)(?<weekend> week-?end)?\\b(?! (?:tree|lights?|presents?|party|cards?|dinner|eggs?|bunny|decorations))`,
  'i',
)

/** Read as the next such day, or the Saturday of its weekend. */
export function namedDay(region: Region): Parser {
  return {
    pattern: () => called,
    extract: (context, match) => {
      const { name, bank, weekend, weekendOf } = match.groups ?? {}
      const today = daysAfter(context.refDate, 0)
      const days = bank ? bankHolidays : namedDays.filter((each) => each.names.includes(name?.toLowerCase() ?? ''))
      const coming = [0, 1]
        .flatMap((ahead) => days.map((each) => each.on(today.getFullYear() + ahead, region)))
        .filter((day) => day >= today)
        .sort((a, b) => a.getTime() - b.getTime())[0]
      return coming ? dateOf(weekend || weekendOf ? saturdayOf(coming) : coming) : null
    },
  }
}

const bankHolidays = namedDays.filter((each) => each.names.some((name) => /bank holiday|easter monday/.test(name)))

/** The Saturday of the weekend a day belongs to: Monday and Tuesday to the one before, the others to the one after. */
export function saturdayOf(day: Date): Date {
  const ahead = [-1, -2, -3, 3, 2, 1, 0][day.getDay()] ?? 0
  return daysAfter(day, ahead)
}

/** Months counted from one; an nth of -1 is the month's last. */
export function nthWeekday(year: number, month: number, { nth, weekday }: { nth: number; weekday: number }): Date {
  const first = nth > 0 ? new Date(year, month - 1, 1) : new Date(year, month, -6)
  const ahead = (weekday - first.getDay() + 7) % 7
  return new Date(first.getFullYear(), first.getMonth(), first.getDate() + ahead + (nth > 0 ? (nth - 1) * 7 : 0))
}

/** Easter of the Gregorian calendar by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function daysFromEaster(year: number, days: number): Date {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451)
  const sum = moon + week - 7 * late + 114
  return new Date(year, Math.floor(sum / 31) - 1, (sum % 31) + 1 + days)
}
