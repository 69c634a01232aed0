/**
 * A little world for one case after another: a database, stand-ins, a front door, and the real service behind lines in
 * which a trap can be set. Whoever dies is replaced at once.
 */
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyDatabase } from '@jobrun/db/test/copy-database'
import type { TestServer } from '@jobrun/db/test/test-server'
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { account, environmentOf, FOUNDER_PHONE, ONBOARDING_NUMBER } from '../src/boot-world.ts'
import { openWorldClock } from '../src/world-clock.ts'
import type { Row } from '../test/judge.ts'
import { operating } from '../test/operator.ts'
import { frontDoor } from './front-door.ts'
import { hurry, leftOver } from './hurry.ts'
import { type Instance, startInstance } from './instance.ts'
import { setTrap, type Trap } from './trap.ts'

export type Lane = Awaited<ReturnType<typeof openLane>>

export interface LaneOptions {
  replicas?: number
  /** How long a call without an answer stays so; null: as long as the service waits. */
  silenceMs?: number | null
}

const GATHER_MS = 80
const ADMIN_KEY = 'key-of-the-proof'
const CALM_LOOKS = 12
const LOOK_MS = 15
/** Rounds of nothing happening and time moved on, after which something is stuck for good. */
const MOST_HURRIES = 40
const TASKS_EVERY_MS = 5_200
const BOOTS_AT_MOST = 4

export async function openLane(server: TestServer, options: LaneOptions = {}) {
  const { replicas = 1, silenceMs = 250 } = options
  const db = await copyDatabase(server, { max: 3 })
  const rows = async <T extends Row>(text: string, values: unknown[] = []) =>
    (await db.pool.query<T>(text, values)).rows
  const clock = openWorldClock(undefined)
  const { now } = clock
  const twilio = await startTwilioSimulator({ ...account.twilio, now, deliveryDelayMs: 6 })
  const openai = await startOpenAiSimulator({ ...account.openai, now })
  const stripe = await startStripeSimulator({ ...account.stripe, now })
  const front = await frontDoor()
  const environment = environmentOf(
    {
      adminApiKey: ADMIN_KEY,
      databaseUrl: db.url,
      dataDir: tmpdir(),
      logLevel: 'silent',
      gatherMs: GATHER_MS,
      environment: { TURN_GATHER_MOST_MS: String(GATHER_MS * 4) },
    },
    { port: 0, publicBaseUrl: front.url, twilio: twilio.url, openai: openai.baseUrl, stripe: stripe.url },
  )
  const instances = new Set<Instance>()
  const deaths: Promise<unknown>[] = []
  let trap: Trap = setTrap(null)
  let separate = false
  let closing = false

  const onDeath = (instance: Instance) => {
    if (!instances.delete(instance)) return
    front.shut(instance.url)
    deaths.push(instance.kill().then(() => (closing ? undefined : boot())))
  }
  /** Tries again, as whoever keeps a service running does. */
  async function boot(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const call = (label: string) => trap.call(label)
        const instance = await startInstance({ environment, separate, now, call, silenceMs, onDeath })
        separate = false
        instances.add(instance)
        return front.open(instance.url)
      } catch (error) {
        if (tries === BOOTS_AT_MOST) throw error
      }
    }
  }
  const stopAll = async () => {
    while (deaths.length > 0) await deaths.pop()
    for (const instance of instances) {
      front.shut(instance.url)
      instances.delete(instance)
      await instance.stop()
    }
  }
  const busy = () => front.inFlight() + [...instances].reduce((sum, one) => sum + one.inFlight(), 0)
  const isCalm = async () => {
    for (let looks = 0; looks < CALM_LOOKS; looks++) {
      if (busy() > 0) return false
      await sleep(LOOK_MS)
    }
    return true
  }
  const runTasks = async (names: readonly string[]) => {
    for (const instance of instances)
      for (const name of names)
        await instance.running?.service.tasks
          .find((task) => task.name === name)
          ?.run()
          .catch(() => {})
  }
  const bootAll = () => Promise.all(Array.from({ length: replicas }, boot))

  twilio.addNumber(ONBOARDING_NUMBER, { smsUrl: `${front.url}/api/twilio/sms#rc=3&rp=5xx,ct,rt` })
  await bootAll()
  const addNumber = (phone: string) =>
    twilio.addNumber(phone, { smsUrl: `${front.url}/api/twilio/sms#rc=3&rp=5xx,ct,rt` })
  const operator = operating({ publicBaseUrl: front.url, adminApiKey: ADMIN_KEY, addNumber })
  let customers = 0
  return {
    twilio,
    openai,
    clock,
    rows,
    front,
    environment,
    admin: operator.admin,
    addClient: operator.addClient,
    founder: FOUNDER_PHONE,
    customer: () => fictional(customers++),
    setTrap(set: Trap) {
      trap = set
    },
    /** The next instance to start is a process of its own. */
    nextIsSeparate() {
      separate = true
    },
    bootAll,
    stopAll,
    runTasks,
    killAll() {
      for (const instance of instances) onDeath(instance)
    },
    /** Until nothing is left to do, moving time on when nobody is at work. */
    async settle(): Promise<void> {
      for (let hurries = 0; ; ) {
        while (deaths.length > 0) await deaths.pop()
        const left = await leftOver(rows)
        if (left.length === 0 && busy() === 0) {
          await twilio.whenQuiet(20_000)
          if ((await leftOver(rows)).length === 0) return
        }
        await sleep(LOOK_MS)
        if (left.length === 0 || !(await isCalm())) continue
        if ((await leftOver(rows)).length === 0) continue
        if (++hurries > MOST_HURRIES) throw new Error(`it never settled; left are ${JSON.stringify(left)}`)
        await hurry(rows)
        await runTasks(['sweep', 'reconcile'])
        // What a process of its own does by the clock cannot be asked for.
        if ([...instances].some(({ running }) => running === null)) await sleep(TASKS_EVERY_MS)
      }
    },
    async close() {
      closing = true
      await stopAll()
      await Promise.all([twilio.stop(), openai.stop(), stripe.stop(), front.close()])
      await db.drop()
    },
  }
}

/** 555-0100 to 555-0199 of each area code. */
const fictional = (n: number) => `+1${201 + (Math.floor(n / 100) % 799)}55501${String(n % 100).padStart(2, '0')}`
