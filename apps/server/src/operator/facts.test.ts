import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { MOST_FACTS } from '@jobrun/domain/grounding/fact'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
beforeAll(async () => {
  world = await operatorWorld()
  const { facts: _, ...client } = elmPlumbing
  clientId = (await world.call('POST', '/api/admin/clients', client)).json.id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.clientFact.deleteMany()
  await emptyAuditLog(world.db.pool)
})

const nobody = '00000000-0000-4000-8000-000000000000'
const price = { kind: 'price', about: 'boiler service', says: '£80 including VAT' }
const facts = (method: string, rest = '', body?: object, id = clientId) =>
  world.call(method, `/api/admin/clients/${id}/facts${rest}`, body)
const add = (more: object = {}) => facts('POST', '', { ...price, reason: 'told us', ...more })
const list = async () => (await facts('GET')).json.items
const audited = () => world.prisma.auditEntry.findMany({ orderBy: { createdAt: 'asc' } })

test('a fact is added, with the sentence that replies will hold, and is in the audit log', async () => {
  const { status, json } = await add()
  expect([status, json]).toMatchObject([201, { ...price, quoted: 'Boiler service: £80 including VAT.' }])
  expect(await list()).toEqual([json])
  expect(await audited()).toMatchObject([
    {
      action: 'fact.add',
      subjectType: 'fact',
      subjectId: json.id,
      clientId,
      before: null,
      after: price,
      reason: 'told us',
    },
  ])
  expect((await world.call('GET', `/api/admin/clients/${clientId}`)).json.facts.prices).toEqual([
    'boiler service £80 including VAT',
  ])
})

test('a fact is changed by what is named, and removed, each with its reason', async () => {
  const { id } = (await add()).json
  const changed = await facts('PATCH', `/${id}`, { says: '£85 including VAT', reason: 'dearer' })
  expect([changed.status, changed.json]).toMatchObject([200, { ...price, says: '£85 including VAT' }])
  expect((await facts('PATCH', `/${id}`, { says: '£85 including VAT', reason: 'again' })).status).toBe(200)
  const removed = await facts('DELETE', `/${id}`, { reason: 'no more' })
  expect([removed.status, removed.json]).toMatchObject([200, { id }])
  expect(await list()).toEqual([])
  expect((await audited()).map(({ action, before, after, reason }) => ({ action, before, after, reason }))).toEqual(
    expect.arrayContaining([
      { action: 'fact.change', before: { says: price.says }, after: { says: '£85 including VAT' }, reason: 'dearer' },
      { action: 'fact.remove', before: { ...price, says: '£85 including VAT' }, after: null, reason: 'no more' },
    ]),
  )
  expect(await audited()).toHaveLength(3)
})

describe('a fact is refused, and the words say why', () => {
  test.each([
    [{ kind: 'secret' }, 'kind', /one of service, area, hours, price, answer/],
    [{ about: '' }, 'about', /what the price is for/],
    [{ says: 'ask' }, 'says', /Give the price/],
    [{ says: '£80\nor more' }, 'says', /line breaks/],
    [{ says: `£${'8'.repeat(140)}` }, 'says', /140/],
    [{ about: 'b'.repeat(81) }, 'about', /80/],
    [{ about: 'boiler service 🔥' }, 'about', /"🔥"/],
    [{ reason: undefined }, 'reason', /./],
    [{ price: 80 }, 'price', /./],
  ])('%j', async (change, path, words) => {
    const { status, json } = await add(change)
    expect(status).toBe(422)
    expect(JSON.stringify(json.errors) + json.detail).toMatch(words)
    expect(JSON.stringify(json)).toContain(path)
    expect(await list()).toEqual([])
  })

  test('a change that only together with what stays cannot be kept', async () => {
    const { id } = (await add({ kind: 'hours', about: '', says: '8 to 6' })).json
    const { status, json } = await facts('PATCH', `/${id}`, { kind: 'service', reason: 'wrong kind' })
    expect([status, json.errors]).toEqual([422, [{ path: 'about', message: expect.stringContaining('which service') }]])
    expect((await facts('PATCH', `/${id}`, { reason: 'nothing' })).status).toBe(422)
  })

  test('the same one twice, and one too many', async () => {
    const { id } = (await add()).json
    const twice = await add()
    expect([twice.status, twice.json.detail]).toEqual([409, expect.stringContaining(id)])
    const rows = Array.from({ length: MOST_FACTS - 2 }, (_, n) => ({ ...price, clientId, about: `boiler ${n}` }))
    await world.prisma.clientFact.createMany({ data: rows })
    const last = await Promise.all(['one', 'two', 'three'].map((about) => add({ about })))
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(await list()).toHaveLength(MOST_FACTS)
  })

  test('one of another client, or of none', async () => {
    const { id } = (await add()).json
    const other = { ...elmPlumbing, phoneNumber: '+447700900171', twilioNumber: '+441134960171', facts: undefined }
    const otherId = (await world.call('POST', '/api/admin/clients', other)).json.id
    for (const [method, body] of [
      ['PATCH', { says: '£1', reason: 'x' }],
      ['DELETE', { reason: 'x' }],
    ] as const) {
      expect((await facts(method, `/${id}`, body, otherId)).status).toBe(404)
      expect((await facts(method, `/${id}`, body, nobody)).status).toBe(404)
      expect((await facts(method, `/${nobody}`, body)).status).toBe(404)
    }
    expect((await facts('GET', '', undefined, nobody)).status).toBe(404)
    expect((await facts('POST', '', { ...price, reason: 'x' }, nobody)).status).toBe(404)
    expect(await list()).toHaveLength(1)
  })
})
