// A moment where the client is; the reader's own time, and the whole of it, for whoever hovers or holds.
import { age, clock, shortTime, wholeTime, zoneMark } from '../words/times.ts'
import { useNow } from './use-now.ts'

interface Given {
  at: Date
  /** The client's; the reader's own where there is none. */
  zone?: string | undefined
  /** `age`: how long ago; `clock`: hours and minutes alone. */
  as?: 'short' | 'age' | 'clock'
}

export function Moment({ at, zone, as = 'short' }: Given) {
  const now = useNow()
  const words = as === 'age' ? age(at, now) : as === 'clock' ? clock(at, zone) : shortTime(at, now, zone)
  const theirs = zone ? `There: ${wholeTime(at, zone)}\n` : ''
  const elsewhere = as === 'age' ? '' : zoneMark(at, zone)
  return (
    <time dateTime={at.toISOString()} title={`${theirs}Here: ${wholeTime(at)}`}>
      {words}
      {elsewhere && <small> {elsewhere}</small>}
    </time>
  )
}
