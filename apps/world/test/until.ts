/** Looks again and again until it is so; says what never came. */
import { setTimeout as sleep } from 'node:timers/promises'

export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 10_000,
): Promise<Exclude<T, null | undefined | false>> {
  const end = performance.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen as Exclude<T, null | undefined | false>
    if (performance.now() > end) throw new Error(`After ${withinMs} ms it was still not so: ${what}`)
    await sleep(15)
  }
}
