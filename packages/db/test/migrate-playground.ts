/** A migrations folder and an empty database of its own for one test. */
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { ensureDatabase } from '../src/migrate/ensure-database.ts'
import type { MigrationPaths } from '../src/migrate/migrations-folder.ts'

export interface Playground extends AsyncDisposable {
  url: string
  paths: MigrationPaths
  /** Writes, or overwrites, a migration. */
  migration(name: string, sql: string): Promise<void>
  schema(models: string): Promise<void>
  query<T extends pg.QueryResultRow>(sql: string): Promise<T[]>
}

const HEAD = `generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
`

export async function playground(): Promise<Playground> {
  const server = inject('testServer').url
  const name = `migrate_${randomUUID().replaceAll('-', '')}`
  const url = await ensureDatabase(server, name)
  const folder = await mkdtemp(join(tmpdir(), 'jobrun-migrate-'))
  const paths = { schemaFile: join(folder, 'schema.prisma'), migrationsDir: join(folder, 'migrations') }
  return {
    url,
    paths,
    async migration(migration, sql) {
      await mkdir(join(paths.migrationsDir, migration), { recursive: true })
      await writeFile(join(paths.migrationsDir, migration, 'migration.sql'), sql)
    },
    schema: (models) => writeFile(paths.schemaFile, HEAD + models),
    query: (sql) => ask(url, sql),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
      await ask(server, `drop database "${name}" with (force)`)
    },
  }
}

export async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}
