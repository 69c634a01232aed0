import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvents } from '../events.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { METRICS_TOKEN, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const scrape = (authorization?: string) =>
  world.app.inject({ url: '/metrics', headers: authorization ? { authorization } : {} })

test('metrics open to the key and to their token, and to nobody else; the token opens nothing else', async () => {
  expect((await scrape()).statusCode).toBe(401)
  expect((await scrape('Bearer wrong')).statusCode).toBe(401)
  expect((await scrape('Bearer key-of-the-test')).statusCode).toBe(200)
  const { statusCode, headers, body } = await scrape(`Bearer ${METRICS_TOKEN}`)
  expect([statusCode, String(headers['content-type'])]).toEqual([200, expect.stringContaining('text/plain')])
  for (const name of [
    'database_up 1',
    'outbox{state="READY"} 0',
    'oldest_waiting_seconds{what="text"} 0',
    'database_connections{use="open"}',
  ])
    expect(body).toContain(`jobrun_${name}`)
  const admin = await world.call('GET', '/api/admin/clients', undefined, { authorization: `Bearer ${METRICS_TOKEN}` })
  expect(admin.status).toBe(401)
})

test('what is reported is counted, and no label holds a person', async () => {
  const metrics = createMetrics()
  const events = createEvents(createLog('silent'), metrics)
  const usage = { model: 'm-1', inputTokens: 100, cachedTokens: 0, outputTokens: 10, costMicroUsd: 2_000_000 }
  const fellBack = { why: 'late' as const, detail: 'x', service: 'failed' as const, usage }
  events.textStored({ messageSid: 'SM1', conversationId: 'c', seq: 1 })
  events.turnKept(
    { turnId: 't', conversationId: 'c', outcome: 'ANSWERED', rule: 'r', tookMs: 1_200 },
    {
      intent: 'URGENT',
      action: 'SEND_BOOKING_AND_ALERT',
      answers: [['dial', { by: 'rules', tookMs: 4_000, usage: null, fellBack }]],
    },
  )
  events.deliveryMoved({ outboxId: 'o', status: 'undelivered', errorCode: 30003 })
  events.textToNobody({ messageSid: 'SM2', to: '+447700900301' })
  const said = await metrics.registry.metrics()
  for (const line of [
    'texts_in_total{kind="stored"} 1',
    'turns_total{outcome="ANSWERED",intent="URGENT",action="SEND_BOOKING_AND_ALERT"} 1',
    'answers_total{question="dial",brain="rules"} 1',
    'fallbacks_total{question="dial",why="late"} 1',
    'ai_tokens_total{question="dial",way="in"} 100',
    'ai_cost_dollars_total{question="dial"} 2',
    'deliveries_total{status="undelivered",error_code="30003"} 1',
  ])
    expect(said).toContain(`jobrun_${line}`)
  expect(said).not.toContain('+4477')
})

test('the dashboard asks for no figure that is not there', async () => {
  const metrics = createMetrics()
  metrics.watchProcess()
  const shown = new Set([...(await metrics.registry.metrics()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const dashboard = readFileSync(new URL('../../../../docs/grafana/jobrun.json', import.meta.url), 'utf8')
  const asked = [...dashboard.matchAll(/\b((?:jobrun|nodejs|process)_[a-z0-9_]+)/g)].map(([, name = '']) => name)
  expect(asked.length).toBeGreaterThan(10)
  expect(asked.filter((name) => !shown.has(name) && !shown.has(name.replace(/_(?:bucket|sum|count)$/, '')))).toEqual([])
})
