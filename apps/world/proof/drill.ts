/**
 * `npm run drill -- alerts`: two bad days on the stand-ins, by a fast clock and three replicas, with every text that the
 * founder got. Ends with 1 if there were more than twelve in a day, or if something that matters was not told.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import { readConfig } from '@jobrun/server/config'
import { type RunningService, startService } from '@jobrun/server/start-service'
import { bootWorld, FOUNDER_PHONE, ONBOARDING_NUMBER } from '../src/boot-world.ts'
import { cutLine } from '../test/cut-line.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TICK = 10 * MINUTE
const MOST_A_DAY = 12

if (process.argv[2] !== 'alerts') {
  process.stderr.write('Say npm run drill -- alerts.\n')
  process.exit(1)
}

const folder = await mkdtemp(join(tmpdir(), 'jobrun-drill-'))
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
const line = await cutLine(await ensureDatabase(postgres.url, 'jobrun'))
const world = await bootWorld({
  adminApiKey: 'key-of-the-drill',
  databaseUrl: line.url,
  dataDir: folder,
  logLevel: 'silent',
  gatherMs: 100,
  deliveryDelayMs: 5,
})
const services = [world.service, await replica(), await replica()]
const { pool } = world.service.service
let failed = false
try {
  await day('Day one: no number left, the AI down, 300 clients stuck at once, Twilio refusing our texts', badDay, [
    'POOL_EMPTY',
    'OPENAI_FAILURE',
    'STUCK_CLIENT',
    'SENDING_REFUSED',
  ])
  line.cut()
  await day('Day two: the database is gone for 24 hours', async () => {}, ['INVARIANT_VIOLATION: the database'])
  line.mend()
  await watch()
} finally {
  await Promise.all(services.map((service) => service.stop()))
  await world.stopStandIns()
  await line.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(failed ? 'The drill failed.\n' : 'The drill went well.\n')
process.exit(failed ? 1 : 0)

async function replica(): Promise<RunningService> {
  const read = readConfig({ ...world.environment, PORT: '0' })
  if (!read.ok) throw new Error(read.problems.join(' '))
  return startService(read.config, read.secrets, { web: true, work: true }, { now: world.clock.now })
}

/** What happens at which hour of the first day. */
async function badDay(hour: number): Promise<void> {
  switch (hour) {
    case 1:
      await signUp("insert into onboarding_states (client_id, current_state) select id, 'S2_BUSINESS_NAME' from c", 1)
      return
    case 2:
      world.openai.failNext({ kind: '503', times: 10_000 })
      await pool.query(
        `insert into ai_spells (ended_at, asked, failed, at_the_end, why) values ($1, 12, 12, 12, 'HTTP 503')`,
        [world.clock.now()],
      )
      return
    case 5:
      await signUp(
        `insert into onboarding_states (client_id, current_state, state_entered_at) select id, 'S9_TEST_CALL', $1::timestamptz - interval '25 hours' from c`,
        300,
      )
      return
    case 8:
      await pool.query(
        `insert into outbox (dedupe_key, purpose, from_number, to_number, body, encoding, segments) values ('drill', 'reply', $1, '+447700900909', 'Hello', 'GSM-7', 1)`,
        [ONBOARDING_NUMBER],
      )
      return
    case 12:
      world.openai.clearFaults()
      return
  }
}

async function signUp(then: string, many: number): Promise<void> {
  const made = `with c as (insert into clients (business_name, phone_number) select 'Client ' || n, '+4477009' || (10000 + n + (select count(*) from clients)) from generate_series(1, ${many}) n returning id)`
  await pool.query(`${made} ${then}`, then.includes('$1') ? [world.clock.now()] : [])
}

async function day(title: string, happens: (hour: number) => Promise<void>, musts: readonly string[]): Promise<void> {
  const before = heard().length
  process.stdout.write(`\n${title}\n`)
  for (let at = 0; at < 24 * HOUR; at += TICK) {
    world.clock.advance(TICK)
    if (at % HOUR === 0) await happens(at / HOUR)
    await watch()
  }
  const texts = heard().slice(before)
  for (const { at, body } of texts) process.stdout.write(`  ${at.slice(5, 16).replace('T', ' ')}  ${body}\n`)
  const missing = musts.filter((must) => !texts.some(({ body }) => body.includes(must)))
  const nameless = texts.filter(({ body }) => !/^[A-Z][A-Z_]+: /.test(body))
  process.stdout.write(
    `  ${texts.length} texts, ${MOST_A_DAY} at the most.${missing.length > 0 ? ` Not told: ${missing.join(', ')}.` : ''}\n`,
  )
  failed ||= texts.length > MOST_A_DAY || missing.length > 0 || nameless.length > 0
}

/** Every replica looks at the same moment, and nothing keeps them apart. */
async function watch(): Promise<void> {
  for (const name of ['database watch', 'monitor', 'alerts', 'sweep']) {
    await Promise.allSettled(services.map(({ service }) => service.tasks.find((task) => task.name === name)?.run()))
  }
  await world.twilio.whenQuiet(5_000)
  await sleep(50)
}

function heard(): { at: string; body: string }[] {
  return world.twilio
    .handset(FOUNDER_PHONE)
    .filter(({ direction, automatic }) => direction === 'out' && !automatic)
    .map(({ body, dateCreated }) => ({ at: dateCreated, body }))
}
