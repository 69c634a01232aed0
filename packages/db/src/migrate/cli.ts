/**
 * `npm run db:migrate | db:deploy | db:status | db:drift | db:check`: the migrations by hand, on DATABASE_DIRECT_URL, DATABASE_URL or else on the
 * embedded PostgreSQL. Says what it did; a problem is one sentence on stderr and exit code 1.
 */
import { existsSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import { ourMigrations } from '../migrations.ts'
import type { Break } from './breaking.ts'
import { createMigration, findDrift } from './create.ts'
import { allowRetry, deployMigrations } from './deploy.ts'
import { ensureDatabase } from './ensure-database.ts'
import { MigrationProblem, readMigrations } from './migrations-folder.ts'
import { migrationStatus } from './status.ts'

type Words = { name?: string | undefined; retry?: string | undefined }

const commands: Record<string, (url: string, words: Words) => Promise<void>> = {
  async create(url, { name = '' }) {
    const created = await createMigration(url, ourMigrations, name)
    if ('nothingToDo' in created) return console.log('The migrations equal prisma/schema.prisma: nothing to write.')
    console.log(`Wrote ${relative(process.cwd(), created.folder)}/migration.sql: read it, add what Prisma cannot say`)
    console.log('(check constraints, functions), then apply it with «npm run db:deploy».')
    const breaks = (await breaksNow()).filter(({ migration }) => migration === basename(created.folder))
    for (const line of breaks.map(inWords)) console.log(`It breaks the version that runs: ${line}`)
  },
  async deploy(url, { retry }) {
    if (retry) insist(await allowRetry(url, retry))
    const { applied } = insist(await deployMigrations(url, ourMigrations))
    console.log(applied.length === 0 ? 'Nothing to apply: the database is current.' : `Applied ${applied.join(', ')}.`)
  },
  /** No database is asked. */
  async check() {
    const breaks = await breaksNow()
    if (breaks.length > 0) throw new MigrationProblem(breaks.map(inWords).join('\n'))
    console.log('Every migration leaves the version that runs what it needs.')
  },
  async status(url) {
    const { applied, pending, newer = [], problem } = await migrationStatus(url, ourMigrations)
    if (problem) throw new MigrationProblem(problem)
    if (newer.length > 0) console.log(`Of a newer version, beside which this one can run: ${newer.join(', ')}.`)
    console.log(
      `${applied.length} applied, ${pending.length} pending${pending.length ? `: ${pending.join(', ')}` : ''}.`,
    )
  },
  async drift(url) {
    const difference = await findDrift(url, ourMigrations)
    if (!difference) return console.log('The migrations equal prisma/schema.prisma.')
    throw new MigrationProblem(
      `The migrations lack what prisma/schema.prisma asks for: write it with «npm run db:migrate -- --name what_changes».\n\n${difference}`,
    )
  },
}

/** The parser is loaded only for those who ask. */
async function breaksNow(): Promise<Break[]> {
  const { findBreaks } = await import('./breaking.ts')
  return findBreaks(await readMigrations(ourMigrations.migrationsDir))
}

function inWords({ migration, what, inContract }: Break): string {
  const instead = inContract
    ? 'once no running version needs it, put it into a migration of its own whose name begins with contract'
    : 'no order of versions makes that safe'
  return `${migration} ${what}; ${instead}.`
}

async function main(): Promise<void> {
  const { command, words } = readWords()
  if (command === commands.check) return command('', words)
  if (existsSync('.env')) process.loadEnvFile('.env')
  const given = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL
  if (given) return command(given, words)
  const dataDir = join(process.env.JOBRUN_DATA_DIR || '.jobrun', 'postgres')
  const embedded = await startEmbeddedPostgres({ dataDir })
  try {
    await command(await ensureDatabase(embedded.url, 'jobrun'), words)
  } finally {
    await embedded.stop()
  }
}

function readWords() {
  const options = { name: { type: 'string' }, retry: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const command = commands[positionals[0] ?? '']
  if (!command) throw new MigrationProblem(`Say one of ${Object.keys(commands).join(', ')}.`)
  return { command, words: values }
}

function insist<T extends { ok: true }>(done: T | { ok: false; problem: string }): T {
  if (done.ok) return done
  throw new MigrationProblem(done.problem)
}

const SAID_IN_WORDS = ['MigrationProblem', 'EmbeddedPostgresError']

await main().catch((error: Error & { code?: string }) => {
  const isForTheUser = SAID_IN_WORDS.includes(error.name) || error.code?.startsWith('ERR_PARSE_ARGS')
  console.error(isForTheUser ? error.message : error)
  process.exitCode = 1
})
