/**
 * A service from configuration to running, and back: web, work, or both. It listens first, so that Twilio hears 503
 * rather than nothing while the database is away, and works once migrations are applied and the queue is there.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deployMigrations } from '@jobrun/db/migrate/deploy'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { ourMigrations } from '@jobrun/db/migrations'
import { registerOwnNumber } from '@jobrun/db/register-number'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import type { FastifyInstance } from 'fastify'
import { compose, type Service } from './compose.ts'
import type { Config, Secrets } from './config.ts'
import { startPeriodic } from './jobs/periodic.ts'

export interface RunningService {
  /** Where the web listens; null for work alone. */
  url: string | null
  /** Where work alone shows its metrics. */
  metricsUrl: string | null
  databaseUrl: string
  service: Service
  stop(): Promise<void>
}

export interface Parts {
  web: boolean
  work: boolean
}

/** What keeps the service from starting, in one sentence for whoever started it. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** `now`: the clock, where it is not the machine's own. */
export async function startService(
  config: Config,
  secrets: Secrets,
  parts: Parts,
  { now }: { now?: () => Date } = {},
): Promise<RunningService> {
  const database = await openDatabase(config)
  const service = await compose({ config, secrets, databaseUrl: database.url, now })
  const web = webOf(service, config, parts)
  const stops: (() => Promise<unknown>)[] = [service.stopTracing, () => service.pool.end(), database.stop]
  const stop = async () => {
    if (web) await stopListening(web.app)
    for (const step of stops.splice(0)) await step()
  }
  try {
    if (web) await listen(web, config)
    await prepare(service, config, config.databaseDirectUrl ?? database.url)
    stops.unshift(() => service.queue.stop())
    if (parts.work) stops.unshift(await startWork(service))
    const port = web ? portOf(web.app) : config.port
    service.events.serviceReady({ port, ...parts, ai: config.openai !== null })
    if (!config.openai) service.events.aiIsOff()
    const listens = web && `http://127.0.0.1:${port}`
    const [url, metricsUrl] = parts.web ? [listens, null] : [null, listens]
    return { url, metricsUrl, databaseUrl: database.url, service, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openDatabase(config: Config): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => {} }
  const embedded = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres') })
  return { url: await ensureDatabase(embedded.url, 'jobrun'), stop: () => embedded.stop() }
}

interface Web {
  app: FastifyInstance
  port: number
}

/** Work alone listens for Prometheus, where it is told to. */
function webOf({ app, metricsApp }: Service, { port, metricsPort }: Config, parts: Parts): Web | null {
  if (parts.web) return { app, port }
  return metricsPort === null ? null : { app: metricsApp, port: metricsPort }
}

async function listen({ app, port }: Web, { host }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new CannotStart(`Port ${port} is taken by another program: stop it, or set another one.`)
  }
}

/** A request needs a commit at the most. A connection that was opened and never used would be waited for without end. */
const REQUESTS_END_WITHIN_MS = 2_000

async function stopListening(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), REQUESTS_END_WITHIN_MS)
  await app.close()
  clearTimeout(cut)
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Waits for the database as long as it takes, and says so; only what no waiting mends is an error. */
async function prepare(service: Service, config: Config, directUrl: string): Promise<void> {
  for (;;) {
    try {
      await service.pool.query('select 1')
      const deployed = await deployMigrations(directUrl, ourMigrations)
      if (!deployed.ok) throw new CannotStart(deployed.problem)
      await registerOwnNumber(service.pool, config.twilio.number, 'ONBOARDING').catch(inWords)
      return await service.queue.start()
    } catch (error) {
      if (error instanceof CannotStart || !isAway(error)) throw error
      service.events.taskFailed('database', error)
      await sleep(2_000)
    }
  }
}

/** Without a code of the database's it is our own sentence. */
function inWords(error: Error): never {
  throw 'code' in error ? error : new CannotStart(error.message)
}

function isAway(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return (
    /^(ECONN|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0|08|53300)/.test(code) ||
    /timeout|terminated/i.test(String(error))
  )
}

async function startWork(service: Service): Promise<() => Promise<void>> {
  await service.queue.workTurns(service.processTurn)
  await service.queue.workDeliveries(service.deliver)
  await service.queue.workErrands(service.runErrand)
  return startPeriodic(service.tasks, service.periodic)
}
