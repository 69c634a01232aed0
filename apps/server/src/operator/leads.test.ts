import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
let customerId: string
let conversationId: string
beforeAll(async () => {
  world = await operatorWorld()
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const phone = '+447700900301'
  customerId = (await world.prisma.customer.create({ data: { clientId, phone } })).id
  const conversation = { ourNumber: '+441134960101', phone, clientId }
  conversationId = (await world.prisma.conversation.create({ data: conversation })).id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.lead.deleteMany()
  await emptyAuditLog(world.db.pool)
})

const at = (minute: number) => new Date(Date.UTC(2030, 0, 15, 9, minute))

async function open(more: object = {}): Promise<string> {
  const lead = { clientId, customerId, conversationId, state: 'NEEDS_INFO', jobType: 'boiler', location: 'Leeds' }
  return (await world.prisma.lead.create({ data: { ...lead, openedAt: at(0), ...more } })).id
}

const change = (id: string, body: object) => world.call('PATCH', `/api/admin/leads/${id}`, body)
const history = async (id: string) => (await world.call('GET', `/api/admin/leads/${id}/history`)).json.items

test('leads are listed per client and state, the newest first', async () => {
  const closed = await open({ state: 'CLOSED', closedAt: at(1) })
  const newest = await open({ openedAt: at(2) })
  const list = async (query: string) => (await world.call('GET', `/api/admin/leads?${query}`)).json
  const { items } = await list(`clientId=${clientId}`)
  expect(items).toMatchObject([
    { id: newest, phone: '+447700900301', state: 'NEEDS_INFO', jobType: 'boiler', closedAt: null },
    { id: closed, state: 'CLOSED' },
  ])
  expect((await list(`clientId=${clientId}&state=CLOSED`)).items).toMatchObject([{ id: closed }])
  const first = await list(`clientId=${clientId}&limit=1`)
  expect((await list(`clientId=${clientId}&limit=1&cursor=${first.nextCursor}`)).items).toMatchObject([{ id: closed }])
  expect((await list('clientId=all')).items).toMatchObject([{ id: newest }, { id: closed }])
  expect((await list('')).detail).toContain('Say whose')
  expect((await list(`clientId=${clientId}&state=OPEN`)).detail).toContain('AWAITING_BOOKING')
  expect((await list('clientId=00000000-0000-4000-8000-000000000000')).status).toBe(404)
})

describe('a change by hand', () => {
  test('corrects facts, and is kept in the history and the audit log', async () => {
    const id = await open()
    const { status, json } = await change(id, {
      location: '12 Elm Road',
      name: 'Kim',
      jobType: null,
      reason: 'they rang',
    })
    expect([status, json]).toMatchObject([
      200,
      { id, location: '12 Elm Road', name: 'Kim', jobType: null, state: 'NEEDS_INFO' },
    ])
    const changes = {
      jobType: { from: 'boiler', to: null },
      location: { from: 'Leeds', to: '12 Elm Road' },
      name: { from: null, to: 'Kim' },
    }
    expect(await history(id)).toMatchObject([
      { leadId: id, turnId: null, fromState: 'NEEDS_INFO', toState: 'NEEDS_INFO', changes, reason: 'they rang' },
    ])
    expect(await world.prisma.auditEntry.findMany()).toMatchObject([
      {
        action: 'lead.change',
        subjectId: id,
        clientId,
        before: { jobType: 'boiler', location: 'Leeds', name: null },
        after: { jobType: null, location: '12 Elm Road', name: 'Kim' },
        reason: 'they rang',
      },
    ])
  })

  test('closes and opens again, with the moment', async () => {
    const id = await open()
    expect((await change(id, { state: 'CLOSED', reason: 'done' })).json).toMatchObject({
      state: 'CLOSED',
      closedAt: '2030-01-15T10:00:00.000Z',
    })
    world.clock.now = new Date('2030-01-15T11:00:00Z')
    await change(id, { state: 'CLOSED', name: 'Kim', reason: 'the name' })
    expect((await world.prisma.lead.findUniqueOrThrow({ where: { id } })).closedAt).toEqual(
      new Date('2030-01-15T10:00:00Z'),
    )
    const opened = await change(id, { state: 'QUALIFIED', reason: 'not done' })
    expect(opened.json).toMatchObject({ state: 'QUALIFIED', closedAt: null })
    expect((await history(id)).map(({ toState }: { toState: string }) => toState)).toHaveLength(3)
    world.clock.now = new Date('2030-01-15T10:00:00Z')
  })

  test('of nothing new leaves no trace', async () => {
    const id = await open()
    expect((await change(id, { location: 'Leeds', state: 'NEEDS_INFO', reason: 'checking' })).status).toBe(200)
    expect([await history(id), await world.prisma.auditEntry.count()]).toEqual([[], 0])
  })

  test('cannot open a second one for the same customer', async () => {
    const closed = await open({ state: 'CLOSED', closedAt: at(1) })
    await open()
    const { status, json } = await change(closed, { state: 'NEW', reason: 'again' })
    expect([status, json.detail]).toEqual([409, expect.stringContaining('another open lead')])
    expect(await history(closed)).toEqual([])
  })

  test.each([
    [{ state: 'CLOSED' }, 'reason'],
    [{ reason: 'nothing' }, ''],
    [{ state: 'DONE', reason: 'x' }, 'state'],
    [{ location: 'two\nlines', reason: 'x' }, 'location'],
    [{ name: '', reason: 'x' }, 'name'],
    [{ clientId: '00000000-0000-4000-8000-000000000000', reason: 'x' }, 'clientId'],
  ])('of %o is refused at %s', async (body, path) => {
    const { status, json } = await change(await open(), body)
    expect([status, json.errors[0].path]).toEqual([422, path])
  })

  test('of a lead that is not there is not found', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await change(nobody, { state: 'CLOSED', reason: 'x' })).status).toBe(404)
    expect((await world.call('GET', `/api/admin/leads/${nobody}/history`)).status).toBe(404)
  })

  test('by many at once is kept change by change', async () => {
    const id = await open()
    await Promise.all(Array.from({ length: 20 }, (_, n) => change(id, { name: `Kim ${n}`, reason: `try ${n}` })))
    const rows = await world.prisma.leadHistory.findMany({ where: { leadId: id } })
    const steps = rows.map(({ changes }) => (changes as { name: { from: string | null; to: string } }).name)
    const last = (await world.prisma.lead.findUniqueOrThrow({ where: { id } })).name
    const seen = new Set(steps.map(({ from }) => from))
    expect(steps).toHaveLength(20)
    expect(seen.size).toBe(20)
    expect(steps.filter(({ to }) => !seen.has(to))).toMatchObject([{ to: last }])
  })
})
