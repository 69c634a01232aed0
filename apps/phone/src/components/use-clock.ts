// The world's time: asked for at the start, whenever the page is looked at again, and told by each move.
import { useCallback, useEffect, useState } from 'react'
import { NotAnswered } from '../wire/answers.ts'
import { advanceClock, getClock, type WorldTime } from '../wire/clock.ts'

export interface Clock {
  now: () => Date
  /** How far the world is ahead of its machine. */
  offsetMs: number
  moving: boolean
  /** Why the last move was not made. */
  trouble: string | null
  advance: (ms: number) => void
}

const SHOWN_ANEW_MS = 20_000

export function useClock(): Clock {
  // The browser may be on another machine, with a clock of its own.
  const [time, setTime] = useState({ aheadOfUs: 0, offsetMs: 0 })
  const [moving, setMoving] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [, setTick] = useState(0)
  const take = useCallback(({ now, offsetMs }: WorldTime) => {
    setTime({ aheadOfUs: Date.parse(now) - Date.now(), offsetMs })
  }, [])
  useEffect(() => {
    // Without an answer the page goes on by its own clock; the next look may bring one.
    const look = () => void getClock().then(take, () => {})
    look()
    window.addEventListener('focus', look)
    const timer = setInterval(() => setTick((before) => before + 1), SHOWN_ANEW_MS)
    return () => {
      window.removeEventListener('focus', look)
      clearInterval(timer)
    }
  }, [take])
  const advance = async (ms: number) => {
    setMoving(true)
    setTrouble(null)
    try {
      take(await advanceClock(ms))
    } catch (error) {
      setTrouble(error instanceof NotAnswered ? error.message : 'The clock could not be moved.')
    } finally {
      setMoving(false)
    }
  }
  return {
    now: () => new Date(Date.now() + time.aheadOfUs),
    offsetMs: time.offsetMs,
    moving,
    trouble,
    advance: (ms) => void advance(ms),
  }
}
