/**
 * `npm run bench`: what the service can do on this machine, in one run, beside a yardstick of the bare work.
 * Figures from different machines or runs are not to be compared; their ratios to the yardstick are: `--save FILE` keeps
 * them, `--compare FILE` fails where one is worse by more than `--tolerance`, 0.15 if not given.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import { adminApiKey, benchAccount, onboardingNumber } from './account.ts'
import { measureHistory } from './history.ts'
import { measureIdle } from './idle.ts'
import { measureLive } from './live.ts'
import { type BenchWorld, line, measureAcks, measureAnswers, measureWithAi } from './measures.ts'
import { startStandIns } from './processes.ts'
import { compare, type Ratios, readRatios } from './ratios.ts'
import { measureMemory, measureSustained } from './sustained.ts'
import { measureYardstick } from './yardstick.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    only: { type: 'string' },
    statements: { type: 'boolean', default: false },
    profile: { type: 'string' },
    compare: { type: 'string' },
    save: { type: 'string' },
    tolerance: { type: 'string', default: '0.15' },
  },
})
const seconds = Number(values.seconds)

const dataDir = mkdtempSync(join(tmpdir(), 'jobrun-bench-'))
const postgres = await startEmbeddedPostgres({
  dataDir: join(dataDir, 'postgres'),
  settings:
    values.statements || ['idle', undefined].includes(values.only)
      ? { shared_preload_libraries: 'pg_stat_statements' }
      : {},
})
const standIns = await startStandIns()
try {
  const databaseUrl = await ensureDatabase(postgres.url, 'jobrun')
  const environment = {
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    JOBRUN_DATA_DIR: dataDir,
    TWILIO_ACCOUNT_SID: benchAccount.accountSid,
    TWILIO_AUTH_TOKEN: benchAccount.authToken,
    TWILIO_NUMBER: onboardingNumber,
    TWILIO_API_BASE_URL: standIns.twilio,
    ADMIN_PHONE: '+447700900123',
    ADMIN_API_KEY: adminApiKey,
    LOG_LEVEL: 'error',
    TURN_GATHER_MS: '0',
    TURN_GATHER_MOST_MS: '0',
  }
  const world: BenchWorld = {
    databaseUrl,
    environment,
    standIns,
    seconds,
    statements: values.statements,
    profile: values.profile,
  }
  const wanted = (name: string) => !values.only || values.only === name
  console.log(`Measuring for ${seconds} s each; compare ratios within this run only.\n`)
  const bare = await measureYardstick(databaseUrl, Math.min(5, seconds))
  line('yardstick (bare work on pg)', `${bare.perSecond.toFixed(0)} answers/s, ${bare.each.toFixed(2)} ms of CPU each`)
  if (wanted('acks')) await measureAcks(world)
  if (wanted('sustained')) judge(await measureSustained(world, bare))
  if (wanted('answers')) await measureAnswers(world)
  if (wanted('ai')) await measureWithAi(world)
  if (wanted('idle')) await measureIdle(world)
  // Minutes each, so only when asked for.
  if (values.only === 'memory') await measureMemory(world, 100_000)
  if (values.only === 'history') await measureHistory(world)
  if (values.only === 'live') await measureLive(world)
} finally {
  await standIns.stop()
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function judge(ratios: Ratios): void {
  if (values.save) writeFileSync(values.save, `${JSON.stringify(ratios, null, 2)}\n`)
  if (!values.compare) return
  for (const { words, worse } of compare(ratios, readRatios(values.compare), Number(values.tolerance))) {
    line(worse ? 'WORSE' : 'as before, or better', words)
    if (worse) process.exitCode = 1
  }
}
