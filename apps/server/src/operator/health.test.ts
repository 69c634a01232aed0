import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createPool } from '@jobrun/db/pool'
import { createPrisma } from '@jobrun/db/prisma'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { watchHealth } from './health.ts'
import {
  clockCheck,
  databaseCheck,
  loadCheck,
  migrationsCheck,
  monitorCheck,
  queueCheck,
  servicesChecks,
  storingCheck,
} from './health-checks.ts'
import { type OperatorWorld, operatorWorld } from './operator-world.ts'

const ok = async () => ({ status: 'ok' as const, detail: 'fine' })
const never = () => new Promise<never>(() => {})

describe('a hanging or failing check', () => {
  test('is unhealthy within its limit, and keeps the others from nothing', async () => {
    const health = watchHealth({ ok, never }, { patienceMs: 50 })
    const began = performance.now()
    expect(await health()).toEqual({
      status: 'unhealthy',
      checks: {
        ok: { status: 'ok', detail: 'fine' },
        never: { status: 'unhealthy', detail: 'No answer within 0.05 s.' },
      },
    })
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test('is asked once while it hangs, however often one looks', async () => {
    let asked = 0
    const hangs = () => {
      asked++
      return never()
    }
    const health = watchHealth({ hangs }, { patienceMs: 10 })
    await Promise.all([health(), health()])
    await health()
    expect(asked).toBe(1)
  })

  test('tells what was thrown to the log and to nobody else', async () => {
    const told: string[] = []
    const database = () => Promise.reject(new Error('connect to postgres://jobrun:secret@db.internal failed'))
    const health = watchHealth({ database }, { onFailure: ({ check }) => told.push(check) })
    expect(JSON.stringify(await health())).not.toContain('secret')
    expect(told).toEqual(['database'])
  })
})

test.each([
  ['ok', 200],
  ['degraded', 200],
  ['unhealthy', 503],
] as const)('over HTTP %s answers %i; only the key opens the checks', async (status, code) => {
  const world = await operatorWorld({ one: ok, two: async () => ({ status, detail: 'as set' }) })
  for (const headers of [{}, { authorization: 'Bearer wrong' }] as Record<string, string>[]) {
    const open = await world.call('GET', '/api/health?t=1', undefined, headers)
    expect([open.status, open.json]).toEqual([code, { status }])
  }
  const { json } = await world.call('GET', '/api/health')
  const checks = { one: { status: 'ok', detail: 'fine' }, two: { status, detail: 'as set' } }
  expect(json).toEqual({ status, checks })
  await world[Symbol.asyncDispose]()
})

describe('the checks', () => {
  let world: OperatorWorld
  let conversationId: string
  beforeAll(async () => {
    world = await operatorWorld()
    const conversation = { ourNumber: '+441134960101', phone: '+447700900301' }
    conversationId = (await world.prisma.conversation.create({ data: conversation })).id
  })
  afterAll(() => world[Symbol.asyncDispose]())
  beforeEach(async () => {
    await world.prisma.inboundMessage.deleteMany()
    await world.prisma.outboxMessage.deleteMany()
  })

  const ago = (seconds: number) => new Date(world.clock.now.getTime() - seconds * 1000)
  const queue = () => queueCheck(world.prisma, () => world.clock.now)()

  test('a database that answers is ok', async () => {
    expect(await databaseCheck(world.prisma)()).toMatchObject({ status: 'ok' })
  })

  test('a database that takes the connection and then says nothing is unhealthy within five seconds', async () => {
    const sockets = new Set<Socket>()
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const pool = createPool({ url: `postgres://jobrun:secret@127.0.0.1:${port}/none`, max: 2, onError: () => {} })
    const prisma = createPrisma(pool)
    const health = watchHealth({ database: databaseCheck(prisma), queue: queueCheck(prisma, () => world.clock.now) })
    const began = performance.now()
    const { status, checks } = await health()
    expect(performance.now() - began).toBeLessThan(5_000)
    expect([status, Object.keys(checks)]).toEqual(['unhealthy', ['database', 'queue']])
    for (const socket of sockets) socket.destroy()
    silent.close()
    await pool.end()
  })

  test('an empty queue is ok', async () => {
    expect(await queue()).toMatchObject({ status: 'ok' })
  })

  test.each([
    [60, 'ok'],
    [61, 'degraded'],
    [300, 'degraded'],
    [301, 'unhealthy'],
  ])('a text unanswered for %i s is %s, and so is a message that was due', async (age, status) => {
    const id = '00000000-0000-4000-8000-000000000001'
    const text = { id, messageSid: 'SM1', conversationId, seq: 1, body: 'hello', receivedAt: ago(age) }
    await world.prisma.inboundMessage.create({ data: text })
    expect((await queue()).status).toBe(status)
    await world.prisma.inboundMessage.update({ where: { id }, data: { state: 'DONE' } })
    expect((await queue()).status).toBe('ok')
    await world.prisma.outboxMessage.create({
      data: { ...message, dedupeKey: 'a', createdAt: ago(9_000), notBefore: ago(age) },
    })
    expect((await queue()).status).toBe(status)
  })

  test.each([
    [null, 'ok'],
    [0, 'degraded'],
    [60, 'degraded'],
    [61, 'ok'],
    // The clock was set back meanwhile.
    [-3_600, 'ok'],
  ])('an AI that was left out %s s ago is %s', async (leftOut, status) => {
    const leftOutAt = async () => (leftOut === null ? null : ago(leftOut))
    expect(await loadCheck(leftOutAt, () => world.clock.now)()).toMatchObject({ status })
  })

  test('a text that could not be stored is spoken of for a minute, with what the database said', async () => {
    const told = (code: string, agoMs: number) => storingCheck(() => ({ code, agoMs }))()
    expect(await storingCheck(() => null)()).toMatchObject({ status: 'ok' })
    expect(await told('53100', 3_000)).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/3 s ago.*disk of the database is full/),
    })
    expect(await told('', 0)).toMatchObject({ detail: expect.stringContaining('could not be reached') })
    expect(await told('53100', 60_001)).toMatchObject({ status: 'ok' })
  })

  test.each([
    [5, 'ok'],
    [-5, 'ok'],
    [6, 'degraded'],
    [-3_600, 'degraded'],
  ])('a clock that is %s s ahead of the database’s is %s', async (ahead, status) => {
    const databaseNow = async () => new Date(world.clock.now.getTime() - ahead * 1_000)
    expect(await clockCheck(databaseNow, () => world.clock.now)()).toMatchObject({ status })
  })

  test('a message that is not due yet, and one held, keep nobody waiting', async () => {
    await world.prisma.outboxMessage.createMany({
      data: [
        { ...message, dedupeKey: 'later', createdAt: ago(9_000), notBefore: ago(-60) },
        { ...message, dedupeKey: 'held', state: 'HELD', heldAt: ago(9_000), notBefore: ago(9_000) },
      ],
    })
    expect(await queue()).toMatchObject({ status: 'ok' })
  })

  test('a message that Twilio has not settled for over five minutes is degraded, never worse', async () => {
    const sending = { ...message, dedupeKey: 's', state: 'SENDING', notBefore: ago(9_000), leaseUntil: ago(0) }
    const { id } = await world.prisma.outboxMessage.create({ data: { ...sending, claimedAt: ago(300) } })
    expect((await queue()).status).toBe('ok')
    await world.prisma.outboxMessage.update({ where: { id }, data: { claimedAt: ago(9_000) } })
    expect((await queue()).status).toBe('degraded')
  })

  test('pending migrations are unhealthy and say what to run', async () => {
    expect(await migrationsCheck(async () => ({ pending: [] }))()).toMatchObject({ status: 'ok' })
    expect(await migrationsCheck(async () => ({ pending: ['20300101000000_x'] }))()).toEqual({
      status: 'unhealthy',
      detail: '1 not applied: run npm run db:deploy.',
    })
  })
})

const message = {
  purpose: 'reply',
  fromNumber: '+441134960101',
  toNumber: '+447700900301',
  body: 'Hello',
  encoding: 'GSM-7',
  segments: 1,
}

test.each([
  [0, 'ok'],
  [12, 'ok'],
  [12.1, 'degraded'],
])('a monitor that looked %d minutes ago is %s, and so is one that never did since', async (minutes, status) => {
  const now = new Date('2030-01-15T10:00:00Z')
  const then = new Date(now.getTime() - minutes * 60_000)
  const looked = monitorCheck({ lastRun: async () => ({ startedAt: then }), upSince: new Date(0), now: () => now })
  const never = monitorCheck({ lastRun: async () => null, upSince: then, now: () => now })
  expect([(await looked()).status, (await never()).status]).toEqual([status, status])
})

test('a service that failed when last seen is degraded, one that answered since is not, and one never asked is no worry', async () => {
  const at = (minute: number) => new Date(Date.UTC(2030, 0, 15, 10, minute))
  const checks = servicesChecks(async () => [
    { name: 'twilio', okAt: at(1), failedAt: at(2), detail: 'HTTP 401' },
    { name: 'openai', okAt: at(2), failedAt: at(1), detail: 'HTTP 503' },
  ])
  const said = await Promise.all([checks.twilio(), checks.openai(), checks.stripe()])
  expect(said.map(({ status }) => status)).toEqual(['degraded', 'ok', 'ok'])
})
