/**
 * Reads when the customer wants it, in their words and as a local date or date-time, with chrono-node.
 * It looks forward only, reads 3/4 as the third of April in Great Britain, and refuses numbers that merely look
 * like times.
 */
import * as chrono from 'chrono-node'
import type { Region } from '../region.ts'
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

const parsers: Readonly<Record<Region, chrono.Chrono>> = { GB: chrono.en.GB, US: chrono.en.casual }

/** Told about the past: not a time wished for. */
const past = /\b(?:ago|since|yesterday|last (?:night|week|month|year|\w+day)|earlier)\b/i

/** Bare figures that chrono takes for a time or year. */
const figureOnly = /^\s*(?:at |on |in |by )?\d{1,4}(?:[.:-]\d{1,4})?\s*$/i

export function readRequestedTime(text: string, at: TimeContext): TimeRead | null {
  const read = folded(text)
  const found = parsers[at.region].parse(read, localReference(at), { forwardDate: true })
  for (const result of found) {
    if (figureOnly.test(result.text) || past.test(result.text)) continue
    return { words: result.text.trim(), resolved: resolved(result.start) }
  }
  return null
}

/** chrono reckons in the machine's zone; so the local clock of the business is given as if it were that. */
function localReference(at: TimeContext): Date {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: at.timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at.now)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value ?? 0)
  return new Date(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

function resolved(start: chrono.ParsedComponents): string {
  const digits = (component: chrono.Component, length: number) =>
    String(start.get(component) ?? 0).padStart(length, '0')
  const day = `${digits('year', 4)}-${digits('month', 2)}-${digits('day', 2)}`
  return start.isCertain('hour') ? `${day}T${digits('hour', 2)}:${digits('minute', 2)}` : day
}
