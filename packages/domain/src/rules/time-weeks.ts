/** Ways to name a day by its week: "friday next week", "end of next week", "the second week of April", "monday after next". */
import type { Parser } from 'chrono-node'
import { nthWeekday, saturdayOf } from './time-holidays.ts'
import { dateOf, daysAfter, type Found, mondayOf, reader, weekdayName, weekdayNumber } from './time-reader.ts'

const friday = 5

/** "next week friday", "friday next week", "on the friday of next week". */
const dayOfNextWeek = reader(
  new RegExp(
    `\\b(?:(?:the )?(?:next|following) week,? (?:on )?(?:the )?(?<after>${weekdayName})\\b|(?<before>${weekdayName}),? (?:of |in )?(?:the )?(?:next|following) week\\b)`,
    'i',
  ),
  ({ after, before }, { refDate }) => {
    const monday = daysAfter(mondayOf(refDate), 7)
    return dateOf(daysAfter(monday, (weekdayNumber(after ?? before ?? '') + 6) % 7))
  },
)

/** "end of the week", "middle of next week", "midweek": Friday and Wednesday. */
const partOfWeek = reader(
  /\b(?:(?:by |at |towards )?(?:the )?(?:(?<end>end|back end|later part|latter part)|middle|mid) of (?:the|this|(?<next>next)) week(?! ?end)|mid(?:dle)?[ -]?(?<next2>next )?week(?! ?end)|late(?<late>r)? next week)\b/i,
  ({ end, next, next2, late }, { refDate }) => {
    const wanted = end || late ? friday : 3
    if (next || next2 || late) return dateOf(daysAfter(mondayOf(refDate), wanted + 6))
    return dateOf(daysAfter(refDate, (wanted - refDate.getDay() + 7) % 7))
  },
)

/** "a fortnight", unless a day follows from which it is counted. */
const fortnight = reader(
  new RegExp(
    `\\b(?:in |within )?(?:a|one|1) fortnight(?:'?s time)?\\b(?! (?:on|from|after|ago|now|today|tomorrow|${weekdayName})\\b)`,
    'i',
  ),
  (_, { refDate }) => dateOf(daysAfter(refDate, 14)),
)

/** "monday after next", "the week after next", "the weekend after next". */
const afterNext = reader(
  new RegExp(`\\b(?:the )?(?:(?<weekday>${weekdayName})|(?<end>weekend)|week) after next\\b`, 'i'),
  ({ weekday, end }, { refDate }) => {
    if (!weekday) return dateOf(daysAfter(mondayOf(refDate), end ? 19 : 14))
    return dateOf(daysAfter(refDate, ((weekdayNumber(weekday) - refDate.getDay() + 7) % 7 || 7) + 7))
  },
)

/** "this time next week": as many days ahead. */
const sameTime = reader(/\b(?:this|same) (?:time|day)(?: and time)? next week\b/i, (_, { refDate }) =>
  dateOf(daysAfter(refDate, 7)),
)

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const whichWeek: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
}

/** "the second week of April": its Monday; of the first week the first of the month, of the last the last full week. */
const weekOfMonth = reader(
  new RegExp(
    `\\b(?:the )?(?<which>${Object.keys(whichWeek).join('|')}|last) week (?:of|in) (?:(?<next>next month)|(?:the|this) month|(?<month>${months.join('|')})[a-z]*)\\b`,
    'i',
  ),
  ({ which = '', next, month }, { refDate }) => {
    const named = month ? months.indexOf(month.slice(0, 3).toLowerCase()) : refDate.getMonth() + (next ? 1 : 0)
    const year = refDate.getFullYear() + (month && named < refDate.getMonth() ? 1 : 0)
    const count = whichWeek[which.toLowerCase()]
    if (count === 1) return dateOf(new Date(year, named, 1))
    if (count === undefined) return dateOf(mondayOf(new Date(year, named + 1, -6)))
    return dateOf(daysAfter(mondayOf(new Date(year, named, 1)), (count - 1) * 7))
  },
)

/** "the first Tuesday in April", "last Friday of the month". */
const weekdayOfMonth = reader(
  new RegExp(
    `\\b(?:the )?(?<which>${Object.keys(whichWeek).join('|')}|last) (?<weekday>${weekdayName}) (?:of|in) (?:(?<next>next month)|(?:the|this) month|(?<month>${months.join('|')})[a-z]*)\\b`,
    'i',
  ),
  ({ which = '', weekday = '', next, month }, { refDate }) => {
    const named = month ? months.indexOf(month.slice(0, 3).toLowerCase()) : refDate.getMonth() + (next ? 1 : 0)
    const year = refDate.getFullYear() + (month && named < refDate.getMonth() ? 1 : 0)
    return dateOf(
      nthWeekday(year, named + 1, { nth: whichWeek[which.toLowerCase()] ?? -1, weekday: weekdayNumber(weekday) }),
    )
  },
)

/** "the weekend of the 14th", "the weekend of June 6". */
const weekendOf = reader(
  new RegExp(
    `\\b(?:the )?(?:weekend of (?:the )?(?:(?<before>${months.join('|')})[a-z]* )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: (?:of )?(?<month>${months.join('|')})[a-z]*)?\\b(?!\\/|:)|(?<before2>${months.join('|')})[a-z]* (?<day2>\\d{1,2})(?:st|nd|rd|th)? week-?end\\b)`,
    'i',
  ),
  ({ before, day: dayOf, month, before2, day2 }, { refDate }) => {
    const named = before ?? month ?? before2
    const day = dayOf ?? day2
    const wanted = named ? months.indexOf(named.slice(0, 3).toLowerCase()) : refDate.getMonth()
    const today = daysAfter(refDate, 0)
    const candidate = new Date(today.getFullYear(), wanted, Number(day))
    const passed = candidate < today
    const coming = new Date(
      candidate.getFullYear() + (passed && named ? 1 : 0),
      wanted + (passed && !named ? 1 : 0),
      Number(day),
    )
    return dateOf(saturdayOf(coming))
  },
)

/** "two Sundays from now": the second one to come. */
const weekdaysAhead = reader(
  new RegExp(`\\b(?<count>two|three|four|[2-9]) (?<weekday>${weekdayName})s? from (?:now|today)\\b`, 'i'),
  ({ count = '', weekday = '' }, { refDate }) => {
    const times = { two: 2, three: 3, four: 4 }[count.toLowerCase()] ?? Number(count)
    const first = (weekdayNumber(weekday) - refDate.getDay() + 7) % 7 || 7
    return dateOf(daysAfter(refDate, first + 7 * (times - 1)))
  },
)

/** "mid March", "the middle of next month": its fifteenth. */
const middleOfMonth = reader(
  new RegExp(
    `\\b(?:in |around |about )?(?:the )?mid(?:dle)?(?: of |-| )(?:the )?(?:(?<next>next month)|(?:this )?month|(?<month>${months.join('|')})[a-z]*)\\b(?! ?\\d)`,
    'i',
  ),
  ({ next, month }, { refDate }) => {
    const named = month ? months.indexOf(month.slice(0, 3).toLowerCase()) : refDate.getMonth() + (next ? 1 : 0)
    const thisYear = new Date(refDate.getFullYear(), named, 15)
    const passed = thisYear < daysAfter(refDate, 0)
    return dateOf(passed && month ? new Date(refDate.getFullYear() + 1, named, 15) : thisYear)
  },
)

/** "the rest of the week", "the next 24 hours": they begin now. */
const fromNow = reader(
  /\b(?:for |over |during |in |within )?(?:the )?(?:rest of (?:the|this) (?:day|week|month)|next (?:few|couple of|\d{1,2}|two|three|four|five|six|twelve) (?:hours|hrs|minutes|mins))\b/i,
  (_, { refDate }) => dateOf(refDate),
)

/** "the end of the year". */
const endOfYear = reader(/\b(?:by |at |before |towards )?(?:the )?end of (?:the|this) year\b/i, (_, { refDate }) =>
  dateOf(new Date(refDate.getFullYear(), 11, 31)),
)

/** "in the next few days", "the next 4 business days": they begin tomorrow, on a weekday if business is meant. */
const comingDays = reader(
  /\b(?:(?:in|within|over|for|during|sometime|some time|any time|anytime) (?:in )?)?(?:the )?next (?:(?:few|couple(?: of)?|two|three|four|five|six|\d{1,2}) )(?<business>business |working |week ?)?(?:days|weeks|months)\b/i,
  ({ business }, { refDate }) => dateOf(business ? nextWeekday(refDate) : daysAfter(refDate, 1)),
)

function nextWeekday(day: Date): Date {
  return daysAfter(day, [1, 1, 1, 1, 1, 3, 2][day.getDay()] ?? 1)
}

/** "wednesday coming": the next one, today left out. */
const coming = reader(
  new RegExp(`\\b(?<weekday>${weekdayName}) coming\\b`, 'i'),
  ({ weekday }, { refDate }): Found =>
    dateOf(daysAfter(refDate, (weekdayNumber(weekday ?? '') - refDate.getDay() + 7) % 7 || 7)),
)

export const weekReaders: readonly Parser[] = [
  dayOfNextWeek,
  partOfWeek,
  fortnight,
  afterNext,
  sameTime,
  weekOfMonth,
  weekdayOfMonth,
  weekendOf,
  comingDays,
  coming,
  weekdaysAhead,
  middleOfMonth,
  fromNow,
  endOfYear,
]
