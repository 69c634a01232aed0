/** Stand-ins, a front door, and as many processes of the service on one database as a trial asks for. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@jobrun/db/pool'
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { frontDoor } from '../proof/front-door.ts'
import { account, environmentOf, ONBOARDING_NUMBER } from '../src/boot-world.ts'
import { freePort } from '../src/free-port.ts'
import type { Row } from '../test/judge.ts'
import { operating, type TestClient } from '../test/operator.ts'
import { type Part, type Replica, startReplica } from './replica.ts'

export type ClusterWorld = Awaited<ReturnType<typeof openClusterWorld>>

export interface ClusterOptions {
  databaseUrl: string
  /** Where our own questions go, when the service's address leads through something else. */
  directUrl?: string
  /** Without it the rules answer. */
  aiLatencyMs?: number
  environment?: Record<string, string>
}

const ADMIN_KEY = 'key-of-the-cluster'
const CLIENTS = 20

export async function openClusterWorld(options: ClusterOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-cluster-'))
  const twilio = await startTwilioSimulator({ ...account.twilio, deliveryDelayMs: 60 })
  const openai = await startOpenAiSimulator({ ...account.openai })
  openai.set({ latencyMs: options.aiLatencyMs ?? 0 })
  const front = await frontDoor()
  const stripe = await startStripeSimulator({ ...account.stripe })
  const pool = createPool({ url: options.directUrl ?? options.databaseUrl, max: 2, onError: () => {} })
  const rows = async <T extends Row>(text: string, values: unknown[] = []) => (await pool.query<T>(text, values)).rows
  const replicas = new Set<Replica>()
  const environment = (port: number) => {
    const { databaseUrl, aiLatencyMs, environment } = options
    const at = { port, publicBaseUrl: front.url, twilio: twilio.url, stripe: stripe.url }
    return environmentOf(
      { adminApiKey: ADMIN_KEY, databaseUrl, dataDir: folder, logLevel: 'info', ...(environment && { environment }) },
      { ...at, openai: aiLatencyMs === undefined ? null : openai.baseUrl },
    )
  }
  const start = async (part: Part | null, more: Record<string, string> = {}) => {
    const replica = await startReplica({ ...environment(await freePort()), ...more }, part)
    replicas.add(replica)
    if (part !== '--work') front.open(replica.url)
    return replica
  }
  const addNumber = (phone: string) =>
    twilio.addNumber(phone, { smsUrl: `${front.url}/api/twilio/sms#rc=3&rp=5xx,ct,rt` })
  addNumber(ONBOARDING_NUMBER)
  const operator = operating({ publicBaseUrl: front.url, adminApiKey: ADMIN_KEY, addNumber })
  const clients: TestClient[] = []
  let phones = 0
  return {
    twilio,
    openai,
    front,
    rows,
    replicas: replicas as ReadonlySet<Replica>,
    start,
    clients: clients as readonly TestClient[],
    async addClients() {
      while (clients.length < CLIENTS) clients.push(await operator.addClient())
    },
    admin: operator.admin,
    /** A phone that nobody has used here. */
    newPhone: () => fictional(phones++),
    health: () => healthOf(front.url),
    /** As a balancer does it: nothing more goes there, then it is asked to end. */
    async stopGently(replica: Replica) {
      front.drain(replica.url)
      replicas.delete(replica)
      return replica.stop()
    },
    async kill(replica: Replica) {
      front.shut(replica.url)
      replicas.delete(replica)
      await replica.kill()
    },
    /** Nothing is unanswered, unsent or on its way; what was left when the time was up. */
    async settle(withinMs: number): Promise<unknown[]> {
      const end = performance.now() + withinMs
      for (;;) {
        const left = await rows(waiting).catch(() => [{ state: 'the database is away' }])
        if (left.length === 0) await twilio.whenQuiet(30_000)
        if (left.length === 0 || performance.now() > end) return left
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    },
    async close() {
      await Promise.all([...replicas].map((replica) => replica.kill()))
      await pool.end()
      await Promise.all([twilio.stop(), openai.stop(), stripe.stop(), front.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const waiting = `
select 'text' as what, state, count(*)::int as number from inbound_messages where state = 'RECEIVED' group by 2 union all
select purpose, state, count(*)::int from outbox where state = 'SENDING' or (state = 'READY' and not_before <= now()) group by 1, 2`

export interface SpokenHealth {
  status: string
  checks: Record<string, { status: string; detail: string }>
}

async function healthOf(url: string): Promise<SpokenHealth> {
  const answer = await fetch(`${url}/api/health`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } })
  return (await answer.json()) as SpokenHealth
}

/** 555-0100 to 555-0199 of each area code. */
const fictional = (n: number) => `+1${201 + (Math.floor(n / 100) % 799)}55501${String(n % 100).padStart(2, '0')}`
