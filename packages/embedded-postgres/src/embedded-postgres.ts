/**
 * A real PostgreSQL for one data directory, shared by every process that asks for it.
 *
 * Two lock files, both let go by the kernel when a process dies: `start.lock` is held while somebody starts or stops,
 * `holders.lock` is shared by all who use the database. `stop()` shuts PostgreSQL down only when nobody else shares it.
 * A process that dies without `stop()` leaves PostgreSQL running and the next start adopts it, with the settings it
 * was started with. PostgreSQL itself is watched: when it is killed, whoever notices first starts it again, at the
 * same address; connections fail meanwhile.
 */
import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { createCluster, ensurePassword, hasCluster, superuser } from './cluster.ts'
import { EmbeddedPostgresError, inOneSentence } from './embedded-postgres-error.ts'
import { ensureRunning } from './ensure-running.ts'
import { type KernelLock, tryLock, waitForLock } from './kernel-lock.ts'
import { choosePlace } from './place.ts'
import { rememberPort } from './port.ts'
import { shutDown } from './postmaster.ts'
import { refuseFixedSettings } from './server-settings.ts'
import { watch } from './watch.ts'

export interface EmbeddedPostgres {
  /** postgres://user:password@127.0.0.1:port/postgres */
  readonly url: string
  /** It was running already: started by another process, or left by one that was killed. */
  readonly adopted: boolean
  /** Lets go of the database; the last one to do so waits for its fast shutdown. Calling it again changes nothing. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Belongs to the database alone; made when absent. Deleting it while nobody uses it begins anew. */
  dataDir: string
  /** PostgreSQL settings beyond our own, for a postmaster that this call starts. */
  settings?: Record<string, string>
  log?: (line: string) => void
}

/** Longer than a start may take, for whoever waits behind one. */
const lockPatience = 150_000
const shutDownPatience = 60_000

/** Starts, or adopts, the PostgreSQL whose data live for `dataDir`. Throws EmbeddedPostgresError with one sentence. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  refuseFixedSettings(options.settings ?? {})
  try {
    const dataDir = ownDirectory(options.dataDir)
    return await whileNobodyElse(dataDir, () => startOrAdopt(dataDir, options))
  } catch (error) {
    throw inOneSentence(error, options.dataDir)
  }
}

/** As root the account that runs PostgreSQL has to pass through; what is secret in there has modes of its own. */
function ownDirectory(asked: string): string {
  mkdirSync(asked, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  return realpathSync(asked)
}

async function startOrAdopt(dataDir: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { settings = {}, log = () => {} } = options
  const place = choosePlace(dataDir)
  const { postgres, initdb } = await findBinaries(place.account)
  const password = ensurePassword(dataDir, hasCluster(place.area))
  if (!hasCluster(place.area)) {
    log(`making a database in ${place.area}`)
    await createCluster(place, initdb, password)
  }
  const data = join(place.area, 'data')
  const logFile = join(dataDir, 'postgres.log')
  const server = { dataDir, data, logFile, postgres, account: place.account, settings }
  const running = await ensureRunning(server)
  rememberPort(dataDir, running.port)
  log(`${running.adopted ? 'adopted' : 'started'} PostgreSQL on 127.0.0.1:${running.port} (pid ${running.pid})`)
  const share = tryLock(join(dataDir, 'holders.lock'), 'shared')
  if (!share) throw new Error('holders.lock was held exclusively outside of start.lock')
  const restart = () => whileNobodyElse(dataDir, () => ensureRunning({ ...server, port: running.port }))
  const unwatch = watch(data, { restart, log })
  let stopped: Promise<void> | undefined
  const stop = async () => {
    await unwatch()
    await whileNobodyElse(dataDir, () => letGo({ dataDir, data, share, log }))
  }
  return {
    url: `postgres://${superuser}:${password}@127.0.0.1:${running.port}/postgres`,
    adopted: running.adopted,
    stop: () => (stopped ??= stop()),
  }
}

async function letGo(mine: {
  dataDir: string
  data: string
  share: KernelLock
  log: (line: string) => void
}): Promise<void> {
  mine.share.release()
  const alone = tryLock(join(mine.dataDir, 'holders.lock'), 'exclusive')
  if (!alone) return mine.log('left PostgreSQL running for the others who use it')
  try {
    if (!(await shutDown(mine.data, shutDownPatience))) {
      throw new EmbeddedPostgresError(
        `PostgreSQL is still shutting down after ${shutDownPatience / 1000} s; it finishes by itself, the data are safe.`,
      )
    }
    mine.log('stopped PostgreSQL')
  } finally {
    alone.release()
  }
}

async function whileNobodyElse<T>(dataDir: string, act: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(join(dataDir, 'start.lock'), lockPatience)
  if (!lock) {
    throw new EmbeddedPostgresError(
      `Another process has been starting or stopping the database of ${dataDir} for ${lockPatience / 1000} s: see postgres.log there, or end that process.`,
    )
  }
  try {
    return await act()
  } finally {
    lock.release()
  }
}
