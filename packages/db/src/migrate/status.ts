/** Where a database stands against the migrations folder: one short connection, no engine, nothing changed. */
import pg from 'pg'
import { compareHistory, HISTORY, HISTORY_EXISTS, type HistoryRow, type MigrationStatus } from './history.ts'
import { type Migration, type MigrationPaths, MigrationProblem, readMigrations } from './migrations-folder.ts'

const PATIENCE_MS = 5_000

/** Cheap enough for a health check; a database that cannot be reached is a problem like the others. */
export async function migrationStatus(databaseUrl: string, paths: MigrationPaths): Promise<MigrationStatus> {
  try {
    const migrations = await readMigrations(paths.migrationsDir)
    return await compare(databaseUrl, migrations)
  } catch (error) {
    if (!(error instanceof MigrationProblem)) throw error
    return { applied: [], pending: [], problem: error.message }
  }
}

async function compare(databaseUrl: string, migrations: Migration[]): Promise<MigrationStatus> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'jobrun migration status',
  })
  // A connection that breaks while idle would otherwise end the process; the query after it fails anyway.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: tables } = await client.query<{ found: boolean }>(HISTORY_EXISTS)
    const history = tables[0]?.found ? (await client.query<HistoryRow>(HISTORY)).rows : []
    return compareHistory(migrations, history)
  } catch (error) {
    throw new MigrationProblem(
      `The database cannot be used (${wordsOf(error)}): check DATABASE_URL and that PostgreSQL is running there.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

/** A host name with several addresses fails with an error for each and no words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
