/** The world's time in words, and how far somebody wants to move it. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const jumps = [
  { title: '+30 min', ms: 30 * MINUTE },
  { title: '+1 day', ms: DAY },
  { title: '26 hours later', ms: 26 * HOUR },
] as const

export const units = { minutes: MINUTE, hours: HOUR, days: DAY } as const
export type Unit = keyof typeof units

/** Milliseconds, or null for what the world would refuse: less than a minute, more than 30 days, or no whole number. */
export function jumpOf(written: string, unit: Unit): number | null {
  if (!/^\d{1,5}$/.test(written.trim())) return null
  const ms = Number(written) * units[unit]
  return ms >= MINUTE && ms <= 30 * DAY ? ms : null
}

/** `Sun`, `22 Nov`, `21:31`, in the reader's own zone. */
export function shortTime(at: Date): { weekday: string; day: string; hour: string } {
  return {
    weekday: at.toLocaleDateString('en-GB', { weekday: 'short' }),
    day: at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' }),
    hour: at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
  }
}

/** `1 day 2 hours 30 minutes`; what is zero is left out. */
export function spanWords(ms: number): string {
  const parts = [
    [Math.floor(ms / DAY), 'day'],
    [Math.floor((ms % DAY) / HOUR), 'hour'],
    [Math.floor((ms % HOUR) / MINUTE), 'minute'],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 ? '' : 's'}`)
  return words.join(' ') || 'less than a minute'
}
