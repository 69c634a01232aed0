/**
 * The time of a little world: the machine's, ahead of it by as much as somebody moved it forward. It never goes back,
 * and with a file it stays ahead over restarts, since rows and handsets remember the later time.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

interface WorldClock {
  now: () => Date
  /** How far it is ahead of the machine's. */
  aheadMs: () => number
  advance: (ms: number) => void
}

export function openWorldClock(file?: string): WorldClock {
  let ahead = file && existsSync(file) ? readAhead(file) : 0
  return {
    now: () => new Date(Date.now() + ahead),
    aheadMs: () => ahead,
    advance(ms) {
      if (ms < 0) throw new Error('A world’s clock only goes forward.')
      ahead += ms
      if (file) writeFileSync(file, JSON.stringify({ aheadMs: ahead }))
    },
  }
}

function readAhead(file: string): number {
  const { aheadMs } = JSON.parse(readFileSync(file, 'utf8')) as { aheadMs?: unknown }
  if (typeof aheadMs === 'number' && aheadMs >= 0) return aheadMs
  throw new Error(`${file} does not say how far the clock is ahead: delete the demo's folder to begin anew.`)
}
