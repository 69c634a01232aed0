/** What the schema asks for beyond the migrations: written down as the next migration, or only shown. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'
import {
  asMigrationList,
  LOCK,
  LOCK_FILE,
  type MigrationPaths,
  MigrationProblem,
  readMigrations,
} from './migrations-folder.ts'
import { engineWords, NO_FILTER, withSchemaEngine } from './schema-engine.ts'
import { withScratchDatabases } from './scratch-database.ts'

/** Writes the next migration's folder; applies nothing. */
export async function createMigration(
  shadowUrl: string,
  paths: MigrationPaths,
  name: string,
): Promise<{ folder: string } | { nothingToDo: true }> {
  const { schema, migrationsList } = await readBoth(paths)
  const migrationName = slug(name)
  if (!migrationName) throw new MigrationProblem('Give the migration a name: npm run db:migrate -- --name what_changes')
  const created = await withReplay(shadowUrl, async (engine) => {
    // Creating reads what the migrations add up to from the engine's memory, which the diagnosis of a database that
    // has them all fills.
    await engine.applyMigrations({ migrationsList, filters: NO_FILTER })
    await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: true, filters: NO_FILTER })
    return engine.createMigration({ draft: false, migrationName, migrationsList, schema, filters: NO_FILTER })
  })
  if (typeof created.migrationScript !== 'string') return { nothingToDo: true }
  const folder = join(paths.migrationsDir, created.generatedMigrationName)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `migration.${created.extension}`), created.migrationScript)
  await writeFile(join(paths.migrationsDir, LOCK_FILE), LOCK)
  return { folder }
}

/** '' when the migrations add up to the schema, else the SQL that is missing. */
export async function findDrift(shadowUrl: string, paths: MigrationPaths): Promise<string> {
  const { schema, migrationsList } = await readBoth(paths)
  const { exitCode, stdout } = await withReplay(shadowUrl, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...migrationsList },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    }),
  )
  return exitCode === 0 ? '' : (stdout ?? '')
}

/** The engine on scratch databases; what it says of a broken schema or migration is for whoever wrote that. */
async function withReplay<T>(shadowUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  try {
    return await withScratchDatabases(shadowUrl, (adapters) => withSchemaEngine(adapters, work))
  } catch (error) {
    if (!(error instanceof Error) || error instanceof MigrationProblem) throw error
    throw new MigrationProblem(engineWords(error.message), { cause: error })
  }
}

async function readBoth({ schemaFile, migrationsDir }: MigrationPaths) {
  const content = await readFile(schemaFile, 'utf8')
  const schema: SchemasContainer = { files: [{ path: schemaFile, content }] }
  return { schema, migrationsList: asMigrationList(migrationsDir, await readMigrations(migrationsDir)) }
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
}
