/**
 * The world of the path tests: the real service on a fresh database and the three stand-ins, texted by simulated
 * handsets and judged by what those show.
 */
import { tmpdir } from 'node:os'
import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import { readConfig } from '@jobrun/server/config'
import { type Parts, type RunningService, startService } from '@jobrun/server/start-service'
import { bootWorld, FOUNDER_PHONE, ONBOARDING_NUMBER, type World } from '../src/boot-world.ts'
import { brokenInvariants } from './invariants.ts'
import { judging, type Row } from './judge.ts'
import { assertNothingLeaks } from './leaks.ts'
import { operating, stock } from './operator.ts'
import { texting } from './texting.ts'
import { until } from './until.ts'

export interface TestWorldOptions {
  /** Without AI the rules answer everything, and answers are the same each time. */
  ai?: boolean
  /** The most a text waits is four times it, as 6 s are of 1.5 s. */
  gatherMs?: number
  environment?: Record<string, string>
  /** In place of the fresh database's own address, such as a line to it that can be cut. */
  through?: (databaseUrl: string) => Promise<string>
}

export type TestWorld = Awaited<ReturnType<typeof testWorld>>

export const founder = FOUNDER_PHONE
export const onboardingNumber = ONBOARDING_NUMBER
const ADMIN_KEY = 'key-of-the-path-tests'

export async function testWorld(options: TestWorldOptions = {}) {
  const db = await freshDatabase({ max: 4 })
  const rows = async <T extends Row>(text: string, values: unknown[] = []) =>
    (await db.pool.query<T>(text, values)).rows
  const world = await boot(options, db).catch(async (error: unknown) => {
    await db.drop()
    throw error
  })
  const services = running(world, rows)
  const operator = operating(world)
  /** Ends everything; throws when something was left behind, or an invariant was broken. */
  const stop = async () => {
    const pools = services.pools()
    await services.stopService()
    await world.stopStandIns()
    const broken = await brokenInvariants(rows, world.twilio.ledger())
    await assertNothingLeaks(db, pools)
    if (broken.length > 0) throw new Error(broken.join('\n'))
  }
  const elm = await operator
    .addClient({ businessName: 'Elm Plumbing', ownerName: 'Sam' })
    .catch(async (error: unknown) => {
      await stop()
      throw error
    })
  const judged = judging(world, rows)
  return {
    twilio: world.twilio,
    clock: world.clock,
    fastForward: world.fastForward,
    openai: world.openai,
    stripe: world.stripe,
    environment: world.environment,
    publicBaseUrl: world.publicBaseUrl,
    adminApiKey: ADMIN_KEY,
    elm,
    rows,
    ...judged,
    /** Nothing is unanswered, unsent or on its way, and what the founder is to hear of has been texted too. */
    async settle(withinMs?: number) {
      await judged.settle(withinMs)
      await services.tellFounder()
      await judged.settle(withinMs)
    },
    ...operator,
    stock: (...numbers: string[]) => stock(world, numbers),
    ...texting(world, elm.twilioNumber),
    ...services,
    stop,
  }
}

async function boot(options: TestWorldOptions, db: FreshDatabase): Promise<World> {
  const { ai = false, gatherMs = 120 } = options
  return bootWorld({
    adminApiKey: ADMIN_KEY,
    databaseUrl: options.through ? await options.through(db.url) : db.url,
    dataDir: tmpdir(),
    logLevel: 'silent',
    ai,
    gatherMs,
    deliveryDelayMs: 6,
    environment: { TURN_GATHER_MOST_MS: String(gatherMs * 4), ...options.environment },
  })
}

/** The services that run now: one, or none while it is stopped, or replicas beside it. */
function running(world: World, rows: (text: string) => Promise<Row[]>) {
  const services = new Set<RunningService>([world.service])
  const stopService = async () => {
    await Promise.all([...services].map((service) => service.stop()))
    services.clear()
  }
  const startServiceAgain = async () => {
    services.add(await world.restart())
  }
  const runTask = async (name: string) => {
    const [first] = services
    const task = first?.service.tasks.find((one) => one.name === name)
    if (!task) throw new Error(`no service runs that has a task ${name}`)
    await task.run()
  }
  /** Runs the task, and waits for what the service's own clock took from the same table before. */
  const send = async (task: string, table: 'email_outbox' | 'alert_copies') => {
    await runTask(task)
    await until(`nothing of ${table} is on its way`, async () => {
      const sending = await rows(`select 1 from ${table} where state = 'SENDING' and lease_until > now()`)
      return sending.length === 0
    })
  }
  return {
    databaseUrls: () => [...services].map(({ databaseUrl }) => databaseUrl),
    pools: () => [...services].map(({ service }) => service.pool),
    stopService,
    startServiceAgain,
    async restart() {
      await stopService()
      await startServiceAgain()
    },
    /** Another replica beside the first; the web of each has its own port, and its clock may be wrong. */
    async startReplica(parts: Parts = { web: true, work: true }, now = world.clock.now) {
      const replica = await startOn({ ...world.environment, PORT: '0' }, parts, now)
      services.add(replica)
      return replica
    },
    /** What the clock would do now: reconcile, release, look for what is late. */
    sweep: async () => {
      await runTask('sweep')
      await runTask('reconcile')
    },
    monitor: () => runTask('monitor'),
    /** In every service that runs: each keeps what it saw itself. */
    keepSightings: async () => {
      for (const { service } of services) await service.tasks.find(({ name }) => name === 'sightings')?.run()
    },
    tellFounder: async () => {
      if (services.size > 0) await runTask('alerts')
    },
    /** In every service that runs, as each has its own clock for it. */
    watchDatabase: async () => {
      for (const { service } of services) await service.tasks.find(({ name }) => name === 'database watch')?.run()
    },
    tidy: () => runTask('tidy'),
    nudge: () => runTask('nudges'),
    askShadows: () => runTask('shadows'),
    catchUp: () => runTask('catch-up'),
    watchNumbers: () => runTask('numbers'),
    catchUpPayments: () => runTask('catch-up-payments'),
    catchUpCalls: () => runTask('catch-up-calls'),
    sendEmails: () => send('e-mails', 'email_outbox'),
    sendCopies: () => send('alert copies', 'alert_copies'),
  }
}

function startOn(environment: Record<string, string>, parts: Parts, now: () => Date): Promise<RunningService> {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.problems.join(' '))
  return startService(read.config, read.secrets, parts, { now })
}
