// The demo world's clock: what time it is there, and moving it forward.
import { ask } from './answers.ts'

export interface WorldTime {
  now: string
  /** How far it is ahead of the machine's. */
  offsetMs: number
}

export function getClock(): Promise<WorldTime> {
  return ask<WorldTime>('./api/clock')
}

export function advanceClock(advanceMs: number): Promise<WorldTime> {
  return ask<WorldTime>('./api/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs }),
  })
}
