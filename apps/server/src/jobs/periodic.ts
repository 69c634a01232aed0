/** What happens by the clock: by node-cron in every process that works, under a lease so that it happens once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { endLease, takeLease } from '@jobrun/db/lease'
import type { Pool } from '@jobrun/db/pool'
import cron from 'node-cron'
import type { Events } from '../events.ts'

export interface PeriodicTask {
  name: string
  /** Six fields, seconds first. */
  schedule: string
  /** Also once when the process starts. */
  atStart?: boolean
  /** After which a holder that died gives way; 60 if not given. Running twice at once must do no harm. */
  leaseSeconds?: number
  /** In every process, without a lease: it is about the process itself, or must go on without the database. */
  everywhere?: boolean
  run: () => Promise<unknown>
}

export interface PeriodicDeps {
  pool: Pool
  holder: string
  /** The machine's, in milliseconds: what schedules go by. */
  clock: () => number
  /** Milliseconds of one that only moves forward. */
  elapsed: () => number
  events: Pick<Events, 'taskRan' | 'taskFailed' | 'clockMoved'>
}

/** Longer than a task usually takes; a holder that dies gives way after it. */
const LEASE_SECONDS = 60
/** Between the clocks of two replicas at most; whoever is at the same tick later than that does it again, to no harm. */
const REST_SECONDS = 2
/** Of the 15 s that a process has to end. Tasks that ask Twilio about many texts take minutes; another run goes on. */
const STOP_MS = 4_000

/** A tick that was missed, or found the last one still at work, is made up for by the next; our log is all JSON. */
const quiet = { info() {}, warn() {}, error() {}, debug() {} }

/** Starts the tasks; the answer stops them and waits a while for those that run. */
export function startPeriodic(tasks: readonly PeriodicTask[], deps: PeriodicDeps): () => Promise<void> {
  const running = new Set<Promise<void>>()
  const start = (task: PeriodicTask, restSeconds: number): Promise<void> => {
    const run = runUnderLease(task, restSeconds, deps).finally(() => running.delete(run))
    running.add(run)
    return run
  }
  for (const task of tasks) if (task.atStart) void start(task, 0)
  const schedule = () =>
    tasks.map((task) =>
      cron.schedule(task.schedule, () => start(task, REST_SECONDS), {
        noOverlap: true,
        name: task.name,
        logger: quiet,
      }),
    )
  let jobs = schedule()
  const unwatch = watchClock(deps, () => {
    for (const job of jobs) void job.destroy()
    jobs = schedule()
  })
  return async () => {
    unwatch()
    await Promise.all(jobs.map((job) => job.destroy()))
    await Promise.race([Promise.all(running), sleep(STOP_MS, null, { ref: false })])
  }
}

const LOOKS_AT_CLOCK_MS = 1_000
const MOVED_MS = 10_000

/** A schedule waits for a time of day; when the clock is set back an hour, it would wait that hour more. */
function watchClock({ clock, elapsed, events }: PeriodicDeps, moved: () => void): () => void {
  let ahead = clock() - elapsed()
  const timer = setInterval(() => {
    const now = clock() - elapsed()
    if (Math.abs(now - ahead) > MOVED_MS) {
      events.clockMoved({ seconds: Math.round((now - ahead) / 1_000) })
      moved()
    }
    ahead = now
  }, LOOKS_AT_CLOCK_MS)
  return () => clearInterval(timer)
}

async function runUnderLease(
  task: PeriodicTask,
  restSeconds: number,
  { pool, holder, events }: PeriodicDeps,
): Promise<void> {
  if (task.everywhere)
    return task.run().then(
      () => {},
      (error) => events.taskFailed(task.name, error),
    )
  const lease = { name: task.name, holder, seconds: task.leaseSeconds ?? LEASE_SECONDS }
  try {
    if (!(await takeLease(pool, lease))) return
    try {
      await task.run()
      events.taskRan(task.name)
    } finally {
      await endLease(pool, { ...lease, restSeconds })
    }
  } catch (error) {
    events.taskFailed(task.name, error)
  }
}
