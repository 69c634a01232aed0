/** `GET /metrics` for Prometheus: to the operators' key, to METRICS_TOKEN, and to nobody else. */
import { readGauges } from '@jobrun/db/monitor/gauges'
import type { Pool } from '@jobrun/db/pool'
import type { FastifyInstance } from 'fastify'
import { type AdminKey, bearerOf, isSame, refuseWithoutKey } from '../http/admin-key.ts'
import { type OnFault, Refusal, sendRefusal } from '../http/problem.ts'
import type { Metrics } from '../metrics.ts'

export interface MetricsDeps {
  pool: Pool
  metrics: Metrics
  metricsToken: string | null
  now: () => Date
  onFault: OnFault
}

/** However many look, the database is asked this often at the most. */
const FRESH_MS = 5_000

export function mountMetrics(app: FastifyInstance, key: AdminKey, deps: MetricsDeps): void {
  const { metrics, metricsToken, pool, now } = deps
  let readAt = Number.NEGATIVE_INFINITY
  const refresh = async () => {
    for (const [use, count] of [
      ['open', pool.totalCount],
      ['idle', pool.idleCount],
      ['waited for', pool.waitingCount],
    ] as const)
      metrics.connections.set({ use }, count)
    const at = now()
    if (Math.abs(at.getTime() - readAt) < FRESH_MS) return
    readAt = at.getTime()
    await readFromDatabase(deps, at)
  }
  app.get('/metrics', async (request, reply) => {
    const shown = bearerOf(request.headers.authorization)
    const byToken = metricsToken !== null && shown !== null && isSame(shown, metricsToken)
    const answered = byToken ? 'right' : await key.check(request)
    if (answered !== 'right')
      return sendRefusal(reply, answered instanceof Refusal ? answered : refuseWithoutKey(answered))
    await refresh()
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics())
  })
}

/** A database that is away is a figure too. */
async function readFromDatabase({ metrics, pool, onFault }: MetricsDeps, now: Date): Promise<void> {
  try {
    const { outbox, onboarding, incidents, ages } = await readGauges(pool, now)
    for (const { state, count } of outbox) metrics.outbox.set({ state }, count)
    metrics.onboarding.reset()
    for (const { state, count } of onboarding) metrics.onboarding.set({ state }, count)
    metrics.incidents.reset()
    for (const { type, severity, count } of incidents) metrics.incidents.set({ type, severity }, count)
    metrics.waiting.set({ what: 'text' }, ages.oldestText ?? 0)
    metrics.waiting.set({ what: 'message due' }, Math.max(0, ages.oldestDue ?? 0))
    metrics.waiting.set({ what: 'message on its way' }, ages.oldestSending ?? 0)
    metrics.databaseUp.set(1)
  } catch (error) {
    metrics.databaseUp.set(0)
    onFault({ requestId: 'metrics', error })
  }
}
