/**
 * Applies pending migrations through Prisma's engine, each in one transaction together with its row in
 * _prisma_migrations. A process killed in the middle leaves nothing behind, and the next deploy starts that migration
 * anew; a migration that fails leaves only its failed row, and no deploy goes on before somebody has looked.
 * Hence a migration may not hold what PostgreSQL refuses inside a transaction (create index concurrently, vacuum).
 */
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { compareHistory, HISTORY, HISTORY_EXISTS, type HistoryRow } from './history.ts'
import { asMigrationList, type Migration, type MigrationPaths, readMigrations } from './migrations-folder.ts'
import { engineWords, NO_FILTER, withSchemaEngine } from './schema-engine.ts'
import { type Session, withSession } from './session.ts'
import { migrationStatus } from './status.ts'

type Refused = { ok: false; problem: string }
export type Deployed = { ok: true; applied: string[] } | Refused

/** Prisma's own key: its CLI waits for us, and we for it. */
const PRISMA_LOCK = 72707369
const LOCK_PATIENCE_S = 300
const LOCK_TIMED_OUT = '55P03'
const INVALID_VALUE = '22023'

/** Applies what is pending; one process at a time, the others wait (5 minutes at most). */
export async function deployMigrations(databaseUrl: string, paths: MigrationPaths): Promise<Deployed> {
  const { pending, problem } = await migrationStatus(databaseUrl, paths)
  if (problem) return { ok: false, problem }
  if (pending.length === 0) return { ok: true, applied: [] }
  const migrations = await readMigrations(paths.migrationsDir)
  return whileNobodyElse(databaseUrl, async (session) => {
    const now = compareHistory(migrations, await readHistory(session))
    if (now.problem) return { ok: false, problem: now.problem }
    for (const i of now.pending.keys()) {
      const known = [...now.applied, ...now.pending.slice(0, i + 1)]
      const upTo = migrations.filter((migration) => known.includes(migration.name))
      const failure = await applyLast(session, paths, upTo)
      if (failure) return { ok: false, problem: failure }
    }
    return { ok: true, applied: now.pending }
  })
}

/** Somebody has looked at a failed migration: it counts as not applied, and the next deploy tries it again. */
export async function allowRetry(databaseUrl: string, name: string): Promise<{ ok: true } | Refused> {
  return whileNobodyElse(databaseUrl, async (session) => {
    const row = (await readHistory(session)).find((row) => row.name === name && !row.finished && !row.rolledBack)
    if (!row) return { ok: false, problem: `Migration ${name} has not failed on this database: leave out --retry.` }
    await withSchemaEngine(session.adapters, (engine) => engine.markMigrationRolledBack({ migrationName: name }))
    return { ok: true }
  })
}

/** The last of `upTo`, the one before it being applied already. */
async function applyLast(session: Session, paths: MigrationPaths, upTo: Migration[]): Promise<string | undefined> {
  const migrationsList = asMigrationList(paths.migrationsDir, upTo)
  await session.run('BEGIN')
  const failure = await withSchemaEngine(session.adapters, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
  ).then(
    () => undefined,
    (error: Error) => error,
  )
  await session.run('COMMIT')
  if (!failure) return undefined
  return compareHistory(upTo, await readHistory(session)).problem ?? refusal(upTo, failure)
}

/** The engine would not even begin: the database holds tables but no history, for one. */
function refusal(upTo: Migration[], failure: Error): string {
  return `Migration ${upTo.at(-1)?.name} could not be applied: ${engineWords(failure.message).replace(/\s+/g, ' ')}`
}

async function readHistory(session: Session): Promise<HistoryRow[]> {
  const [table] = await session.rows<{ found: boolean }>(HISTORY_EXISTS)
  return table?.found ? session.rows<HistoryRow>(HISTORY) : []
}

async function whileNobodyElse<T>(
  databaseUrl: string,
  work: (session: Session) => Promise<T | Refused>,
): Promise<T | Refused> {
  try {
    return await withSession(databaseUrl, async (session) => {
      // So that the backend of a killed process gives up its migration, and this lock, within a second.
      await session.run(`set client_connection_check_interval = '1s'`).catch(unlessUnsupported)
      await session.run(`set lock_timeout = '${LOCK_PATIENCE_S}s'`)
      await session.run(`select pg_advisory_lock(${PRISMA_LOCK})`)
      await session.run('reset lock_timeout')
      return work(session)
    })
  } catch (error) {
    if (!(error instanceof Error) || !isOfTheDatabase(error)) throw error
    return { ok: false, problem: sentenceOf(error) }
  }
}

/** Some systems cannot tell that the other end is gone; there the next deploy waits until the statement is over. */
function unlessUnsupported(error: unknown): void {
  if (!(error instanceof Error) || !isDriverAdapterError(error) || error.cause.originalCode !== INVALID_VALUE)
    throw error
}

/** The driver's own word for a broken connection has no code, and the adapter passes it on as it is. */
function isOfTheDatabase(error: Error): boolean {
  return (
    isDriverAdapterError(error) ||
    /^Connection terminated|^Client has encountered a connection error/.test(error.message)
  )
}

function sentenceOf(error: Error): string {
  if (isDriverAdapterError(error) && error.cause.originalCode === LOCK_TIMED_OUT) {
    return `Another process has been migrating this database for over ${LOCK_PATIENCE_S} s: wait until it is done, or end it, and start again.`
  }
  return `The database broke off while migrations were applied (${error.message}): what was unfinished is taken back, so start again once it answers.`
}
