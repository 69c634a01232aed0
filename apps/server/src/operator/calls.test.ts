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
  await world.prisma.ignoredNumber.deleteMany()
  await emptyAuditLog(world.db.pool)
  await world.prisma.conversation.deleteMany()
  await world.prisma.call.deleteMany()
})

const phone = '+447700900301'
const list = `/api/admin/clients/${'CLIENT'}/ignored-numbers`
const listOf = (id: string) => list.replace('CLIENT', id)
const ignore = (body: object = {}) => world.call('POST', listOf(clientId), { phone, reason: 'family', ...body })

test('an ignored number is on its client’s list, once, with its entry in the audit log', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => ignore({ phone: '+44 7700 900301' })))
  expect(new Set(all.map(({ status, json }) => `${status} ${json.id} ${json.phone}`)).size).toBe(1)
  expect((await world.call('GET', listOf(clientId))).json.items).toMatchObject([{ clientId, phone, reason: 'family' }])
  expect(await world.prisma.auditEntry.findMany()).toMatchObject([
    { action: 'ignored-number.add', clientId, after: { phone }, reason: 'family' },
  ])
})

test('taken off, it is gone, and a second time there is nothing to take off', async () => {
  const { json } = await ignore()
  const path = `/api/admin/ignored-numbers/${json.id}`
  expect(await world.call('DELETE', path, { reason: 'a customer' })).toMatchObject({ status: 200, json: { phone } })
  expect(await world.call('DELETE', path, { reason: 'a customer' })).toMatchObject({ status: 404 })
  expect((await world.call('GET', listOf(clientId))).json.items).toEqual([])
})

test.each([
  ['no phone', { phone: 'Jo' }, 422, /international form/],
  ['no reason', { reason: '' }, 422, /reason/],
])('%s is refused with a sentence', async (_what, body, status, sentence) => {
  expect(await ignore(body)).toMatchObject({ status, json: { detail: expect.stringMatching(sentence) } })
})

test('a client that is none has no list', async () => {
  const nobody = '00000000-0000-4000-8000-000000000009'
  expect((await world.call('GET', listOf(nobody))).status).toBe(404)
  expect((await world.call('POST', listOf(nobody), { phone, reason: 'family' })).status).toBe(404)
})

async function conversationWith(texts: number, calls: number) {
  const conversation = await world.prisma.conversation.create({
    data: { ourNumber: '+441134960101', phone, clientId, lastTextAt: world.clock.now },
  })
  const minute = (n: number) => new Date(world.clock.now.getTime() + n * 60_000)
  const of = { conversationId: conversation.id, clientId }
  const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  for (let n = 0; n < texts; n++)
    await world.prisma.inboundMessage.create({
      data: { ...of, id: uuid(n), messageSid: `SM${n}`, seq: n + 1, body: `text ${n}`, receivedAt: minute(2 * n) },
    })
  for (let n = 0; n < calls; n++)
    await world.prisma.call.create({
      data: {
        ...of,
        id: uuid(1_000 + n),
        callSid: `CA${n}`,
        ourNumber: '+441134960101',
        caller: phone,
        kind: 'missed',
        spoken: 'Sorry.',
        startedAt: minute(2 * n + 1),
        transcription: `call ${n}`,
      },
    })
  return conversation.id
}

test('a conversation shows its calls among its texts, page by page, each once and in order', async () => {
  const id = await conversationWith(7, 6)
  const seen: string[] = []
  let cursor = ''
  for (;;) {
    const { json } = await world.call('GET', `/api/admin/conversations/${id}/messages?limit=3${cursor}`)
    seen.push(...json.items.map((one: { body?: string; transcription?: string }) => one.body ?? one.transcription))
    if (!json.nextCursor) break
    cursor = `&cursor=${json.nextCursor}`
  }
  const both = Array.from({ length: 6 }, (_, n) => [`text ${n}`, `call ${n}`]).flat()
  expect(seen).toEqual([...both, 'text 6'].toReversed())
})

test('all calls are listed, a client’s alone, and those that belong to no conversation', async () => {
  await conversationWith(0, 2)
  await world.prisma.call.create({ data: { id: clientId, callSid: 'CAx', startedAt: world.clock.now } })
  const sids = async (query = '') =>
    (await world.call('GET', `/api/admin/calls${query}`)).json.items.map((one: { callSid: string }) => one.callSid)
  expect(await sids()).toEqual(['CA1', 'CA0', 'CAx'])
  expect(await sids(`?clientId=${clientId}`)).toEqual(['CA1', 'CA0'])
})
