/**
 * The world of the path tests: the real service on a fresh database and the three stand-ins, texted by simulated
 * handsets and judged by what those show.
 */
import { tmpdir } from 'node:os'
import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import { readConfig } from '@jobrun/server/config'
import { type Parts, type RunningService, startService } from '@jobrun/server/start-service'
import type { HandsetMessage } from '@jobrun/simulators/twilio/message'
import { bootWorld, FOUNDER_PHONE, ONBOARDING_NUMBER, type World } from '../src/boot-world.ts'
import { assertNothingLeaks } from './leaks.ts'
import { newSid, signedPost } from './signed-post.ts'
import { until } from './until.ts'

export interface TestWorldOptions {
  /** Without AI the rules answer everything, and answers are the same each time. */
  ai?: boolean
  /** The most a text waits is four times it, as 6 s are of 1.5 s. */
  gatherMs?: number
  deliveryDelayMs?: number
  environment?: Record<string, string>
  /** In place of the fresh database's own address, such as a line to it that can be cut. */
  through?: (databaseUrl: string) => Promise<string>
  logLevel?: string
}

export interface TestClient {
  id: string
  businessName: string
  ownerName: string
  phoneNumber: string
  twilioNumber: string
  bookingUrl: string | null
  missing: string[]
  live: boolean
}

export interface Words {
  to?: string
  media?: { contentType: string; base64: string }[]
  /** Copies delivered at the same moment. */
  times?: number
}

type Row = Record<string, unknown>
export type TestWorld = Awaited<ReturnType<typeof testWorld>>

export const founder = FOUNDER_PHONE
export const onboardingNumber = ONBOARDING_NUMBER
const ADMIN_KEY = 'key-of-the-path-tests'

export async function testWorld(options: TestWorldOptions = {}) {
  const { ai = false, gatherMs = 120, deliveryDelayMs = 6, logLevel = 'silent' } = options
  const db = await freshDatabase({ max: 4 })
  const world = await bootWorld({
    adminApiKey: ADMIN_KEY,
    databaseUrl: options.through ? await options.through(db.url) : db.url,
    dataDir: tmpdir(),
    logLevel,
    ai,
    gatherMs,
    deliveryDelayMs,
    environment: { TURN_GATHER_MOST_MS: String(gatherMs * 4), ...options.environment },
  }).catch(async (error: unknown) => {
    await db.drop()
    throw error
  })
  const running = new Set<RunningService>([world.service])
  const rows = async <T extends Row>(text: string, values: unknown[] = []) =>
    (await db.pool.query<T>(text, values)).rows
  const judge = reading(world, rows)
  const admin = (method: string, path: string, body?: unknown) => askOperator(world, method, path, body)
  const clients = addingClients(world, admin)
  return {
    twilio: world.twilio,
    openai: world.openai,
    environment: world.environment,
    publicBaseUrl: world.publicBaseUrl,
    adminApiKey: ADMIN_KEY,
    pool: db.pool,
    databaseUrl: db.url,
    rows,
    admin,
    ...judge,
    ...clients,
    elm: await clients.addClient({ businessName: 'Elm Plumbing', ownerName: 'Sam' }),
    ...texting(world),
    /** What the clock would do now: reconcile, release, look for what is late. */
    sweep: () => runTask(running, 'sweep'),
    tidy: () => runTask(running, 'tidy'),
    /** Another process beside the first; the web of each has its own port. */
    async startReplica(parts: Parts = { web: true, work: true }) {
      const replica = await startOn({ ...world.environment, PORT: '0' }, parts)
      running.add(replica)
      return replica
    },
    async stopService() {
      await Promise.all([...running].map((service) => service.stop()))
      running.clear()
    },
    async startServiceAgain() {
      running.add(await world.restart())
    },
    async restart() {
      await this.stopService()
      await this.startServiceAgain()
    },
    async stop() {
      const ended = [...running].map(({ service }) => service.pool)
      await this.stopService()
      await world.stopStandIns()
      await assertNothingLeaks(db as FreshDatabase, ended)
    },
  }
}

function startOn(environment: Record<string, string>, parts: Parts): Promise<RunningService> {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.problems.join(' '))
  return startService(read.config, read.secrets, parts)
}

async function runTask(running: ReadonlySet<RunningService>, name: string): Promise<void> {
  const [first] = running
  const task = first?.service.tasks.find((one) => one.name === name)
  if (!task) throw new Error(`no service runs that has a task ${name}`)
  await task.run()
}

const waiting = `
select (select count(*) from inbound_messages where state = 'RECEIVED') + (select count(*) from outbox
 where state = 'SENDING' or (state = 'READY' and not_before <= now()))::int as n`

function reading(world: World, rows: <T extends Row>(text: string, values?: unknown[]) => Promise<T[]>) {
  const phone = (number: string): HandsetMessage[] => world.twilio.handset(number)
  const isQuiet = async () => Number((await rows<{ n: string }>(waiting))[0]?.n) === 0
  return {
    /** Everything that the handset shows, both directions, oldest first. */
    phone,
    /** The words of what we, not the carrier, sent to it. */
    heard: (number: string) =>
      phone(number)
        .filter(({ direction, automatic }) => direction === 'out' && !automatic)
        .map(({ body }) => body),
    /** Nothing is unanswered, nothing that is due is unsent, nothing is on its way. */
    async settle(withinMs = 15_000) {
      for (;;) {
        await until('all texts are answered and sent', isQuiet, withinMs)
        await world.twilio.whenQuiet(withinMs)
        if (await isQuiet()) return
      }
    },
    async trace(messageSid: string) {
      return (await askOperator(world, 'GET', `/messages/${messageSid}/trace`)).json
    },
    outboxTo: (number: string) => rows(`select * from outbox where to_number = $1 order by seq`, [number]),
    turnsOf: (number: string) =>
      rows(
        `select t.* from turns t join conversations c on c.id = t.conversation_id where c.phone = $1 order by t.from_seq`,
        [number],
      ),
    leadsOf: (number: string) =>
      rows(`select l.* from leads l join customers c on c.id = l.customer_id where c.phone = $1 order by l.opened_at`, [
        number,
      ]),
    textsOf: (number: string) =>
      rows(
        `select m.* from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = $1 order by m.seq`,
        [number],
      ),
  }
}

interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  json: any
}

async function askOperator(world: World, method: string, path: string, body?: unknown): Promise<Answered> {
  const answer = await fetch(`${world.publicBaseUrl}/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: await answer.json() }
}

function addingClients(world: World, admin: (method: string, path: string, body?: unknown) => Promise<Answered>) {
  let made = 0
  let customers = 0
  return {
    /** A mobile that nobody has used here, outside those on which the stand-in fails. */
    customer: () => `+447700900${300 + customers++}`,
    /** A live client with a booking link, unless told otherwise. */
    async addClient(overrides: Row = {}, own: { knownToTwilio?: boolean } = {}): Promise<TestClient> {
      const number = 100 + made++
      const { status, json } = await admin('POST', '/clients', {
        businessName: `Client ${number}`,
        ownerName: 'Kim',
        phoneNumber: `+447700900${number + 30}`,
        twilioNumber: `+441134960${number}`,
        region: 'GB',
        timezone: 'Europe/London',
        bookingUrl: `https://book.example/c${number}`,
        notificationPreference: 'SMS',
        forwardingEnabled: true,
        paymentActive: true,
        ...overrides,
      })
      if (status !== 201) throw new Error(`the client was refused: ${JSON.stringify(json)}`)
      if (own.knownToTwilio !== false) world.addNumber(json.twilioNumber)
      return json
    },
  }
}

function texting(world: World) {
  const elm = '+441134960100'
  const { TWILIO_AUTH_TOKEN: authToken = '', TWILIO_ACCOUNT_SID: accountSid = '' } = world.environment
  return {
    texts: (from: string, body: string, more: Words = {}) => world.twilio.receive({ from, body, to: elm, ...more }),
    /** A webhook that is not sent by the stand-in; signed rightly unless told otherwise. */
    post: (path: string, fields: Record<string, string>, more: Partial<Parameters<typeof signedPost>[0]> = {}) =>
      signedPost({ url: world.publicBaseUrl, publicBaseUrl: world.publicBaseUrl, path, fields, authToken, ...more }),
    fieldsOf: (from: string, body: string, more: Record<string, string> = {}): Record<string, string> => ({
      AccountSid: accountSid,
      MessageSid: newSid(),
      From: from,
      To: elm,
      Body: body,
      NumMedia: '0',
      ...more,
    }),
    addNumber: world.addNumber,
  }
}
