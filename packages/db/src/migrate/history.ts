/**
 * What a database has behind it against what the folder holds, and whether one may go on from there.
 * Pure: reads nothing and applies nothing.
 */
import { hasChecksum, type Migration } from './migrations-folder.ts'
import { isContract } from './newer.ts'
import { engineWords } from './schema-engine.ts'

export interface MigrationStatus {
  applied: string[]
  pending: string[]
  /** Applied by a newer version, which is being rolled out or was taken back; this one can go on beside them. */
  newer?: string[]
  problem?: string
}

/** A row of _prisma_migrations. */
export interface HistoryRow {
  name: string
  checksum: string
  finished: boolean
  rolledBack: boolean
  logs: string | null
}

export const HISTORY_EXISTS = `select to_regclass('_prisma_migrations') is not null as found`

export const HISTORY = `select migration_name as name, checksum, finished_at is not null as finished,
  rolled_back_at is not null as "rolledBack", logs from _prisma_migrations order by started_at, migration_name`

export function compareHistory(migrations: Migration[], history: HistoryRow[]): MigrationStatus {
  const standing = history.filter((row) => !row.rolledBack)
  const applied = standing.filter((row) => row.finished)
  const names = applied.map((row) => row.name)
  const pending = migrations.map(({ name }) => name).filter((name) => !names.includes(name))
  const isKnown = (name: string) => migrations.some((migration) => migration.name === name)
  const newer = names.filter((name) => !isKnown(name))
  // A newer version's that failed left nothing behind, and is that version's to mend.
  const problem =
    failed(standing.filter((row) => isKnown(row.name))) ?? edited(migrations, applied) ?? tooNew(newer, pending)
  if (problem) return { applied: names, pending, problem }
  return { applied: names, pending, ...(newer.length > 0 && { newer }) }
}

function failed(standing: HistoryRow[]): string | undefined {
  const row = standing.find(({ finished }) => !finished)
  if (!row) return undefined
  const reason =
    engineWords(row.logs ?? '')
      .replace(/\s+/g, ' ')
      .replace(/\.$/, '') || 'interrupted'
  return `Migration ${row.name} failed on this database (${reason}): correct its SQL or the data it stumbled over, then run «npm run db:deploy -- --retry ${row.name}».`
}

function edited(migrations: Migration[], applied: HistoryRow[]): string | undefined {
  const row = applied.find(({ name, checksum }) => {
    const migration = migrations.find((candidate) => candidate.name === name)
    return migration !== undefined && !hasChecksum(migration, checksum)
  })
  if (!row) return undefined
  return `Migration ${row.name} was edited after this database had applied it: restore its migration.sql as it was, and put the change into a migration of its own («npm run db:migrate -- --name what_changes»).`
}

/** What a contract took away may be what this version needs, and two versions that each lack the other's belong to nobody. */
function tooNew(newer: string[], pending: string[]): string | undefined {
  const name = pending.length > 0 ? newer[0] : newer.find(isContract)
  if (!name) return undefined
  return `The database has applied migration ${name}, which this version's migrations folder lacks: start the version of JobRun that brought it, or restore the folder from git.`
}
