/**
 * Takes jobs of one pg-boss queue and keeps up to `slots` of them under way, each finished by itself. pg-boss's own
 * workers take a job each per poll, or wait for the slowest of a batch; a turn that waits for an AI must hold up nobody,
 * and an idle process should ask once a poll, not once a worker.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'

export interface ConsumeOptions<T> {
  slots: number
  pollMs: number
  handle: (data: T) => Promise<void>
  onError: (error: Error) => void
}

export interface Consumer {
  /** Looks at once instead of at the next poll. */
  wake(): void
  /** Takes no more, waits for what is under way as long as that is reasonable, and hands back the rest. */
  stop(): Promise<void>
}

type Engine = Pick<PgBoss, 'fetch' | 'complete' | 'fail' | 'touch'>

/** A process that ends has 15 s. A turn waits at most 8 s for its AI, a message as long for Twilio. */
const STOP_MS = 9_000
/** Well below the queue's heartbeat of 10 s, after which a job counts as its dead worker's. */
const TOUCH_MS = 3_000

/** Asking costs PostgreSQL as much as an answer. The first job after a rest is taken at once, those behind it together. */
const REST_MS = 25

export function consumeJobs<T>(boss: Engine, name: string, options: ConsumeOptions<T>): Consumer {
  const { slots, pollMs, handle, onError } = options
  const running = new Map<string, Promise<void>>()
  const finished: string[] = []
  /** Asked for one job at a time, PostgreSQL would spend more on asking than on the work. */
  const refill = Math.max(1, Math.floor(slots / 2))
  let stopping = false
  let woken = false
  let starved = false
  let wakeUp = () => {}
  let flushing: Promise<void> | null = null

  const touching = setInterval(() => {
    if (running.size > 0) void boss.touch(name, [...running.keys()]).catch(onError)
  }, TOUCH_MS)

  async function run(id: string, data: T): Promise<void> {
    try {
      await handle(data)
      finished.push(id)
      flushing ??= flush()
      await flushing
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error))
      // pg-boss keeps a failure with its job and says nothing of it.
      onError(reason)
      await boss.fail(name, id, { message: reason.message }).catch(onError)
    }
  }

  /** Jobs that finish while others are being written down are written down together, next. */
  async function flush(): Promise<void> {
    while (finished.length > 0) {
      const ids = finished.splice(0)
      // Not written down, it comes again after its heartbeat, finds nothing to do, and does no harm.
      await boss.complete(name, ids).catch(onError)
    }
    flushing = null
  }

  /** Whether there may be more than there was room for. */
  async function take(): Promise<boolean> {
    const free = slots - running.size
    if (free === 0) return true
    const jobs = await boss.fetch<T>(name, { batchSize: free })
    for (const { id, data } of jobs) {
      running.set(
        id,
        run(id, data).finally(() => {
          running.delete(id)
          if ((starved || woken) && running.size <= slots - refill) wakeUp()
        }),
      )
    }
    return jobs.length === free
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false
      const rested = sleep(REST_MS)
      starved = await take().catch((error: Error) => {
        onError(error)
        return false
      })
      const hasRoom = running.size <= slots - refill
      if (!stopping && !(hasRoom && (woken || starved))) await pause()
      if (!starved) await rested
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const looping = loop()
  return {
    wake: () => {
      woken = true
      if (running.size <= slots - refill) wakeUp()
    },
    async stop() {
      stopping = true
      wakeUp()
      await looping
      await Promise.race([Promise.all(running.values()), sleep(STOP_MS, null, { ref: false })])
      const left = [...running.keys()]
      if (left.length > 0) await boss.fail(name, left, { message: 'the process ended' }).catch(onError)
      clearInterval(touching)
    },
  }
}
