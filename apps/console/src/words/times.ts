/** Moments as people read them. A time is shown where the client is; the reader's own is told beside it. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const of = (zone: string | undefined, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...how, ...(zone ? { timeZone: zone } : {}) })

export function clock(at: Date, zone?: string): string {
  return of(zone, { hour: '2-digit', minute: '2-digit' }).format(at)
}

function dayKey(at: Date, zone?: string): string {
  return of(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

export function isSameDay(one: Date, other: Date, zone?: string): boolean {
  return dayKey(one, zone) === dayKey(other, zone)
}

/** `Today`, `Yesterday`, `Tuesday 25 November`, and with its year when that is another. */
export function dayName(at: Date, now: Date, zone?: string): string {
  if (isSameDay(at, now, zone)) return 'Today'
  if (isSameDay(at, new Date(now.getTime() - DAY), zone)) return 'Yesterday'
  const sameYear = of(zone, { year: 'numeric' }).format(at) === of(zone, { year: 'numeric' }).format(now)
  return of(zone, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(
    at,
  )
}

/** Short, for lists: `14:05` today, else `25 Nov, 14:05`. */
export function shortTime(at: Date, now: Date, zone?: string): string {
  if (isSameDay(at, now, zone)) return clock(at, zone)
  return `${of(zone, { day: 'numeric', month: 'short' }).format(at)}, ${clock(at, zone)}`
}

/** `25 Nov`, of a day that is counted in UTC wherever it is read. */
export function dayOfUtc(at: Date): string {
  return of('UTC', { day: 'numeric', month: 'short' }).format(at)
}

/** Whole, for those who hover: `25 Nov 2026, 14:05:09 GMT`. */
export function wholeTime(at: Date, zone?: string): string {
  return of(zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at)
}

/** `GMT-5`: said beside a time where the client's clock shows another than the reader's, so that none is misread. */
export function zoneMark(at: Date, zone: string | undefined): string {
  const named = (where?: string) =>
    of(where, { timeZoneName: 'shortOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return zone === undefined || named(zone) === named() ? '' : named(zone)
}

/** How long it is: `now`, `4 min`, `3 h`, `2 d`. */
export function age(from: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - from.getTime())
  if (ms < MINUTE) return 'now'
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`
  return `${Math.floor(ms / DAY)} d`
}
