/** How the service is. Without the key only the word is told. */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'

export const healthWords = ['ok', 'degraded', 'unhealthy'] as const
export type HealthWord = (typeof healthWords)[number]

const checked = z.object({ status: z.enum(healthWords), detail: z.string() })
export type Checked = z.infer<typeof checked>

export const getHealth = {
  method: 'GET',
  path: '/api/health',
  summary: 'ok and degraded answer 200, unhealthy 503; with the key each check is named.',
  /** Watchers add what they like to the address. */
  input: { query: z.looseObject({}) },
  output: z.object({ status: z.enum(healthWords), checks: z.record(z.string(), checked).optional() }),
  status: 200,
  orStatus: 503,
} as const satisfies Endpoint

/** For whoever is signed in and has no key, such as a browser. */
export const getHealthChecks = {
  method: 'GET',
  path: '/api/admin/health-checks',
  summary: 'The same with each check named, for operators.',
  input: {},
  output: z.object({ status: z.enum(healthWords), checks: z.record(z.string(), checked) }),
  status: 200,
  orStatus: 503,
} as const satisfies Endpoint

export const getLiveness = {
  method: 'GET',
  path: '/api/health/live',
  summary: '200 while the process answers at all: restart it when it does not.',
  input: { query: z.looseObject({}) },
  output: z.object({ status: z.literal('ok') }),
  status: 200,
} as const satisfies Endpoint

export const getReadiness = {
  method: 'GET',
  path: '/api/health/ready',
  summary: '200 when requests can be served, 503 while the database is away, migrations are pending, or it is ending.',
  input: { query: z.looseObject({}) },
  output: z.object({ status: z.enum(['ready', 'not-ready']) }),
  status: 200,
  orStatus: 503,
} as const satisfies Endpoint
