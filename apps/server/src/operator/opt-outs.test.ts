import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
beforeAll(async () => {
  world = await operatorWorld()
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.optOut.deleteMany()
  await world.prisma.optOutHistory.deleteMany()
  await emptyAuditLog(world.db.pool)
})

const said = { source: 'phone call', reason: 'asked for no more texts' }
const phone = '+447700900301'
const record = (body: object = {}) => world.call('POST', '/api/admin/opt-outs', { clientId, phone, ...said, ...body })
const lift = (id: string, body: object = { source: 'e-mail', reason: 'wants texts again' }) =>
  world.call('DELETE', `/api/admin/opt-outs/${id}`, body)
const list = async (query = '') => (await world.call('GET', `/api/admin/opt-outs${query}`)).json.items

test('an opt-out by hand is in force, with its source, its history and its entry in the audit log', async () => {
  const { status, json } = await record({ phone: '+44 7700 900301' })
  expect([status, json]).toMatchObject([
    201,
    { clientId, phone, optedOut: true, source: 'phone call', wording: 'asked for no more texts' },
  ])
  expect(await list(`?clientId=${clientId}`)).toEqual([json])
  expect(await world.prisma.optOutHistory.findMany()).toMatchObject([
    { clientId, phone, optedOut: true, ...{ source: 'phone call' } },
  ])
  expect(await world.prisma.auditEntry.findMany()).toMatchObject([
    { action: 'opt-out.record', subjectId: json.id, clientId, before: null, reason: 'asked for no more texts' },
  ])
})

test('one that is there already stays as it was said, and is not counted twice', async () => {
  const { json } = await record()
  const all = await Promise.all(Array.from({ length: 10 }, () => record({ source: 'e-mail' })))
  for (const again of all) expect([again.status, again.json]).toEqual([201, json])
  expect([await world.prisma.optOutHistory.count(), await world.prisma.auditEntry.count()]).toEqual([1, 1])
})

test('of twenty at the same moment one is kept', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => record()))
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(all.map(({ json }) => json.id)).size).toBe(1)
  expect(await world.prisma.optOutHistory.count()).toBe(1)
})

test('lifted, it leaves the list and keeps its history; recorded again, it comes back as the same row', async () => {
  const { json } = await record()
  expect((await lift(json.id)).json).toMatchObject({ id: json.id, optedOut: false, source: 'e-mail' })
  expect((await lift(json.id)).json).toMatchObject({ optedOut: false })
  expect(await list()).toEqual([])
  expect((await record()).json).toMatchObject({ id: json.id, optedOut: true })
  const history = await world.prisma.optOutHistory.findMany({ orderBy: { createdAt: 'asc' } })
  expect(history.map(({ optedOut }) => optedOut).sort()).toEqual([false, true, true])
  expect(await world.prisma.auditEntry.findMany({ where: { action: 'opt-out.lift' } })).toMatchObject([
    { before: { optedOut: true }, after: { optedOut: false }, reason: 'wants texts again' },
  ])
})

test('an opt-out from us, and from a client, are two', async () => {
  const us = await record({ clientId: null })
  const them = await record()
  expect(us.json.id).not.toBe(them.json.id)
  expect(us.json.clientId).toBeNull()
  expect(await list()).toHaveLength(2)
  expect(await list(`?clientId=${clientId}`)).toMatchObject([{ id: them.json.id }])
})

test.each([
  [{ clientId: undefined }, 422],
  [{ clientId: 'elm' }, 422],
  [{ clientId: '00000000-0000-4000-8000-000000000000' }, 404],
  [{ phone: '07700900301' }, 422],
  [{ source: undefined }, 422],
  [{ reason: ' ' }, 422],
])('without what is needed it is refused: %o', async (body, status) => {
  expect((await record(body)).status).toBe(status)
  expect(await world.prisma.optOut.count()).toBe(0)
})

test('lifting wants a source, a reason and an opt-out that is there', async () => {
  const { json } = await record()
  expect((await lift(json.id, { reason: 'x' })).status).toBe(422)
  expect((await lift(json.id, { source: 'x' })).status).toBe(422)
  expect((await lift('00000000-0000-4000-8000-000000000000')).status).toBe(404)
  expect(await list()).toHaveLength(1)
})
