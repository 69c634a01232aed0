/** Each figure of the bench: a fresh service, load, and a line. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../src/free-port.ts'
import { adminApiKey, onboardingNumber } from './account.ts'
import { type Answers, watchAnswers } from './answers.ts'
import { type Figures, figuresOf, newHistogram, openLoop } from './open-loop.ts'
import { familyCpuSeconds, type ServiceProcess, type StandIns, startService, usageOf } from './processes.ts'
import { phoneOf, postText } from './texts.ts'

export interface BenchWorld {
  databaseUrl: string
  environment: Record<string, string>
  standIns: StandIns
  seconds: number
  /** Also print what each statement cost the database. */
  statements: boolean
}

const CLIENTS = 50
const numberOf = (n: number) => `+447700900${String(200 + (n % CLIENTS))}`
const bodies = [
  'My kitchen tap is dripping in Leeds',
  'Boiler service please, I am in York',
  'Can you fix a leaking toilet on Friday?',
  'Need a plumber in Bradford tomorrow',
]
let nextPhone = 0

async function withService(
  world: BenchWorld,
  how: { words?: string[]; more?: Record<string, string> },
  measure: (service: ServiceProcess) => Promise<void>,
): Promise<void> {
  const port = await freePort()
  const publicBaseUrl = `http://127.0.0.1:${port}`
  const environment = { ...world.environment, ...how.more, PORT: String(port), PUBLIC_BASE_URL: publicBaseUrl }
  const service = await startService(environment, how.words)
  try {
    await prepare(world, service)
    await measure(service)
  } finally {
    await service.stop()
  }
}

/** Fifty live clients with a number each, known to the service and to the stand-in. */
async function prepare(world: BenchWorld, service: ServiceProcess): Promise<void> {
  const post = (url: string, body: unknown) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post(`${world.standIns.twilio}/sim/numbers`, { phoneNumber: onboardingNumber })
  for (let n = 0; n < CLIENTS; n++) {
    await post(`${world.standIns.twilio}/sim/numbers`, { phoneNumber: numberOf(n) })
    const made = await post(`${service.url}/api/admin/clients`, {
      businessName: `Plumber ${n}`,
      phoneNumber: `+447700900${String(300 + n)}`,
      twilioNumber: numberOf(n),
      region: 'GB',
      timezone: 'Europe/London',
      bookingUrl: `https://book.example/${n}`,
      notificationPreference: 'SMS',
      forwardingEnabled: true,
      paymentActive: true,
    })
    if (made.status !== 201 && made.status !== 409) throw new Error(`a client was refused: ${await made.text()}`)
  }
}

function sendOne(service: ServiceProcess, sentAt?: Map<string, number>): Promise<boolean> {
  const n = nextPhone++
  const from = phoneOf(n)
  sentAt?.set(from, performance.now())
  return postText(service.url, { from, to: numberOf(n), body: bodies[n % bodies.length] ?? '' })
}

const line = (name: string, words: string) => console.log(`${name.padEnd(34)} ${words}`)
const spoken = ({ count, failed, p50, p99, most }: Figures) =>
  `p50 ${p50} ms, p99 ${p99} ms, most ${most} ms (${count} sent, ${failed} refused)`

export async function measureAcks(world: BenchWorld): Promise<void> {
  await withService(world, { words: ['--web'] }, async (service) => {
    await openLoop({ perSecond: 50, seconds: 2 }, () => sendOne(service))
    for (const perSecond of [50, 300]) {
      line(
        `acknowledged, ${perSecond}/s, web alone`,
        spoken(await openLoop({ perSecond, seconds: world.seconds }, () => sendOne(service))),
      )
    }
  })
  await emptied(world)
  await withService(world, {}, async (service) => {
    await openLoop({ perSecond: 50, seconds: 2 }, () => sendOne(service))
    line(
      'acknowledged, 100/s, web and work',
      spoken(await openLoop({ perSecond: 100, seconds: world.seconds }, () => sendOne(service))),
    )
  })
  await emptied(world)
}

/** As many texts as the service answers: a standing queue, counted where the stand-in accepts the answers. */
export async function measureSustained(world: BenchWorld, bare: number): Promise<void> {
  await withService(world, {}, async (service) => {
    const answers = await watchAnswers(world.standIns.twilio)
    await openLoop({ perSecond: 50, seconds: 2 }, () => sendOne(service))
    await answers.waitFor(100, 20_000)
    const stop = keepBusy(service, answers)
    await sleep(SETTLING_MS)
    if (world.statements) await forgetStatements(world)
    const before = await counters(world, service, answers)
    await sleep(world.seconds * 1_000)
    const after = await counters(world, service, answers)
    await stop()
    const done = after.answers - before.answers
    const perSecond = done / ((after.at - before.at) / 1_000)
    line(
      'whole answers, sustained',
      `${perSecond.toFixed(0)} answers/s, ${(perSecond / bare).toFixed(3)} of the yardstick`,
    )
    line(
      '  cost of an answer',
      `${(((after.cpuSeconds - before.cpuSeconds) * 1_000) / done).toFixed(2)} ms of CPU, ${((after.commits - before.commits) / done).toFixed(1)} commits with the queue's own`,
    )
    const spent = (of: 'postgres' | 'standIns' | 'bench') => (((after[of] - before[of]) * 1_000) / done).toFixed(2)
    line(
      '  beside it',
      `${spent('postgres')} ms of CPU in PostgreSQL, ${spent('standIns')} in the stand-ins, ${spent('bench')} in the bench`,
    )
    if (world.statements) await printStatements(world, done)
    line('  memory', `${after.rssMb.toFixed(0)} MiB now, ${after.peakMb.toFixed(0)} MiB at most`)
    answers.stop()
  })
  await emptied(world)
}

/** Until the queue stands and the code is warm. */
const SETTLING_MS = 4_000

/** Keeps about 400 texts waiting, whatever the service does with them, until it is stopped. */
function keepBusy(service: ServiceProcess, answers: Answers): () => Promise<unknown> {
  const start = answers.count()
  let sent = 0
  let stopped = false
  const worker = async () => {
    while (!stopped) {
      if (sent - (answers.count() - start) < 400) {
        sent++
        await sendOne(service)
      } else await sleep(2)
    }
  }
  const working = Promise.all(Array.from({ length: 16 }, worker))
  return () => {
    stopped = true
    return working
  }
}

export async function measureAnswers(world: BenchWorld): Promise<void> {
  await withService(world, {}, (service) => answersAt(world, service, { perSecond: 50, name: 'whole answers at 50/s' }))
  await emptied(world)
}

export async function measureWithAi(world: BenchWorld): Promise<void> {
  await fetch(`${world.standIns.openai}/sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ latencyMs: 800 }),
  })
  const more = { OPENAI_API_KEY: 'sk-simulated', OPENAI_BASE_URL: `${world.standIns.openai}/v1` }
  await withService(world, { more }, (service) =>
    answersAt(world, service, { perSecond: 20, name: 'whole answers at 20/s, AI of 800 ms' }),
  )
}

async function answersAt(
  world: BenchWorld,
  service: ServiceProcess,
  of: { perSecond: number; name: string },
): Promise<void> {
  const answers = await watchAnswers(world.standIns.twilio)
  const sentAt = new Map<string, number>()
  await openLoop({ perSecond: of.perSecond, seconds: world.seconds }, () => sendOne(service, sentAt))
  const all = await answers.waitFor(sentAt.size, 30_000)
  const histogram = newHistogram()
  for (const [phone, sent] of sentAt) {
    const seen = answers.seenAt(phone)
    if (seen !== undefined) histogram.recordValue(Math.max(1, Math.round((seen - sent) * 1_000)))
  }
  line(of.name, `${spoken(figuresOf(histogram, sentAt.size - histogram.totalCount))}${all ? '' : '; NOT ALL ANSWERED'}`)
  answers.stop()
}

async function counters(world: BenchWorld, service: ServiceProcess, answers: Answers) {
  const { rows } = await ask<{ commits: string; postmaster: number }>(
    world,
    `select xact_commit as commits, split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as postmaster from pg_stat_database where datname = 'jobrun'`,
  )
  return {
    at: performance.now(),
    answers: answers.count(),
    commits: Number(rows[0]?.commits ?? 0),
    postgres: familyCpuSeconds(rows[0]?.postmaster ?? 0),
    standIns: usageOf(world.standIns.pid).cpuSeconds,
    bench: usageOf(process.pid).cpuSeconds,
    ...usageOf(service.pid),
  }
}

/** Each figure begins with nothing waiting. */
async function emptied(world: BenchWorld): Promise<void> {
  await ask(world, `truncate conversations, inbound_messages, outbox, pgboss.job cascade`)
}

async function ask<Row extends pg.QueryResultRow>(world: BenchWorld, sql: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  try {
    return await client.query<Row>(sql)
  } finally {
    await client.end()
  }
}

async function forgetStatements(world: BenchWorld): Promise<void> {
  await ask(world, 'create extension if not exists pg_stat_statements')
  await ask(world, 'select pg_stat_statements_reset()')
}

async function printStatements(world: BenchWorld, answers: number): Promise<void> {
  const { rows } = await ask<{ calls: string; mean: number; total: number; words: string }>(
    world,
    `select calls, mean_exec_time + mean_plan_time as mean, total_exec_time + total_plan_time as total,
      left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as words
     from pg_stat_statements order by total desc limit 25`,
  )
  for (const { calls, mean, total, words } of rows) {
    const each = `${(Number(calls) / answers).toFixed(2)} x ${mean.toFixed(3)} ms = ${(total / answers).toFixed(3)}`
    console.log(`    ${each.padEnd(28)} ${words}`)
  }
  const tables = await ask<{ name: string; scans: string; rows: string }>(
    world,
    `select relname as name, seq_scan as scans, seq_tup_read as rows from pg_stat_user_tables where seq_tup_read > 1000 order by seq_tup_read desc`,
  )
  for (const { name, scans, rows: read } of tables.rows)
    console.log(`    read whole: ${name}, ${scans} times, ${read} rows`)
}
