/** For tests: the operator's routes on a database of their own, a clock that stands where it is put, and calls with the key. */
import { createPrisma, type PrismaClient } from '@jobrun/db/prisma'
import { createQueue, type Queue } from '@jobrun/db/queue'
import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import { type FastifyInstance, fastify, type InjectOptions } from 'fastify'
import { createEvents } from '../events.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { runMonitor } from '../monitor/run-monitor.ts'
import { tellFounder } from '../monitor/tell-founder.ts'
import { createAllocateNumber } from '../numbers/allocate-number.ts'
import type { HealthChecks } from './health.ts'
import { operatorRoutes } from './routes.ts'

export const KEY = 'key-of-the-test'
export const METRICS_TOKEN = 'token-of-the-metrics'

export interface OperatorWorld extends AsyncDisposable {
  app: FastifyInstance
  prisma: PrismaClient
  db: FreshDatabase
  clock: { now: Date }
  /** With the key unless headers say otherwise; the body is JSON. */
  call(
    method: InjectOptions['method'],
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
    remoteAddress?: string,
  ): Promise<Answered>
}

export interface Answered {
  status: number
  headers: Record<string, unknown>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  json: any
}

/** Twilio's, where nobody answers. */
export const noDesk = { list: async () => ({ ok: false as const, detail: 'Twilio did not answer' }) }

/** Owners who sign up. */
export function signUps(queue: Queue) {
  return {
    systemNumber: '+447700900000',
    founderPhone: '+447700900123',
    queue,
    allocateNumber: createAllocateNumber({ queue }),
    publicBaseUrl: 'https://jobrun.example',
    price: { monthlyPrice: '£49', trialDays: 7 },
  }
}

/** A fault of ours fails the test that met it. */
function noFault({ requestId, error }: { requestId: string; error: unknown }): void {
  throw new Error(`request ${requestId} met a bug`, { cause: error })
}

export async function operatorWorld(health: HealthChecks = {}): Promise<OperatorWorld> {
  const db = await freshDatabase()
  const prisma = createPrisma(db.pool)
  const clock = { now: new Date('2030-01-15T10:00:00Z') }
  const app = fastify({ logger: false })
  const queue = createQueue(db.pool, (error) => noFault({ requestId: 'queue', error }))
  await queue.start()
  const { pool } = db
  const now = () => clock.now
  const ends = { systemNumber: '+447700900000', founderPhone: '+447700900123' }
  const events = createEvents(createLog('silent'))
  const alerting = { pool, queue, now, ...ends, copyChannels: [], events }
  await app.register(
    operatorRoutes({
      prisma,
      pool,
      queue,
      now,
      onboarding: signUps(queue),
      desk: noDesk,
      fleetBudgetMicroUsd: 5_000_000,
      runMonitor: () =>
        runMonitor({
          ...alerting,
          prisma,
          fleetBudgetMicroUsd: 5_000_000,
          standing: async () => ({ migrations: null, onboardingNumber: null, configuration: [] }),
          keepSightings: async () => {},
          probeAi: null,
          heartbeat: null,
          elapsed: () => 0,
        }),
      tellFounder: () => tellFounder(alerting),
      adminApiKey: KEY,
      health,
      isReady: async () => true,
      metrics: createMetrics(),
      metricsToken: METRICS_TOKEN,
      onFault: noFault,
    }),
  )
  await app.ready()
  return {
    app,
    prisma,
    db,
    clock,
    async call(method, url, body, headers = { authorization: `Bearer ${KEY}` }, remoteAddress = '127.0.0.1') {
      const payload = body === undefined ? {} : { payload: body as object }
      const answer = await app.inject({ method: method ?? 'GET', url, headers, remoteAddress, ...payload })
      const isJson = String(answer.headers['content-type']).includes('json')
      return { status: answer.statusCode, headers: answer.headers, json: isJson ? answer.json() : null }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await queue.stop()
      await prisma.$disconnect()
      await db.drop()
    },
  }
}

export const elmPlumbing = {
  businessName: 'Elm Plumbing',
  ownerName: 'Sam',
  phoneNumber: '+447700900101',
  twilioNumber: '+441134960101',
  region: 'GB',
  timezone: 'Europe/London',
  bookingUrl: 'https://book.example/elm',
  notificationPreference: 'SMS',
  forwardingEnabled: true,
  paymentActive: true,
  facts: {
    services: ['boilers', 'leaks'],
    serviceArea: 'Leeds',
    prices: ['call-out 60 pounds'],
    hours: 'Mon-Fri 8-18',
  },
}
