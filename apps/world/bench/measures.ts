/** Each figure of the bench: a fresh service, load, and a line. */
import pg from 'pg'
import { freePort } from '../src/free-port.ts'
import { adminApiKey, onboardingNumber } from './account.ts'
import { watchAnswers } from './answers.ts'
import { type Figures, figuresOf, newHistogram, openLoop } from './open-loop.ts'
import { type ServiceProcess, type StandIns, startService } from './processes.ts'
import { phoneOf, postText } from './texts.ts'

export interface BenchWorld {
  databaseUrl: string
  environment: Record<string, string>
  standIns: StandIns
  seconds: number
  /** Also print what each statement cost the database. */
  statements: boolean
  /** A folder for a CPU profile of each service that is measured. */
  profile: string | undefined
}

const CLIENTS = 50
export const numberOf = (n: number) => `+447700900${String(200 + (n % CLIENTS))}`
const bodies = [
  'My kitchen tap is dripping in Leeds',
  'Boiler service please, I am in York',
  'Can you fix a leaking toilet on Friday?',
  'Need a plumber in Bradford tomorrow',
]
let nextPhone = 0

/** The phones from the first again: whoever is stored as having texted. */
export function beginAgain(): void {
  nextPhone = 0
}

export async function withService(
  world: BenchWorld,
  how: { words?: string[]; more?: Record<string, string> },
  measure: (service: ServiceProcess) => Promise<void>,
): Promise<void> {
  const port = await freePort()
  const publicBaseUrl = `http://127.0.0.1:${port}`
  const environment = { ...world.environment, ...how.more, PORT: String(port), PUBLIC_BASE_URL: publicBaseUrl }
  const flags = world.profile ? ['--cpu-prof', `--cpu-prof-dir=${world.profile}`] : []
  const service = await startService(environment, how.words, flags)
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

export function sendOne(service: ServiceProcess, sentAt?: Map<string, number>): Promise<boolean> {
  const n = nextPhone++
  const from = phoneOf(n)
  sentAt?.set(from, performance.now())
  return postText(service.url, { from, to: numberOf(n), body: bodies[n % bodies.length] ?? '' })
}

/** A service of a minute ago still compiles itself; nobody's first text of the day is answered by one. */
const warming = { perSecond: 100, seconds: 6 }

export const line = (name: string, words: string) => console.log(`${name.padEnd(34)} ${words}`)
const spoken = ({ count, failed, p50, p99, most }: Figures) =>
  `p50 ${p50} ms, p99 ${p99} ms, most ${most} ms (${count} sent, ${failed} refused)`

export async function measureAcks(world: BenchWorld): Promise<void> {
  await withService(world, { words: ['--web'] }, async (service) => {
    await openLoop(warming, () => sendOne(service))
    for (const perSecond of [50, 300]) {
      line(
        `acknowledged, ${perSecond}/s, web alone`,
        spoken(await openLoop({ perSecond, seconds: world.seconds }, () => sendOne(service))),
      )
    }
  })
  await emptied(world)
  await withService(world, {}, async (service) => {
    await openLoop(warming, () => sendOne(service))
    line(
      'acknowledged, 100/s, web and work',
      spoken(await openLoop({ perSecond: 100, seconds: world.seconds }, () => sendOne(service))),
    )
  })
  await emptied(world)
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
  await openLoop({ perSecond: of.perSecond, seconds: 2 }, () => sendOne(service))
  const warm = of.perSecond * 2
  await answers.waitFor(warm, 20_000)
  await openLoop({ perSecond: of.perSecond, seconds: world.seconds }, () => sendOne(service, sentAt))
  const all = await answers.waitFor(warm + sentAt.size, 30_000)
  const histogram = newHistogram()
  for (const [phone, sent] of sentAt) {
    const seen = answers.seenAt(phone)
    if (seen !== undefined) histogram.recordValue(Math.max(1, Math.round((seen - sent) * 1_000)))
  }
  line(of.name, `${spoken(figuresOf(histogram, sentAt.size - histogram.totalCount))}${all ? '' : '; NOT ALL ANSWERED'}`)
  answers.stop()
}

/** Each figure begins with nothing waiting. */
export async function emptied(world: BenchWorld): Promise<void> {
  await ask(world, `truncate conversations, customers, inbound_messages, outbox, pgboss.job cascade`)
}

export async function ask<Row extends pg.QueryResultRow>(world: BenchWorld, sql: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  try {
    return await client.query<Row>(sql)
  } finally {
    await client.end()
  }
}
