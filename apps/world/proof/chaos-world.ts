/**
 * The real service in several processes on one PostgreSQL, everything it speaks to behind lines that fail by chance, and
 * somebody who kills: the processes again and again, the database twice.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { createPool } from '@jobrun/db/pool'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { account, environmentOf, ONBOARDING_NUMBER } from '../src/boot-world.ts'
import type { Row, Rows } from '../test/judge.ts'
import { operating } from '../test/operator.ts'
import { frontDoor } from './front-door.ts'
import { type Instance, startInstance } from './instance.ts'
import type { Chance } from './seeded.ts'
import type { Mode } from './trap.ts'

export type ChaosWorld = Awaited<ReturnType<typeof openChaosWorld>>

const ADMIN_KEY = 'key-of-the-proof'
const GATHER_MS = 150
/** Of what reaches the database, a connection is lost with this chance, the answer with it. */
const RESETS = 0.002

export interface Counted {
  kills: number
  databaseKills: number
  /** Sends of which the service cannot know what came. */
  ambiguous: number
  repeats: number
  aiFailures: number
  resets: number
  killedAt: number[]
}

export async function openChaosWorld(of: { replicas: number; chance: Chance }) {
  const { chance } = of
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-chaos-'))
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
  const databaseUrl = await ensureDatabase(postgres.url, 'jobrun')
  const counted: Counted = {
    kills: 0,
    databaseKills: 0,
    ambiguous: 0,
    repeats: 0,
    aiFailures: 0,
    resets: 0,
    killedAt: [],
  }
  let calm = true
  const twilio = await startTwilioSimulator({ ...account.twilio, deliveryDelayMs: 60 })
  const openai = await startOpenAiSimulator({ ...account.openai })
  const stripe = await startStripeSimulator({ ...account.stripe })
  const front = await frontDoor(() => {
    const twice = !calm && chance() < 0.2
    if (twice) counted.repeats++
    return {
      lateMs: !calm && chance() < 0.1 ? chance() * 200 : 0,
      againAfterMs: twice ? chance() * 1_500 : null,
    }
  })
  const environment = environmentOf(
    {
      adminApiKey: ADMIN_KEY,
      databaseUrl,
      dataDir: folder,
      gatherMs: GATHER_MS,
      environment: { TURN_GATHER_MOST_MS: String(GATHER_MS * 4) },
    },
    { port: 0, publicBaseUrl: front.url, twilio: twilio.url, openai: openai.baseUrl, stripe: stripe.url },
  )
  const call = (label: string): Mode | null => {
    if (calm) return null
    if (label === 'Twilio: send') return failedSend(counted, chance)
    if (label.startsWith('AI')) return failedQuestion(counted, chance)
    if (label.startsWith('Twilio') || chance() >= RESETS) return null
    counted.resets++
    return chance() < 0.5 ? 'reply lost' : 'time-out'
  }
  const delayMs = () => (calm ? 0 : chance() < 0.02 ? 40 * chance() : 0)
  const replicas: (Instance | null)[] = Array.from({ length: of.replicas }, () => null)
  const boot = async (slot: number) => {
    const instance = await startInstance({
      environment,
      separate: true,
      now: () => new Date(),
      call,
      silenceMs: 400,
      delayMs,
    })
    replicas[slot] = instance
    front.open(instance.url)
  }
  await Promise.all(replicas.map((_, slot) => boot(slot)))
  const addNumber = (phone: string) =>
    twilio.addNumber(phone, { smsUrl: `${front.url}/api/twilio/sms#rc=3&rp=5xx,ct,rt` })
  addNumber(ONBOARDING_NUMBER)
  const pool = createPool({ url: databaseUrl, max: 2, onError: () => {} })
  const rows = async <T extends Row>(text: string, values: unknown[] = []) => (await pool.query<T>(text, values)).rows
  return {
    twilio,
    counted,
    rows,
    ...operating({ publicBaseUrl: front.url, adminApiKey: ADMIN_KEY, addNumber }),
    setCalm(is: boolean) {
      calm = is
    },
    async killOne() {
      const living = replicas.flatMap((instance, slot) => (instance ? [{ instance, slot }] : []))
      const chosen = living[Math.floor(chance() * living.length)]
      // On a machine too busy to start them as fast as they die, somebody still has to live.
      if (!chosen || living.length < 2) return
      const { instance, slot } = chosen
      replicas[slot] = null
      counted.kills++
      counted.ambiguous += instance.sending()
      counted.killedAt.push(Date.now())
      front.shut(instance.url)
      await instance.kill()
      await sleep(chance() * 1_000)
      await bootAgain(() => boot(slot))
    },
    async killDatabase() {
      const pid = await postmaster(rows)
      counted.databaseKills++
      counted.killedAt.push(Date.now())
      process.kill(pid, 'SIGKILL')
    },
    /** SIGTERM to all; how long the slowest took, in ms. */
    async stopReplicas(): Promise<number> {
      const began = performance.now()
      for (const instance of replicas) if (instance) front.shut(instance.url)
      await Promise.all(replicas.map((instance) => instance?.stop()))
      return performance.now() - began
    },
    async close() {
      await Promise.all(replicas.map((instance) => instance?.kill()))
      await pool.end()
      await Promise.all([twilio.stop(), openai.stop(), stripe.stop(), front.close()])
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const BOOTS_AT_MOST = 20

/** As whoever keeps a service running does: a start may meet a database that is not back yet. */
async function bootAgain(boot: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await boot()
    } catch (error) {
      if (tries === BOOTS_AT_MOST) throw error
      await sleep(300)
    }
  }
}

/** 5 %: taken and the line lost, or answered 500. */
function failedSend(counted: Counted, chance: Chance): Mode | null {
  if (chance() >= 0.05) return null
  counted.ambiguous++
  return chance() < 0.5 ? 'reply lost' : 'error'
}

function failedQuestion(counted: Counted, chance: Chance): Mode | null {
  if (chance() >= 0.1) return null
  counted.aiFailures++
  return (['error', 'time-out', 'reply lost'] as const)[Math.floor(chance() * 3)] ?? null
}

/** On a busy machine it may still be coming back from the last time. */
async function postmaster(rows: Rows): Promise<number> {
  for (;;) {
    const asked = rows<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid`)
    const [file] = await asked.catch(() => [])
    if (file) return Number(file.pid)
    await sleep(200)
  }
}
