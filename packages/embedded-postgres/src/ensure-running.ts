/**
 * From whatever is found to a postmaster that answers: adopts one that runs, waits for one that starts, recovers or
 * stops, sweeps away a file that names a stranger, starts one otherwise. Its caller holds the start lock.
 */
import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { choosePort } from './port.ts'
import { findPostmaster, launch, type Postmaster, pidFile, type Sighting } from './postmaster.ts'
import { serverSettings } from './server-settings.ts'

export interface Server {
  dataDir: string
  data: string
  logFile: string
  postgres: string
  account: Account | undefined
  settings: Record<string, string>
  /** The one that others know it by; any free one when absent. */
  port?: number
}

/** Recovery after a crash replays at most a few gigabytes; it is waited for, and never cut short. */
const patience = 120_000
const launchesAtMost = 20
const logBytesAtMost = 5_000_000

/** Another port or a little patience helps here; any other failure is told to the caller at once. */
const passing = /could not bind|lock file .* already exists|lock file .* is empty|is still in use/

export async function ensureRunning(server: Server): Promise<Postmaster & { adopted: boolean }> {
  const end = performance.now() + patience
  const start = logStart(server.logFile)
  let child: ChildProcess | undefined
  let launches = 0
  while (performance.now() < end) {
    const found = findPostmaster(server.data)
    if (isReady(found)) return { ...found, adopted: found.pid !== child?.pid }
    const busy = typeof found !== 'string' || (child && !hasEnded(child))
    if (!busy) {
      if (child) await afterFailure(server, { start, launches })
      await sweep(server.data, found)
      child = await launchOnFreePort(server)
      launches += 1
    }
    await sleep(8)
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL is not ready after ${patience / 1000} s and goes on by itself: start again in a while (${lastLines(server.logFile, start)}).`,
  )
}

const isReady = (found: Sighting): found is Postmaster => typeof found !== 'string' && found.ready

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

/** Safe with live backends of a dead postmaster too: PostgreSQL then still sees their shared memory and refuses. */
async function sweep(data: string, found: Sighting): Promise<void> {
  if (found === 'unreadable') await sleep(1_000)
  const still = findPostmaster(data)
  if (still === 'foreign' || (still === 'unreadable' && found === still)) rmSync(pidFile(data), { force: true })
}

async function launchOnFreePort(server: Server): Promise<ChildProcess> {
  const settings = serverSettings(server.settings, server.port ?? (await choosePort(server.dataDir)))
  const child = launch(server.postgres, { ...server, settings })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  return child
}

async function afterFailure({ logFile }: Server, run: { start: number; launches: number }): Promise<void> {
  const said = lastLines(logFile, run.start)
  if (!passing.test(said) || run.launches >= launchesAtMost) {
    throw new EmbeddedPostgresError(`PostgreSQL did not start; its log ${logFile} ends with: ${said}`)
  }
  await sleep(250)
}

/** Where this run's part of the log will begin; a long log is put aside first, one generation of it. */
function logStart(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size < logBytesAtMost) return size
  renameSync(logFile, `${logFile}.old`)
  return 0
}

function lastLines(logFile: string, start: number): string {
  if (!existsSync(logFile)) return '(nothing)'
  const size = statSync(logFile).size
  const from = Math.max(start, size - 4_000)
  const bytes = Buffer.alloc(Math.max(0, size - from))
  const handle = openSync(logFile, 'r')
  readSync(handle, bytes, 0, bytes.length, from)
  closeSync(handle)
  return bytes.toString('utf8').trim().split('\n').slice(-5).join(' | ') || '(nothing)'
}
