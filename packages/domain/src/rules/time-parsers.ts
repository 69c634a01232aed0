/** Ways to name a day or an hour that chrono-node does not read, as parsers for it. */
import type { Chrono } from 'chrono-node'
import type { Region } from '../region.ts'
import { namedDay } from './time-holidays.ts'
import { dateOf, type Found, reader, weekdayName, weekdays } from './time-reader.ts'
import { weekReaders } from './time-weeks.ts'

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
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
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
    `\\b(?:(?:at|by|from|around|about|after|before|till|until) (?:about |around )?${hour}${half}|(?<hour2>1[0-2]|[1-9]|${hours.slice(1).join('|')})(?: ?o'?"?clock(?: (?:in the )?(?<half2>[ap]\\.?m\\b|morning|afternoon|evening))?| ?(?<half3>[ap]\\.?m\\b\\.?)| ?(?<half4>[ap]\\b)))(?! ?(?::|\\d|-|people|persons?|guests|of|bed\\w*|point\\b|stage\\b|end\\b|percent|per cent|minutes?|mins?|hours?|days?|weeks?|months?|years?|rooms?|other|different|miles?|times?|pounds|quid|grand|dollars|met(?:er|re)s?|m\\b|cm|mm|inch(?:es)?|f(?:oo|ee)?t\\b|sq|years?|sockets?|lights?|radiators?|windows?|doors?|units?|of|panels?|tries|goes|more|less|things|jobs|litres?|amps?|kw|%|\\.\\d))`,
    'i',
  ),
  ({ hour: after, half: halfSaid, hour2, half2, half3, half4 }) =>
    clock(hourOf(after ?? hour2 ?? ''), 0, halfSaid ?? half2 ?? half3 ?? half4),
)

/** "eight thirty", "8 in the evening", "5ish": an hour told apart from a bare figure by its company. */
const hourInCompany = reader(
  new RegExp(
    `\\b(?:(?<spoken>${hours.slice(1).join('|')}) (?<part>fifteen|thirty|forty[ -]five)|(?<said>1[0-2]|[1-9]|${hours.slice(1).join('|')}) in the (?<half>morning|afternoon|evening)|(?:at |around |about )?(?<ish>1[0-2]|[1-9]|${hours.slice(1).join('|')})(?:-| )?ish)\\b`,
    'i',
  ),
  ({ spoken, part, said, half, ish }) => {
    const minute = part ? ({ fifteen: 15, thirty: 30 }[part.toLowerCase()] ?? 45) : 0
    return clock(hourOf(spoken ?? said ?? ish ?? ''), minute, half)
  },
)

const said = '(?<from>\\d{1,2})(?:[:.](?<minute>[0-5]\\d))? ?(?<half>[ap]m)?'
const until = '\\d{1,2}(?:[:.][0-5]\\d)?'

/** "between 8 and 10", "from 9am to 11", "8 til late", "10-12 on thursday", "8-10am": the hour it begins. */
const ranges = [
  `\\b(?:between|from) ${said} ?(?:and|to|till?|until|-) ?(?:${until} ?(?<half2>[ap]m)?|late|noon|midday|midnight|lunch(?:time)?)\\b(?![\\d.:%])`,
  `\\b${said} ?(?:-|to|till?|until) ?(?:${until} ?(?<half2>[ap]m)?|late)(?= (?:on|tomorrow|today|this|next|mon|tue|wed|thu|fri|sat|sun))`,
  `(?<![\\d.:/£$-])\\b${said} ?(?:-|to|till?|until) ?${until} ?(?<half2>[ap]m)\\b`,
].map((source) =>
  reader(new RegExp(source, 'i'), ({ from, minute, half, half2 }) => {
    const hourSaid = Number(from)
    if (hourSaid > 12) return null
    return clock(hourSaid, Number(minute ?? 0), half ?? half2)
  }),
)

/** "the 14th", "Friday the 14th", "the 3rd of next month": the next day that fits. */
const dayOfMonth = reader(
  /(?:(?<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?|(?:^|\b(?:on |for |by |until )?the |\bon ))(?<day>\d{1,2})(?:st|nd|rd|th)(?: (?:(?:day )?of )?(?<which>this|next|the) month)?(?= *(?:$|[.,!?;)-]|\b(?:at|in|if|please|for|and|or|from|around|between|after|before|works?|is|would|will|morning|afternoon|evening|am|pm|onwards?|any|ok|okay|good|fine|great|suits?|no|but|with|to|till|until|you|i|we|instead|best|better|are|looks?|then|so|through|thru|also|either|because|when|this|now|only|though|bit|could|can|should|might|have|both|after|pls|plz|mate|thanks|ta)\b))/i,
  ({ weekday, day, which }, context) => {
    const found = nextDay(context.refDate, Number(day), { weekday, nextMonth: which === 'next' })
    return found && dateOf(found)
  },
)

/** "between the 9th and the 17th of April", "18-20 March": the first of the two days. */
const dayRange = reader(
  new RegExp(
    `\\b(?:between |from )?(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|and|or|until|till|through|thru) ?(?:the )?\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?<month>${months.join('|')})(?![a-z]*\\d)[a-z]*\\b`,
    'i',
  ),
  ({ day, month = '' }, { refDate }) => {
    const wanted = months.indexOf(month.toLowerCase())
    const from = new Date(refDate.getFullYear(), wanted, Number(day))
    const passed = from < new Date(refDate.getFullYear(), refDate.getMonth(), refDate.getDate())
    return { ...dateOf(from), year: from.getFullYear() + (passed ? 1 : 0) }
  },
)

/** "wed 18", "Thu 26": a day of the month where the weekday agrees; a figure of the clock stays an hour. */
const numberedDay = reader(
  new RegExp(
    `\\b(?<weekday>${weekdayName}),? (?<day>1[3-9]|2\\d|3[01])\\b(?![:.]\\d|\\d|st|nd|rd|th| ?(?:of )?(?:${months.join('|')}))`,
    'i',
  ),
  ({ weekday, day }, { refDate }) => {
    const found = nextDay(refDate, Number(day), { weekday, nextMonth: false })
    return found && found.getTime() - refDate.getTime() < 60 * 86_400_000 ? dateOf(found) : null
  },
)

/** Spellings of "tomorrow" and "today" on phones. */
const misspelt = reader(
  /\b(?:(?<tomorrow>tmr|tmrw|tmw|tomo|tom|tmoro|tomoro|2moro|tomora|2mor|tmorrow|tmoz|2moz|2morrow|2mrw|tomoz)|(?<today>2day|tdy|todya|2nite|2night|tonite))\b/i,
  ({ tomorrow }, context) => {
    const day = new Date(context.refDate)
    day.setDate(day.getDate() + (tomorrow ? 1 : 0))
    return dateOf(day)
  },
)

/** "home by 5.30", "be there for 4", "make it 11 instead": a bare figure that the verb before it makes an hour. */
const hourAfterVerb = reader(
  /(?<=\b(?:be|home|back|here|there|in|out|done|ready|free|finished|finish|come|round|over|arrive|leave) )(?:by|for) (?<said>1[0-2]|[1-9])(?:[:.](?<minute>[0-5]\d))?(?=\s*(?:$|[.,!?]))|(?<=\b(?:make it|say) )(?<other>1[0-2]|[1-9])(?=\s*(?:$|[.,!?]|instead\b))/i,
  ({ said: by, other, minute }) => clock(Number(by ?? other), Number(minute ?? 0), undefined),
)

/** "on the 21": a day of the month without its ending, at the end of what is said. */
const bareDayOfMonth = reader(/\bon the (?<day>[1-9]|[12]\d|3[01])(?=\s*(?:$|[.,!?]))/i, ({ day }, { refDate }) => {
  const found = nextDay(refDate, Number(day), { weekday: undefined, nextMonth: false })
  return found && dateOf(found)
})

/** "lunchtime", "tea time", "close of play". */
const phrase = reader(
  /\b(?:(?<lunch>(?:at |around |over |by )?lunch ?time)|(?<tea>(?:at |around |by )?tea ?time)|(?<today>this (?:am|pm)|(?:by )?(?:the )?(?:eod|cob|end of (?:the )?day|close of (?:play|business))(?! (?:on |of |next |this )?(?:tomorrow|tmrw|mon|tue|wed|thu|fri|sat|sun))))\b/i,
  ({ lunch, tea }, { refDate }) => {
    if (lunch) return { hour: 12, minute: 0, meridiem: 1 }
    return tea ? { hour: 17, minute: 0, meridiem: 1 } : dateOf(refDate)
  },
)

export function withMoreWays(parser: Chrono, region: Region): Chrono {
  parser.parsers.unshift(
    ...ranges,
    dayRange,
    dayOfMonth,
    bareDayOfMonth,
    hourAfterVerb,
    numberedDay,
    spokenClock,
    wordHour,
    hourInCompany,
    misspelt,
    phrase,
    ...weekReaders,
    namedDay(region),
  )
  return parser
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
