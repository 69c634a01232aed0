/** The web of a process that only works: its metrics, and nothing else. */
import Fastify, { type FastifyInstance } from 'fastify'
import { adminKey } from '../http/admin-key.ts'
import { refuseErrors, refuseUnknownRoute } from '../http/problem.ts'
import { type MetricsDeps, mountMetrics } from './metrics-route.ts'

export async function buildMetricsApp(deps: MetricsDeps & { adminApiKey: string }): Promise<FastifyInstance> {
  const app = Fastify({ frameworkErrors: refuseErrors(deps.onFault), forceCloseConnections: true })
  app.setNotFoundHandler(refuseUnknownRoute)
  mountMetrics(app, await adminKey(app, deps.adminApiKey), deps)
  return app
}
