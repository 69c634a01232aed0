import { readFileSync } from 'node:fs'
import { operatorEndpoints } from '@jobrun/contracts/operator-endpoints'
import { createPool } from '@jobrun/db/pool'
import { createPrisma } from '@jobrun/db/prisma'
import { createQueue } from '@jobrun/db/queue'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMetrics } from '../metrics.ts'
import { elmPlumbing, KEY, noDesk, type OperatorWorld, operatorWorld, signUps } from './operator-world.ts'
import { operatorRoutes } from './routes.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const closed = operatorEndpoints.filter((endpoint) => endpoint.path.startsWith('/api/admin'))
/** A stream never ends by itself: it is asked for what it refuses. */
const streams = closed.filter(({ stream }) => stream !== undefined).map(({ path }) => path as string)
const addressOf = (path: string) => path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000')
/** Each from an address of its own: more than so many wrong keys from one are not read at all. */
let strangers = 0
const aStranger = () => `192.0.2.${(strangers++ % 250) + 1}`
const bodyFor = (method: string) => (method === 'GET' ? undefined : {})

describe.each(closed.map(({ method, path }) => [method, path] as const))('%s %s', (method, path) => {
  test('is closed without the key and with a wrong one, and open with it', async () => {
    const url = addressOf(path)
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { authorization: `Basic ${KEY}` }]) {
      const {
        status,
        headers: answered,
        json,
      } = await world.call(method, url, bodyFor(method), headers as Record<string, string>, aStranger())
      expect(status).toBe(401)
      expect(answered['www-authenticate']).toContain('Bearer')
      expect(answered['content-type']).toContain('application/problem+json')
      expect(json.detail).toContain('ADMIN_API_KEY')
    }
    const opened = await world.call(method, streams.includes(path) ? `${url}?after=x` : url, bodyFor(method))
    expect([200, 400, 404, 422]).toContain(opened.status)
  })

  test('answers other methods with what is allowed, and is in docs/api.md', async () => {
    const known = closed.filter((endpoint) => endpoint.path === path).map((endpoint) => endpoint.method)
    const other = (['DELETE', 'PUT', 'GET'] as const).find((one) => !known.includes(one))
    const { status, headers } = await world.call(other, addressOf(path))
    expect([status, headers.allow]).toEqual([405, expect.stringContaining(method)])
    expect(docs).toContain(`${method} ${path}`)
  })
})

const docs = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8')

test('an unknown address tells nothing without the key, and where to look with it', async () => {
  for (const url of ['/api/admin', '/api/admin/', '/api/admin/nothing', '/api/admin/clients/x/y/z']) {
    expect((await world.call('GET', url, undefined, {})).status).toBe(401)
    const { status, headers, json } = await world.call('GET', url)
    expect([status, headers['content-type']]).toEqual([404, expect.stringContaining('problem+json')])
    expect(json.detail).toContain('docs/api.md')
  }
})

test('a client id that is none is not found, in words', async () => {
  for (const id of ['x', '%00', "';drop table clients"]) {
    const { status, json } = await world.call('GET', `/api/admin/clients/${encodeURIComponent(id)}`)
    expect([status, json.errors[0].path]).toEqual([404, 'id'])
  }
})

test('hundreds of calls a second pass with the key', async () => {
  const began = performance.now()
  const all = await Promise.all(Array.from({ length: 300 }, () => world.call('GET', '/api/admin/switches')))
  const seconds = (performance.now() - began) / 1000
  expect(all.every(({ status }) => status === 200)).toBe(true)
  expect(all.length / seconds).toBeGreaterThan(100)
})

test('with the database away it says so, and says no more', async () => {
  const pool = createPool({ url: 'postgres://jobrun:secret@127.0.0.1:9/none', max: 2, onError: () => {} })
  const prisma = createPrisma(pool)
  const app = fastify()
  const queue = createQueue(pool, () => {})
  const deps = {
    prisma,
    pool,
    queue,
    now: () => new Date(),
    onboarding: signUps(queue),
    desk: noDesk,
    runMonitor: () => Promise.reject(new Error('nobody asks')),
    tellFounder: () => Promise.reject(new Error('nobody asks')),
    isReady: async () => false,
    metrics: createMetrics(),
    metricsToken: null,
    fleetBudgetMicroUsd: null,
    adminApiKey: KEY,
    health: {},
    onFault: () => {},
  }
  await app.register(operatorRoutes(deps))
  const answers = await Promise.all([
    app.inject({ url: '/api/admin/clients', headers: { authorization: `Bearer ${KEY}` } }),
    app.inject({
      method: 'POST',
      url: '/api/admin/clients',
      headers: { authorization: `Bearer ${KEY}` },
      payload: elmPlumbing,
    }),
  ])
  for (const answer of answers) {
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.body).not.toMatch(/secret|127\.0\.0\.1/)
  }
  await app.close()
  await pool.end()
})
