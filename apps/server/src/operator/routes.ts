/** The operator's API: everything under /api/admin behind the door, /api/health, /api/docs and signing in before it. */

import cookies from '@fastify/cookie'
import { getHealth, getHealthChecks, getLiveness, getReadiness } from '@jobrun/contracts/health'
import type { MonitorRun } from '@jobrun/db/monitor/runs'
import type { Pool } from '@jobrun/db/pool'
import { isDatabaseUnavailable, type PrismaClient } from '@jobrun/db/prisma'
import type { Queue } from '@jobrun/db/queue'
import type { NumberDesk } from '@jobrun/domain/numbers/number-desk'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { type AdminKey, adminKey } from '../http/admin-key.ts'
import { type ContractRoute, mountContracts, on } from '../http/contract-route.ts'
import { type OnFault, Refusal, refuseUnknownRoute, sendRefusal } from '../http/problem.ts'
import { sessionCookie } from '../http/session-cookie.ts'
import type { Metrics } from '../metrics.ts'
import type { OnboardingDeps } from '../onboarding/advance-onboarding.ts'
import { agreementRoutes } from './agreement-routes.ts'
import { aiRoutes } from './ai-routes.ts'
import { alertRoutes } from './alert-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { callRoutes } from './call-routes.ts'
import type { Caller } from './caller.ts'
import { clientRoutes } from './client-routes.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { mountDocs } from './docs-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { type Health, type HealthChecks, watchHealth } from './health.ts'
import { heldRoutes } from './held-routes.ts'
import { leadRoutes } from './lead-routes.ts'
import { liveEvents } from './live-events.ts'
import { mountMetrics } from './metrics-route.ts'
import { moneyRoutes } from './money-routes.ts'
import { monitorRoutes } from './monitor-routes.ts'
import { numberRoutes } from './number-routes.ts'
import { onboardingRoutes } from './onboarding-routes.ts'
import { type OperatorDoor, operatorDoor } from './operator-door.ts'
import { optOutRoutes } from './opt-out-routes.ts'
import { peopleRoutes, signInRoute } from './people-routes.ts'
import { guarded } from './permission.ts'
import { stuckRoutes } from './stuck-routes.ts'
import { switchRoutes } from './switch-routes.ts'
import { templateRoutes } from './template-routes.ts'
import { todayRoutes } from './today-routes.ts'
import { traceRoutes } from './trace-routes.ts'

export interface OperatorDeps {
  prisma: PrismaClient
  /** For what is written together with the queue's jobs. */
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  now: () => Date
  onboarding: OnboardingDeps
  /** The account's numbers. */
  desk: Pick<NumberDesk, 'list'>
  /** What the AI may cost in a UTC day for all clients together; null: no limit. */
  fleetBudgetMicroUsd: number | null
  /** One look of the monitor, begun after it was asked for. */
  runMonitor: () => Promise<MonitorRun>
  /** Texts what is due, now rather than in a few seconds. */
  tellFounder: () => Promise<void>
  adminApiKey: string
  health: HealthChecks
  /** Whether requests can be served. */
  isReady: () => Promise<boolean>
  metrics: Metrics
  /** Opens the metrics alone; null: only the operators' key does. */
  metricsToken: string | null
  /** Told of every bug that a request met; a health check that threw is told by its name. */
  onFault: OnFault
}

export function operatorRoutes(deps: OperatorDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(cookies)
    const key = await adminKey(app, deps.adminApiKey)
    const { pool, now } = deps
    const { publicBaseUrl } = deps.onboarding
    const door = operatorDoor({ pool, key, cookie: sessionCookie(publicBaseUrl), publicBaseUrl, now })
    const health = watchHealth(deps.health, {
      onFailure: ({ check, error }) => deps.onFault({ requestId: `health:${check}`, error }),
    })
    await app.register(async (open) => mountHealth(open, { key, health }, deps))
    await app.register(async (open) => mountMetrics(open, key, deps))
    await app.register(async (open) => mountDocs(open))
    await app.register(async (open) => mountContracts(open, [signInRoute(door)], deps.onFault))
    await app.register(async (admin) => mountAdmin(admin, { door, health }, deps), { prefix: '/api/admin' })
  }
}

/** Who asks is found out before anything else: nobody is told an unknown address apart from a known one. */
function mountAdmin(
  app: FastifyInstance,
  { door, health }: { door: OperatorDoor; health: AskHealth },
  deps: OperatorDeps,
): void {
  const callers = new WeakMap<FastifyRequest, Caller>()
  app.addHook('onRequest', async (request, reply) => {
    const caller = await door.open(request, reply)
    if (caller instanceof Refusal) return sendRefusal(reply, caller)
    callers.set(request, caller)
  })
  app.setNotFoundHandler(refuseUnknownRoute)
  const callerOf = (request: FastifyRequest): Caller => {
    const caller = callers.get(request)
    if (!caller) throw new Error('a request came past the door')
    return caller
  }
  const live = liveEvents({
    ...deps,
    onFailure: (error) => isDatabaseUnavailable(error) || deps.onFault({ requestId: 'events', error }),
  })
  app.addHook('preClose', async () => live.stop())
  const routes = [...adminRoutes(deps, door), ...eventRoutes(live, door), on(getHealthChecks, health, statusOf)].map(
    (route) => guarded(route, deps.pool, callerOf),
  )
  mountContracts(app, routes, deps.onFault)
}

function adminRoutes(deps: OperatorDeps, door: OperatorDoor): ContractRoute[] {
  return [
    ...clientRoutes(deps),
    ...onboardingRoutes(deps),
    ...moneyRoutes(deps),
    ...factRoutes(deps),
    ...templateRoutes(deps),
    ...switchRoutes(deps),
    ...heldRoutes(deps),
    ...conversationRoutes(deps),
    ...callRoutes(deps),
    ...traceRoutes(deps),
    ...deliveryRoutes(deps),
    ...leadRoutes(deps),
    ...exportRoutes(deps),
    ...optOutRoutes(deps),
    ...numberRoutes(deps),
    ...todayRoutes(deps),
    ...aiRoutes(deps),
    ...agreementRoutes(deps),
    ...stuckRoutes(deps),
    ...monitorRoutes(deps),
    ...alertRoutes(deps),
    ...auditRoutes(deps),
    ...peopleRoutes({ ...deps, publicBaseUrl: deps.onboarding.publicBaseUrl }, door),
  ]
}

type AskHealth = () => Promise<Health>

const statusOf = ({ status }: { status: string }) => (status === 'unhealthy' ? 503 : 200)

function mountHealth(
  app: FastifyInstance,
  { key, health }: { key: AdminKey; health: AskHealth },
  deps: OperatorDeps,
): void {
  const route = on(
    getHealth,
    async (_input, request) => {
      const shown = await key.check(request)
      if (shown instanceof Refusal) return shown
      const found = await health()
      return shown === 'right' ? found : { status: found.status }
    },
    statusOf,
  )
  const ready = watchHealth({
    ready: async () => ({ status: (await deps.isReady()) ? 'ok' : 'unhealthy', detail: '' }),
  })
  const live = on(getLiveness, async () => ({ status: 'ok' as const }))
  const readiness = on(
    getReadiness,
    async () => ({ status: (await ready()).status === 'ok' ? ('ready' as const) : ('not-ready' as const) }),
    ({ status }) => (status === 'ready' ? 200 : 503),
  )
  mountContracts(app, [route, live, readiness], deps.onFault)
}
