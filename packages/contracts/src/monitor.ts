/** What the monitor found when it last looked, and having it look now. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'

const count = z.number().int()

const monitorRun = z.object({
  startedAt: moment,
  durationMs: count,
  findings: z.array(
    z.object({ type: z.string(), subject: z.string(), severity: z.string(), name: z.string(), words: z.string() }),
  ),
  /** Incidents that began and ended with it, and texts to the founder. */
  opened: count,
  closed: count,
  texts: count,
})

export const getMonitor = {
  method: 'GET',
  path: '/api/admin/monitor',
  summary: 'The last look of the monitor: when, how long it took, what it found.',
  input: {},
  output: z.object({
    /** null: it has never looked. */
    lastRun: monitorRun.nullable(),
    openIncidents: count,
    silencedUntil: moment.nullable(),
  }),
  status: 200,
} as const satisfies Endpoint

export const runMonitorNow = {
  method: 'POST',
  path: '/api/admin/monitor/run',
  summary: 'Has the monitor look now, and answers with what it found.',
  input: {},
  output: monitorRun,
  status: 200,
} as const satisfies Endpoint
