/** How long to wait before the next try; `failures` in a row so far, from 1. Half a second at first, at most ten. */
export function backoffMs(failures: number): number {
  return Math.min(10_000, 500 * 2 ** Math.max(0, failures - 1))
}
