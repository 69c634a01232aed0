/**
 * Locks between processes that the kernel lets go when their process dies, however it dies.
 * Node has no flock; SQLite's file locks are the ones it carries. Nothing is ever written into the files.
 * No other code may open and close a lock file: POSIX would drop this process's locks on it.
 */
import { DatabaseSync } from 'node:sqlite'
import { poll } from './poll.ts'

export interface KernelLock {
  release(): void
}

const sqliteBusy = 5
// A lock whose owner was collected as garbage would be let go; those held are therefore kept here.
const held = new Set<DatabaseSync>()

/** Undefined when somebody else, in this process or another, holds it in a way that excludes us. */
export function tryLock(file: string, kind: 'shared' | 'exclusive'): KernelLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY')
    if (kind === 'exclusive') database.exec('BEGIN EXCLUSIVE')
    else database.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined
    throw error
  }
  held.add(database)
  return {
    release() {
      held.delete(database)
      database.close()
    },
  }
}

/** Undefined when it was not free within `atMost` milliseconds. */
export function waitForLock(file: string, atMost: number): Promise<KernelLock | undefined> {
  return poll(() => tryLock(file, 'exclusive'), 15, atMost)
}
