/** What stands around a time and moves it: "a week on Monday", "the end of Friday", "next month", "tomorrow 8". */
import type { ParsedResult } from 'chrono-node'
export interface TimeRead {
  words: string
  /** ISO local date, or date-time where the words name an hour; no zone: it is the business's own. */
  resolved: string
}

const counts: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
  twelve: 12,
}
const shift =
  /\b(?:the )?(?:(a|one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2}) )?(day|week|fortnight|month)s? ((?:from|on|after) )?(?:the )?$/i

/** "three weeks from tomorrow", "a week on Monday", "Monday week", "the week of the 18th", "the end of Friday". */
export function shifted(read: string, result: ParsedResult, found: string): TimeRead {
  const text = result.text.replace(/[\s,]+$/, '')
  const before = read.slice(0, result.index)
  const [ahead = '', count, unit, link] = shift.exec(before) ?? []
  const isLong = unit !== undefined && unit.toLowerCase() !== 'day'
  const isLinked = link !== undefined || /^(?:from|on|after)\b/i.test(text)
  const isPlain = isLong && count !== undefined && /^(?:today|tomorrow|\w+day)\b/i.test(text)
  if (unit && (isPlain || (isLinked && (isLong || count || link === 'after ')))) {
    const times = counts[count?.toLowerCase() ?? 'a'] ?? Number(count)
    return { words: ahead + text, resolved: later(found, times, unit.toLowerCase()) }
  }
  const [, further] = /(?:day|tomorrow)$/i.test(text)
    ? (/^ (week|fortnight)\b/i.exec(read.slice(result.index + text.length)) ?? [])
    : []
  if (further) return { words: `${text} ${further}`, resolved: later(found, 1, further.toLowerCase()) }
  const [weekOf] = /\b(?:the )?week (?:of|beginning|commencing|starting) (?:the )?$/i.exec(before) ?? []
  if (weekOf) return { words: weekOf + text, resolved: mondayOf(found) }
  const [wholeHour, hour] = found.length === 10 ? (bareHour.exec(read.slice(result.index + text.length)) ?? []) : []
  if (wholeHour)
    return {
      words: text + wholeHour,
      resolved: `${found}T${padded(Number(hour) < 7 ? Number(hour) + 12 : Number(hour))}:00`,
    }
  const [endOf] = /\b(?:the )?end of (?:the )?$/i.exec(before) ?? []
  return endOf && found.length === 10
    ? { words: endOf + text, resolved: `${found}T23:59` }
    : { words: text, resolved: found }
}

const bareHour = /^,? (?:at |around |about |by )?(1[0-2]|[1-9])(?=\s*(?:$|[.,!?;)]))/i

/** "next week", "next month": its first day, as people mean when they name no other; of "this week" what is left. */
export function startOfNext(text: string, reference: Date): string | null {
  const [, unit] = /^(?:in |for |early |the )?next (week|month|quarter|year)(?= at\b|$)/i.exec(text) ?? []
  const [year, month] = [reference.getFullYear(), reference.getMonth()]
  const dayAt = (at: Date) => dayOf(at.getFullYear(), at.getMonth() + 1, at.getDate())
  if (/^(?:later |sometime )?(?:in |for |on )?this (?:week|month|quarter|year)$/i.test(text)) return dayAt(reference)
  switch (unit?.toLowerCase()) {
    case 'week':
      return dayAt(new Date(year, month, reference.getDate() - ((reference.getDay() + 6) % 7) + 7))
    case 'month':
      return dayAt(new Date(year, month + 1, 1))
    case 'quarter':
      return dayAt(new Date(year, month - (month % 3) + 3, 1))
    case 'year':
      return dayAt(new Date(year + 1, 0, 1))
    default:
      return null
  }
}

function later(found: string, times: number, unit: string): string {
  if (unit !== 'month') return daysLater(found, times * (daysIn[unit] ?? 1))
  const day = new Date(`${found.slice(0, 10)}T00:00:00Z`)
  day.setUTCMonth(day.getUTCMonth() + times)
  return day.toISOString().slice(0, 10) + found.slice(10)
}

const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 }

function daysLater(found: string, days: number): string {
  const day = new Date(`${found.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10) + found.slice(10)
}

function mondayOf(found: string): string {
  const weekday = new Date(`${found.slice(0, 10)}T00:00:00Z`).getUTCDay()
  return daysLater(found, -((weekday + 6) % 7))
}

/** ISO local date; month counted from one. */
export function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${padded(month)}-${padded(day)}`
}

export function padded(part: number): string {
  return String(part).padStart(2, '0')
}
