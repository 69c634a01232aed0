/** How a way of naming a time is told to chrono-node: a pattern with named groups, and what they mean. */
import type { Component, Parser, ParsingContext } from 'chrono-node'

export type Found = Partial<Record<Component, number>> | null

export function reader(
  pattern: RegExp,
  extract: (groups: Record<string, string | undefined>, context: ParsingContext) => Found,
): Parser {
  return {
    pattern: () => pattern,
    extract: (context, match) => extract(match.groups ?? {}, context),
  }
}

/** In the order of Date.getDay, by the letters that all their spellings share. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
export const weekdayName = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?'

export function weekdayNumber(name: string): number {
  return weekdays.indexOf(name.slice(0, 3).toLowerCase())
}

export function dateOf(day: Date): NonNullable<Found> {
  return { year: day.getFullYear(), month: day.getMonth() + 1, day: day.getDate() }
}

/** Midnight some days after a date. */
export function daysAfter(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days)
}

/** The Monday of a date's week. */
export function mondayOf(day: Date): Date {
  return daysAfter(day, -((day.getDay() + 6) % 7))
}
