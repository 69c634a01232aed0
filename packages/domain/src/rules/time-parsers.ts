/** Ways to name a day or an hour that chrono-node does not read, as parsers for it. */
import type { Chrono, Component, Parser, ParsingContext } from 'chrono-node'

type Found = Partial<Record<Component, number>> | null

const reader = (
  pattern: RegExp,
  extract: (groups: Record<string, string | undefined>, context: ParsingContext) => Found,
): Parser => ({
  pattern: () => pattern,
  extract: (context, match) => extract(match.groups ?? {}, context),
})

const hours = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const hour = `(?<hour>1[0-2]|[1-9]|${hours.slice(1).join('|')})`
const half = '(?: ?o\'?"?clock)?(?: ?(?:in the )?(?<half>[ap]\\.?m?\\b\\.?|morning|afternoon|evening))?'
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const minutes: Readonly<Record<string, number>> = {
  half: 30,
  quarter: 15,
  five: 5,
  ten: 10,
  twenty: 20,
  'twenty five': 25,
  'twenty-five': 25,
}

/** "half past five", "quarter to 10 in the morning", "ten past two". */
const spokenClock = reader(
  new RegExp(
    `\\b(?:a )?(?<part>half|quarter|five|ten|twenty(?:[ -]five)?|\\d{1,2})(?: min(?:ute)?s?)?(?: (?<side>past|to|after|till)|(?<=half)) ${hour}${half}(?![\\d:])`,
    'i',
  ),
  ({ part = '', side = 'past', hour: said = '', half: halfSaid }) => {
    const past = minutes[part.toLowerCase()] ?? Number(part)
    const full = hourOf(said)
    if (!(past > 0 && past < 60)) return null
    return /to|till/i.test(side) ? clock(full - 1, 60 - past, halfSaid) : clock(full, past, halfSaid)
  },
)

/** "at five", "five pm", "4 oclock", "9p": an hour in words or short, with something that says it is one. */
const wordHour = reader(
  new RegExp(
    `\\b(?:(?:at|by|from|around|about|after|before|till|until) (?:about |around )?${hour}${half}|(?<hour2>1[0-2]|[1-9]|${hours.slice(1).join('|')})(?: ?o'?"?clock(?: (?:in the )?(?<half2>[ap]\\.?m\\b|morning|afternoon|evening))?| ?(?<half3>[ap]\\.?m\\b\\.?)| ?(?<half4>[ap]\\b)))(?! ?(?::|\\d|-|people|persons?|guests|of|bed|minutes?|mins?|hours?|days?|weeks?|months?|years?|rooms?|other|different|miles?|times?|pounds|dollars|%|\\.\\d))`,
    'i',
  ),
  ({ hour: after, half: halfSaid, hour2, half2, half3, half4 }) =>
    clock(hourOf(after ?? hour2 ?? ''), 0, halfSaid ?? half2 ?? half3 ?? half4),
)

/** "eight thirty", "8 in the evening", "5ish": an hour told apart from a bare figure by its company. */
const hourInCompany = reader(
  new RegExp(
    `\\b(?:(?<spoken>${hours.slice(1).join('|')}) (?<part>fifteen|thirty|forty[ -]five)|(?<said>1[0-2]|[1-9]) in the (?<half>morning|afternoon|evening)|(?:at |around |about )?(?<ish>1[0-2]|[1-9])(?:-| )?ish)\\b`,
    'i',
  ),
  ({ spoken, part, said, half, ish }) => {
    const minute = part ? ({ fifteen: 15, thirty: 30 }[part.toLowerCase()] ?? 45) : 0
    return clock(hourOf(spoken ?? said ?? ish ?? ''), minute, half)
  },
)

/** "between 8 and 10", "from 9am to 11", "10-12 on thursday": the hour it begins. */
const range = reader(
  /\b(?:(?:between|from) (?<from>\d{1,2})(?:[:.](?<minute>[0-5]\d))? ?(?<half>[ap]m)? ?(?:and|to|till|until|-) ?\d{1,2}(?:[:.][0-5]\d)? ?(?<half2>[ap]m)?\b|(?<from2>\d{1,2}) ?(?<half3>[ap]m)? ?(?:-|to) ?\d{1,2} ?(?<half4>[ap]m)?(?= (?:on|tomorrow|today|this|next|mon|tue|wed|thu|fri|sat|sun)))(?![\d.:%])/i,
  ({ from, minute, half, half2, from2, half3, half4 }) => {
    const hourSaid = Number(from ?? from2)
    return hourSaid > 12 ? null : clock(hourSaid, Number(minute ?? 0), half ?? half3 ?? half2 ?? half4)
  },
)

/** "the 14th", "Friday the 14th", "the 3rd of next month": the next day that fits. */
const dayOfMonth = reader(
  /(?:(?<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?|(?:^|\b(?:on |for |by |until )?the |\bon ))(?<day>\d{1,2})(?:st|nd|rd|th)(?: (?:day )?of (?<which>this|next|the) month)?(?= *(?:$|[.,!?;)-]|\b(?:at|in|if|please|for|and|or|from|around|between|after|before|works?|is|would|morning|afternoon|evening)\b))/i,
  ({ weekday, day, which }, context) => {
    const found = nextDay(context.refDate, Number(day), { weekday, nextMonth: which === 'next' })
    return found && dateOf(found)
  },
)

/** Spellings of "tomorrow" and "today" on phones. */
const misspelt = reader(
  /\b(?:(?<tomorrow>tmr|tmrw|tmw|tomo|tom|tmoro|tomoro|tomorro|tomorow|tommorow|tommorrow|tomorrrow|2moro|2morrow|2mrw|tomoz)|(?<today>2day|tdy|todya|2nite|2night|tonite))\b/i,
  ({ tomorrow }, context) => {
    const day = new Date(context.refDate)
    day.setDate(day.getDate() + (tomorrow ? 1 : 0))
    return dateOf(day)
  },
)

/** Short weekdays chrono lacks, "lunchtime", "end of the week", "a fortnight". */
const phrase = reader(
  /\b(?:(?:on |this |next )?(?<weekday>tues|weds|thur|thurs)|(?<lunch>(?:at |around |over |by )?lunch ?time)|(?<end>(?:by |at )?(?:the )?end of (?:the|this) week)|(?<fortnight>(?:in )?a fortnight(?:'s time)?)|next week,? (?:on )?(?<nextWeek>mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?<today>this (?:am|pm|arvo)|(?:by )?(?:the )?(?:eod|cob|end of (?:the )?day|close of (?:play|business))))\b/i,
  ({ weekday, lunch, fortnight, nextWeek, today }, context) => {
    if (lunch) return { hour: 12, minute: 0, meridiem: 1 }
    const day = new Date(context.refDate)
    if (today) return dateOf(day)
    if (nextWeek) {
      const monday = day.getDate() - ((day.getDay() + 6) % 7) + 7
      day.setDate(monday + ((weekdays.indexOf(nextWeek.toLowerCase()) + 6) % 7))
      return dateOf(day)
    }
    const friday = 5
    const wanted = weekday ? weekdays.indexOf(weekday.slice(0, 3).toLowerCase()) : friday
    const ahead = (wanted - day.getDay() + 7) % 7 || (weekday ? 7 : 0)
    day.setDate(day.getDate() + (fortnight ? 14 : ahead))
    return dateOf(day)
  },
)

/** Days with a name of their own and a fixed date, the same in every country served. */
const fixedDays: Readonly<Record<string, readonly [month: number, day: number]>> = {
  'christmas eve': [12, 24],
  'christmas day': [12, 25],
  christmas: [12, 25],
  xmas: [12, 25],
  'boxing day': [12, 26],
  "new year's eve": [12, 31],
  'new years eve': [12, 31],
  "new year's day": [1, 1],
  "valentine's day": [2, 14],
  'valentines day': [2, 14],
  halloween: [10, 31],
}
const namedDay = reader(
  new RegExp(
    `(?<!(?:merry|happy) )\\b(?<name>${Object.keys(fixedDays).join('|')})\\b(?! (?:tree|lights?|present|party|card|dinner))`,
    'i',
  ),
  ({ name }, context) => {
    const [month, day] = fixedDays[name?.toLowerCase() ?? ''] ?? [0, 0]
    const now = context.refDate
    const passed = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() > day)
    return month === 0 ? null : { year: now.getFullYear() + (passed ? 1 : 0), month, day }
  },
)

/** Holidays that fall on the nth weekday of a month (Monday is 1); -1 is the last. */
const movingDays: Readonly<Record<string, readonly [month: number, nth: number, weekday: number]>> = {
  'labor day': [9, 1, 1],
  'memorial day': [5, -1, 1],
  thanksgiving: [11, 4, 4],
  'black friday': [11, 4, 5],
}
const movingDay = reader(
  new RegExp(`(?<!\\bhappy )\\b(?<name>${Object.keys(movingDays).join('|')})(?: day)?(?<weekend> weekend)?\\b`, 'i'),
  ({ name, weekend }, context) => {
    const [month, nth, weekday] = movingDays[name?.toLowerCase() ?? ''] ?? [1, 1, 1]
    const now = new Date(context.refDate.getFullYear(), context.refDate.getMonth(), context.refDate.getDate())
    const thisYear = nthWeekday(now.getFullYear(), month, { nth, weekday })
    const day = thisYear >= now ? thisYear : nthWeekday(now.getFullYear() + 1, month, { nth, weekday })
    if (weekend) day.setDate(day.getDate() + (weekday === 1 ? -2 : 6 - weekday))
    return dateOf(day)
  },
)

function nthWeekday(year: number, month: number, { nth, weekday }: { nth: number; weekday: number }): Date {
  const first = nth > 0 ? new Date(year, month - 1, 1) : new Date(year, month, -6)
  const ahead = (weekday - first.getDay() + 7) % 7
  return new Date(first.getFullYear(), first.getMonth(), first.getDate() + ahead + (nth > 0 ? (nth - 1) * 7 : 0))
}

export function withMoreWays(parser: Chrono): Chrono {
  parser.parsers.unshift(range, dayOfMonth, spokenClock, wordHour, hourInCompany, misspelt, phrase, namedDay, movingDay)
  return parser
}

function dateOf(day: Date): Found {
  return { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() }
}

function hourOf(said: string): number {
  const word = hours.indexOf(said.toLowerCase())
  return word >= 0 ? word : Number(said)
}

/** Hours of twelve made hours of twenty-four when the half of the day is said; otherwise left open. */
function clock(said: number, minute: number, half: string | undefined): Found {
  const full = said <= 0 ? 12 : said
  if (half === undefined) return { hour: full, minute }
  const afternoon = /^(?:p|afternoon|evening)/i.test(half)
  return { hour: (full % 12) + (afternoon ? 12 : 0), minute, meridiem: afternoon ? 1 : 0 }
}

const monthsAhead = 24

function nextDay(
  reference: Date,
  day: number,
  asked: { weekday: string | undefined; nextMonth: boolean },
): Date | null {
  const today = new Date(reference.getFullYear(), reference.getMonth(), reference.getDate())
  for (let ahead = asked.nextMonth ? 1 : 0; ahead < monthsAhead; ahead++) {
    const candidate = new Date(today.getFullYear(), today.getMonth() + ahead, day)
    const exists = candidate.getDate() === day && candidate >= today
    const wanted = asked.weekday?.slice(0, 3).toLowerCase()
    if (exists && (wanted === undefined || weekdays[candidate.getDay()] === wanted)) return candidate
  }
  return null
}
