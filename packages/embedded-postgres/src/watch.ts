/** Looks after a postmaster: one that was killed, by hand or for want of memory, is started again. */
import { findPostmaster } from './postmaster.ts'

const LOOK_EVERY_MS = 500

/** The answer ends the watch, after a restart that may be under way. */
export function watch(
  data: string,
  { restart, log }: { restart: () => Promise<{ pid: number }>; log: (line: string) => void },
): () => Promise<void> {
  let restarting: Promise<void> | null = null
  const look = () => {
    if (restarting || findPostmaster(data) !== 'none') return
    log('PostgreSQL is gone; starting it again')
    restarting = restart()
      .then(
        ({ pid }) => log(`PostgreSQL is back (pid ${pid})`),
        (error: Error) => log(`PostgreSQL could not be started again: ${error.message}`),
      )
      .finally(() => {
        restarting = null
      })
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  // The database alone keeps no process alive.
  timer.unref()
  return async () => {
    clearInterval(timer)
    await restarting
  }
}
