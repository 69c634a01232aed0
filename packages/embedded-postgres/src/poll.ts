import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until there is an answer; undefined when the time is up. Milliseconds. */
export async function poll<T>(ask: () => T | undefined, every: number, atMost: number): Promise<T | undefined> {
  const end = performance.now() + atMost
  for (;;) {
    const answer = ask()
    if (answer !== undefined || performance.now() >= end) return answer
    await sleep(every)
  }
}
