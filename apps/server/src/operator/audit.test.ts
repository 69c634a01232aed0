import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const list = async (query = '') => (await world.call('GET', `/api/admin/audit-log${query}`)).json

test('clients and switches are audited: who, what, before, after, why; what changed nothing is not', async () => {
  const { json: elm } = await world.call('POST', '/api/admin/clients', { ...elmPlumbing, reason: 'signed up by phone' })
  const url = `/api/admin/clients/${elm.id}`
  const tick = () => {
    world.clock.now = new Date(world.clock.now.getTime() + 1_000)
  }
  tick()
  await world.call('PATCH', url, { bookingUrl: null, paymentActive: false, reason: 'unpaid' })
  await world.call('PATCH', url, { bookingUrl: null })
  tick()
  await world.call('PATCH', url, { ownerName: 'Ada' })
  tick()
  await world.call('PUT', `${url}/switches`, {
    outboundPaused: true,
    reason: 'quiet',
    expiresAt: '2030-02-01T00:00:00Z',
  })
  await world.call('PUT', `${url}/switches`, { aiDisabled: false, reason: 'it is so' })
  tick()
  await world.call('PUT', '/api/admin/switches', { aiDisabled: true, reason: 'the model is down' })
  await world.call('PATCH', url, { twilioNumber: elm.phoneNumber })

  const { items } = await list()
  const of = { actor: 'admin-key', subjectType: 'client', subjectId: elm.id, clientId: elm.id }
  expect(items).toMatchObject([
    {
      actor: 'admin-key',
      action: 'switches.change',
      subjectType: 'fleet',
      subjectId: 'fleet',
      clientId: null,
      before: { aiDisabled: { on: false, until: null } },
      after: { aiDisabled: { on: true, until: null } },
      reason: 'the model is down',
    },
    {
      ...of,
      action: 'switches.change',
      before: { outboundPaused: { on: false, until: null } },
      after: { outboundPaused: { on: true, until: '2030-02-01T00:00:00.000Z' } },
      reason: 'quiet',
    },
    { ...of, action: 'client.change', after: { ownerName: 'Ada' }, reason: null },
    {
      ...of,
      action: 'client.change',
      before: { bookingUrl: elmPlumbing.bookingUrl, paymentActive: true, billingState: 'ACTIVE' },
      after: { bookingUrl: null, paymentActive: false, billingState: 'SUSPENDED' },
      reason: 'unpaid',
      createdAt: '2030-01-15T10:00:01.000Z',
    },
    {
      ...of,
      action: 'client.create',
      before: null,
      after: { businessName: 'Elm Plumbing', twilioNumber: '+441134960101', onboardingComplete: true },
      reason: 'signed up by phone',
    },
  ])
  expect((await list(`?clientId=${elm.id}`)).items).toHaveLength(4)
  expect((await list('?subjectId=fleet')).items).toHaveLength(1)
  const first = await list('?limit=3')
  const second = await list(`?limit=3&cursor=${first.nextCursor}`)
  expect([...first.items, ...second.items]).toEqual(items)

  await world.prisma.poolNumber.deleteMany()
  await world.prisma.client.delete({ where: { id: elm.id } })
  expect((await list(`?subjectId=${elm.id}`)).items).toHaveLength(4)
})

test('what was changed is called by its name, and found by who did it and by its kind', async () => {
  const { json: made } = await world.call('POST', '/api/admin/operators', { name: 'Ada', role: 'viewer' })
  const { items } = await list('?actor=admin-key&subjectType=operator')
  expect(items).toMatchObject([{ subjectId: made.id, subject: { name: 'Ada', phone: null } }])
  expect((await list('?actor=Ada')).items).toEqual([])
  const number = '+441134960177'
  await world.call('POST', '/api/admin/numbers', { phoneE164: number })
  const [added] = (await list('?subjectType=number')).items
  expect(added.subject).toEqual({ name: null, phone: number, conversationId: null })
})

test('a change that is undone leaves no entry', async () => {
  const before = (await list('?limit=100')).items.length
  await world.call('POST', '/api/admin/clients', elmPlumbing)
  await world.call('POST', '/api/admin/clients', elmPlumbing)
  expect((await list('?limit=100')).items).toHaveLength(before + 1)
})
