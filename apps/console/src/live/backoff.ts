const FIRST_MS = 500
const MOST_MS = 20_000

/** How long to wait before the next try; `failures` in a row so far, from 1. `luck` (0 to 1) keeps 200 consoles from coming back at one moment. */
export function backoffMs(failures: number, luck: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(10, Math.max(0, failures - 1)))
  return Math.round(whole / 2 + (whole / 2) * luck)
}
