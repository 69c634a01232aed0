/** A PostgreSQL for tests and proofs, with a template that holds every migration and the queue's tables. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import pg from 'pg'
import { deployMigrations } from '../src/migrate/deploy.ts'
import { readMigrations } from '../src/migrate/migrations-folder.ts'
import { ourMigrations } from '../src/migrations.ts'
import { createPool } from '../src/pool.ts'
import { createQueue } from '../src/queue.ts'

export interface TestServer {
  url: string
  template: string
}

export async function startTestServer(dataDir: string): Promise<TestServer & { stop(): Promise<void> }> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { max_connections: '300' } })
  try {
    return { url: server.url, template: await ensureTemplate(server.url), stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `template_${await fingerprint()}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock(815)')
    await dropLeftovers(admin)
    const known = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name])
    if (known.rowCount === 0) await buildTemplate(admin, serverUrl, name)
    return name
  } finally {
    await admin.end()
  }
}

/** Databases of runs that were killed; those of a run that goes on beside this one stay. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^fresh_[0-9]+_'`,
  )
  for (const { datname } of rows) {
    const owner = Number(datname.split('_')[1])
    if (!isAlive(owner)) await admin.query(`drop database if exists "${datname}" with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function buildTemplate(admin: pg.Client, serverUrl: string, name: string) {
  await admin.query(`drop database if exists "${name}" with (force)`)
  await admin.query(`create database "${name}"`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const deployed = await deployMigrations(url.href, ourMigrations)
  if (!deployed.ok) throw new Error(deployed.problem)
  const pool = createPool({ url: url.href, max: 2, onError: fail })
  const queue = createQueue(pool, fail)
  await queue.start()
  await queue.stop()
  await pool.end()
  await admin.query(`alter database "${name}" is_template true`)
}

function fail(error: Error) {
  throw error
}

/** The template is made anew when a migration, or the queue's version, changes. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await readMigrations(ourMigrations.migrationsDir))
    hash.update(migration.name).update(migration.sql)
  hash.update(await readFile(new URL('../src/queue.ts', import.meta.url)))
  hash.update(await readFile(new URL('../package.json', import.meta.url)))
  return hash.digest('hex').slice(0, 16)
}
