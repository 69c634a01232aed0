/** What others see of a service that runs: a sign of life after each look, its keys as last seen, its figures. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account } from '../src/boot-world.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let listener: Server
let beats = 0
let answers = 200

beforeAll(async () => {
  listener = createServer((request, response) => {
    beats += request.url === '/ping/secret' ? 1 : 0
    response.writeHead(answers).end()
  })
  await new Promise<void>((done) => {
    listener.listen(0, '127.0.0.1', done)
  })
  const { port } = listener.address() as AddressInfo
  world = await testWorld({
    environment: {
      HEARTBEAT_URL: `http://127.0.0.1:${port}/ping/secret`,
      STRIPE_SECRET_KEY: 'sk_test_revoked',
      METRICS_PORT: '0',
    },
  })
})
afterAll(async () => {
  listener?.close()
  await world?.stop()
})

describe('HEARTBEAT_URL', () => {
  test('is called after each look of the monitor, once', async () => {
    await world.monitor()
    const before = beats
    await world.monitor()
    expect(beats).toBe(before + 1)
  })

  test('that is answered with an error, or by nobody, keeps the monitor from nothing', async () => {
    const runs = async () => (await world.rows('select 1 from monitor_runs')).length
    const before = await runs()
    answers = 500
    await world.monitor()
    answers = 200
    expect(await runs()).toBe(before + 1)
    const calls = beats
    await world.monitor()
    expect(beats).toBe(calls + 1)
  })
})

describe('a key that Stripe does not take', () => {
  const about = () => world.heard(founder).filter((words) => words.includes('stripe') || words.includes('Stripe'))

  test('shows in health, and the founder is told once; with the right one it is well again', async () => {
    await world.catchUpPayments().catch(() => {})
    await world.keepSightings()
    expect((await world.health()).checks.stripe).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('401'),
    })
    for (let n = 0; n < 2; n++) await world.monitor()
    await world.settle()
    expect(about()).toHaveLength(1)

    world.environment.STRIPE_SECRET_KEY = account.stripe.secretKey
    await world.restart()
    await world.catchUpPayments()
    await world.keepSightings()
    expect((await world.health()).checks.stripe).toMatchObject({ status: 'ok' })
    await world.monitor()
    expect((await world.admin('GET', '/alerts?type=INVARIANT_VIOLATION&state=OPEN')).json.items).toEqual([])
  })

  test('is not what a Stripe that is down looks like', async () => {
    world.stripe.failNextRequests({ kind: '503', times: 20 })
    await world.catchUpPayments().catch(() => {})
    await world.keepSightings()
    world.stripe.clearFaults()
    expect((await world.health()).checks.stripe).toMatchObject({ status: 'ok' })
  })
})

test('a process that only works shows its own figures at METRICS_PORT, to the key and to nobody else', async () => {
  await world.stopService()
  const web = await world.startReplica({ web: true, work: false })
  const worker = await world.startReplica({ web: false, work: true })
  expect([web.metricsUrl, worker.url]).toEqual([null, null])
  const scrape = async (key: string) => {
    const answer = await fetch(`${worker.metricsUrl}/metrics`, { headers: { authorization: `Bearer ${key}` } })
    return { status: answer.status, body: await answer.text() }
  }
  expect((await scrape('another')).status).toBe(401)
  expect((await fetch(`${worker.metricsUrl}/api/admin/clients`)).status).toBe(404)
  const who = world.customer()
  await world.post('/api/twilio/sms', world.fieldsOf(who, 'I need a tap fitted in Leeds'), { url: web.url ?? '' })
  await world.settle()
  const { status, body } = await scrape(world.adminApiKey)
  expect(status).toBe(200)
  expect(body).toContain('jobrun_database_up 1')
  expect(body).toMatch(/^jobrun_turns_total\{outcome="ANSWERED",.*\} 1$/m)
})
