import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.poolNumber.deleteMany()
  await world.prisma.client.deleteMany()
  await emptyAuditLog(world.db.pool)
})

const add = (body: object) => world.call('POST', '/api/admin/numbers', body)
const list = async (query = '') => (await world.call('GET', `/api/admin/numbers${query}`)).json.items

test('a number is for clients and available unless told; one of our own is in use at once', async () => {
  const { status, json } = await add({ phoneE164: '+44 113 496 0160', reason: 'bought today' })
  expect([status, json]).toMatchObject([
    201,
    { phoneE164: '+441134960160', role: 'OPERATIONAL', status: 'AVAILABLE', region: null, clientId: null },
  ])
  const system = await add({ phoneE164: '+12025550160', role: 'SYSTEM', region: 'US' })
  expect(system.json).toMatchObject({ role: 'SYSTEM', status: 'ASSIGNED', region: 'US' })
  expect(await list('?status=AVAILABLE')).toEqual([json])
  expect(await list('?role=SYSTEM')).toEqual([system.json])
  expect(await list()).toHaveLength(2)
  expect(await world.prisma.auditEntry.findMany({ where: { subjectId: json.id } })).toMatchObject([
    { action: 'number.add', before: null, after: { phoneE164: '+441134960160' }, reason: 'bought today' },
  ])
})

test('an added number can be given to a client', async () => {
  await add({ phoneE164: '+441134960101' })
  const { json } = await world.call('POST', '/api/admin/clients', elmPlumbing)
  expect(await list()).toMatchObject([{ status: 'ASSIGNED', clientId: json.id }])
})

test('one that is known, or somebody’s phone, is refused with whose it is; of many at once one is added', async () => {
  const { json } = await world.call('POST', '/api/admin/clients', elmPlumbing)
  const known = await add({ phoneE164: '+441134960101' })
  expect([known.status, known.json.detail]).toEqual([409, expect.stringContaining('ASSIGNED')])
  const phone = await add({ phoneE164: elmPlumbing.phoneNumber })
  expect([phone.status, phone.json.detail]).toEqual([409, expect.stringContaining(json.id)])
  const all = await Promise.all(Array.from({ length: 20 }, () => add({ phoneE164: '+441134960160' })))
  expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
})

test.each([
  [{}, 'phoneE164'],
  [{ phoneE164: '01134960160' }, 'phoneE164'],
  [{ phoneE164: '+441134960160', role: 'CLIENT' }, 'role'],
  [{ phoneE164: '+441134960160', region: 'UK' }, 'region'],
  [{ phoneE164: '+441134960160', status: 'ASSIGNED' }, 'status'],
])('%o is refused', async (body, path) => {
  const { status, json } = await add(body)
  expect([status, json.errors[0].path]).toEqual([422, path])
})

test('a status or role that there is not is refused in words', async () => {
  const { status, json } = await world.call('GET', '/api/admin/numbers?status=FREE')
  expect([status, json.detail]).toEqual([400, expect.stringContaining('AVAILABLE')])
})

test('a number can be pointed at us again, and where Twilio does not answer the check says so', async () => {
  const { json } = await add({ phoneE164: '+441134960160' })
  const again = await world.call('POST', `/api/admin/numbers/${json.id}/set-up`, { reason: 'moved house' })
  expect([again.status, again.json]).toMatchObject([200, { setupDueAt: expect.any(String), setupTries: 0 }])
  const check = await world.call('GET', '/api/admin/numbers/check')
  expect(check.json).toEqual({ problem: 'Twilio did not answer.', inPool: 1, inAccount: 0, faults: [] })
  const nobody = '00000000-0000-4000-8000-000000000001'
  expect(await world.call('POST', `/api/admin/numbers/${nobody}/set-up`, { reason: 'x' })).toMatchObject({
    status: 404,
  })
})
