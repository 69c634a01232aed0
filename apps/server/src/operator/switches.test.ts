import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let id: string
beforeAll(async () => {
  world = await operatorWorld()
  id = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  world.clock.now = new Date('2030-01-15T10:00:00Z')
  await world.prisma.switchLogEntry.deleteMany()
  const off = { outboundPaused: false, aiDisabled: false, outboundPausedUntil: null, aiDisabledUntil: null }
  await world.prisma.client.updateMany({ data: off })
  await world.prisma.clientSettings.updateMany({ data: { notificationsPaused: false, notificationsPausedUntil: null } })
  await world.prisma.fleetSwitches.updateMany({ data: { ...off, notificationsPaused: false } })
})

const put = (body: unknown, url = `/api/admin/clients/${id}/switches`) => world.call('PUT', url, body)
const fleet = (body: unknown) => put(body, '/api/admin/switches')
const log = async (url = `/api/admin/clients/${id}/switch-log`) => (await world.call('GET', url)).json.items
const client = async () => (await world.call('GET', `/api/admin/clients/${id}`)).json

test('each switch that is named turns, the others stay, and each change is one row of the log', async () => {
  const { status, json } = await put({ outboundPaused: true, notificationsPaused: true, reason: 'owner asked' })
  expect(status).toBe(200)
  expect(json).toEqual({
    clientId: id,
    outboundPaused: true,
    outboundPausedUntil: null,
    aiDisabled: false,
    aiDisabledUntil: null,
    notificationsPaused: true,
    notificationsPausedUntil: null,
    inForce: { outboundPaused: true, aiDisabled: false, notificationsPaused: true },
  })
  expect(await client()).toMatchObject({ outboundPaused: true, aiDisabled: false, notificationsPaused: true })
  const rows = await log()
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual({
    id: expect.any(String),
    clientId: id,
    switch: 'notificationsPaused',
    from: false,
    to: true,
    reason: 'owner asked',
    actor: 'admin-key',
    expiresAt: null,
    createdAt: '2030-01-15T10:00:00.000Z',
  })
})

test('the same again changes nothing and logs nothing', async () => {
  await put({ aiDisabled: true, reason: 'trial' })
  await put({ aiDisabled: true, outboundPaused: false, reason: 'trial again' })
  expect(await log()).toHaveLength(1)
})

test('a switch with an expiry is off once it has come, and its end can be moved', async () => {
  const first = await put({ outboundPaused: true, reason: 'holiday', expiresAt: '2030-01-15T12:00:00+01:00' })
  expect(first.json.outboundPausedUntil).toBe('2030-01-15T11:00:00.000Z')
  await put({ outboundPaused: true, reason: 'longer', expiresAt: '2030-01-15T12:00:00Z' })
  world.clock.now = new Date('2030-01-15T12:00:00Z')
  expect((await client()).outboundPaused).toBe(false)
  await put({ outboundPaused: false, reason: 'already over' })
  world.clock.now = new Date('2030-01-15T12:00:01Z')
  await put({ outboundPaused: true, reason: 'again' })
  const rows = (await log()).map(({ from, to, reason }: Record<string, unknown>) => ({ from, to, reason }))
  expect(rows[0]).toEqual({ from: false, to: true, reason: 'again' })
  expect(rows).toHaveLength(3)
  expect(rows).toContainEqual({ from: true, to: true, reason: 'longer' })
})

test('the fleet has its own three, and its own log; a client is told what is in force', async () => {
  expect((await fleet({ aiDisabled: true, reason: 'model down' })).json).toMatchObject({ aiDisabled: true })
  expect((await world.call('GET', '/api/admin/switches')).json).toMatchObject({
    aiDisabled: true,
    outboundPaused: false,
  })
  const { json } = await put({ outboundPaused: true, reason: 'x' })
  expect(json).toMatchObject({ aiDisabled: false, inForce: { aiDisabled: true, outboundPaused: true } })
  expect(await log()).toHaveLength(1)
  const fleetLog = await log('/api/admin/switch-log')
  expect(fleetLog).toMatchObject([{ clientId: null, switch: 'aiDisabled', reason: 'model down' }])
})

test('of 20 equal changes at the same moment one is logged', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => put({ outboundPaused: true, reason: 'all at once' })))
  expect(all.every(({ status }) => status === 200)).toBe(true)
  expect(await log()).toHaveLength(1)
})

test.each([
  [{ outboundPaused: true }, 'reason'],
  [{ outboundPaused: true, reason: '   ' }, 'reason'],
  [{ reason: 'nothing named' }, ''],
  [{ outboundPaused: 'yes', reason: 'x' }, 'outboundPaused'],
  [{ outbound_paused: true, aiDisabled: true, reason: 'x' }, 'outbound_paused'],
  [{ outboundPaused: true, reason: 'x', expiresAt: '2030-01-15T10:00:00Z' }, 'expiresAt'],
  [{ outboundPaused: true, reason: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
  [{ outboundPaused: false, reason: 'x', expiresAt: '2031-01-01T00:00:00Z' }, 'expiresAt'],
])('refuses %o in words and turns nothing', async (body, path) => {
  for (const { status, json } of [await put(body), await fleet(body)]) {
    expect([status, json.errors[0].path]).toEqual([422, path])
  }
  expect(await log()).toEqual([])
  expect(await client()).toMatchObject({ outboundPaused: false })
})

test('a client that is not there has no switches and no log', async () => {
  const nobody = '/api/admin/clients/00000000-0000-4000-8000-000000000000'
  expect((await put({ aiDisabled: true, reason: 'x' }, `${nobody}/switches`)).status).toBe(404)
  expect((await world.call('GET', `${nobody}/switch-log`)).status).toBe(404)
})
