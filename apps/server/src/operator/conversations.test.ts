import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, KEY, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
let conversationId: string
const phone = '+447700900301'
beforeAll(async () => {
  world = await operatorWorld()
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.outboxMessage.deleteMany()
  await world.prisma.optOut.deleteMany()
  await world.prisma.conversation.deleteMany()
  await emptyAuditLog(world.db.pool)
  await world.prisma.client.updateMany({ data: { outboundPaused: false, twilioNumber: '+441134960101' } })
  await world.db.pool.query("delete from pgboss.job where name = 'deliver'")
  conversationId = await converse({})
})

const at = (seconds: number) => new Date(Date.UTC(2030, 0, 15, 9, 0, seconds))

async function converse(more: object): Promise<string> {
  const data = { ourNumber: '+441134960101', phone, clientId, lastTextAt: at(0), ...more }
  return (await world.prisma.conversation.create({ data })).id
}

function answer(body: unknown, headers: Record<string, string> = {}, id = conversationId) {
  const payload = typeof body === 'string' ? { body } : body
  const withKey = { authorization: `Bearer ${KEY}`, ...headers }
  return world.call('POST', `/api/admin/conversations/${id}/messages`, payload, withKey)
}

async function jobs(): Promise<unknown[]> {
  return (await world.db.pool.query("select data from pgboss.job where name = 'deliver'")).rows.map(({ data }) => data)
}

describe('conversations', () => {
  test('are listed per client, the last text first, with the open lead and who has opted out', async () => {
    const other = await converse({ phone: '+447700900302', lastTextAt: at(5) })
    const owner = await converse({ phone: '+447700900101', clientId: null, lastTextAt: at(9) })
    const customer = await world.prisma.customer.create({ data: { clientId, phone } })
    const lead = { clientId, customerId: customer.id, conversationId }
    await world.prisma.lead.create({ data: { ...lead, state: 'CLOSED', closedAt: at(1) } })
    const open = await world.prisma.lead.create({ data: { ...lead, state: 'URGENT' } })
    await world.prisma.optOut.create({ data: { clientId, phone: '+447700900302', source: 'text', wording: 'STOP' } })
    const list = (query: string) => world.call('GET', `/api/admin/conversations?${query}`)

    const { json } = await list(`clientId=${clientId}`)
    expect(json.items).toMatchObject([
      { id: other, optedOut: true, openLead: null },
      { id: conversationId, optedOut: false, openLead: { id: open.id, state: 'URGENT' }, phone },
    ])
    const first = (await list(`clientId=${clientId}&limit=1`)).json
    expect((await list(`clientId=${clientId}&limit=1&cursor=${first.nextCursor}`)).json).toMatchObject({
      items: [{ id: conversationId }],
      nextCursor: null,
    })
    expect((await list('clientId=none')).json.items).toMatchObject([{ id: owner, clientId: null }])
    const all = (await list('clientId=all')).json.items
    expect(all.map(({ id }: { id: string }) => id)).toEqual([owner, other, conversationId])
    expect((await world.call('GET', `/api/admin/conversations/${other}`)).json).toEqual(all[1])
    expect((await world.call('GET', `/api/admin/conversations/${clientId}`)).status).toBe(404)
    expect((await list('')).json).toMatchObject({ status: 400, detail: expect.stringContaining('Say whose') })
    expect((await list('clientId=00000000-0000-4000-8000-000000000000')).status).toBe(404)
    await world.prisma.customer.deleteMany()
  })
})

describe('what was said', () => {
  const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

  async function say(): Promise<string[]> {
    const photo = [{ url: 'https://media.example/1', contentType: 'image/jpeg' }]
    for (let seq = 1; seq <= 6; seq++) {
      await world.prisma.inboundMessage.create({
        data: {
          id: uuid(seq),
          messageSid: `SMin${seq}`,
          conversationId,
          clientId,
          seq,
          body: `in ${seq}`,
          media: seq === 6 ? photo : [],
          receivedAt: at(seq * 10),
        },
      })
    }
    // Two in one moment, which only their ids tell apart.
    for (const [n, second] of [15, 15, 45, 100].entries()) {
      await world.prisma.outboxMessage.create({
        data: {
          id: uuid(100 + n),
          dedupeKey: `out-${n}`,
          clientId,
          conversationId,
          purpose: 'reply',
          fromNumber: '+441134960101',
          toNumber: phone,
          body: `out ${n}`,
          encoding: 'GSM-7',
          segments: 1,
          createdAt: at(second),
        },
      })
    }
    return ['out 3', 'in 6', 'in 5', 'out 2', 'in 4', 'in 3', 'in 2', 'out 1', 'out 0', 'in 1']
  }

  test.each([1, 2, 3, 7, 100])('is read both ways, newest first, each once, %i at a time', async (limit) => {
    const expected = await say()
    const read: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 12; pages++) {
      const url = `/api/admin/conversations/${conversationId}/messages?limit=${limit}${cursor}`
      const { json } = await world.call('GET', url)
      expect(json.items.length).toBeLessThanOrEqual(limit)
      read.push(...json.items.map(({ body }: { body: string }) => body))
      if (json.nextCursor === null) break
      cursor = `&cursor=${json.nextCursor}`
    }
    expect(read).toEqual(expected)
  })

  test('shows photos, and what became of a message', async () => {
    await say()
    await world.prisma.outboxMessage.update({
      where: { id: uuid(103) },
      data: { state: 'SENT', twilioSid: 'SMout', deliveryStatus: 'undelivered', errorCode: 30003 },
    })
    const word = {
      outboxId: uuid(103),
      messageSid: 'SMout',
      status: 'undelivered',
      errorCode: 30003,
      receivedAt: at(101),
    }
    await world.prisma.deliveryEvent.create({ data: word })
    const { json } = await world.call('GET', `/api/admin/conversations/${conversationId}/messages?limit=2`)
    expect(json.items).toMatchObject([
      { direction: 'out', deliveryStatus: 'undelivered', deliveries: [{ status: 'undelivered', errorCode: 30003 }] },
      { direction: 'in', messageSid: 'SMin6', media: [{ url: 'https://media.example/1', contentType: 'image/jpeg' }] },
    ])
    expect((await world.call('GET', `/api/admin/conversations/${uuid(9)}/messages`)).status).toBe(404)
  })
})

describe("a person's answer", () => {
  test('is queued to leave from the number that was texted, and recorded', async () => {
    const { status, json } = await answer({ body: '  I can come at 4.\r\nSam  ', reason: 'they asked twice' })
    expect([status, json]).toMatchObject([
      201,
      {
        conversationId,
        from: '+441134960101',
        to: phone,
        purpose: 'reply',
        body: 'I can come at 4.\nSam',
        encoding: 'GSM-7',
        segments: 1,
        state: 'READY',
        at: '2030-01-15T10:00:00.000Z',
      },
    ])
    expect(await jobs()).toEqual([{ from: '+441134960101', to: phone }])
    expect(await world.prisma.auditEntry.findMany()).toMatchObject([
      {
        action: 'conversation.answer',
        subjectId: conversationId,
        clientId,
        before: null,
        after: { outboxId: json.id, to: phone, state: 'READY' },
        reason: 'they asked twice',
      },
    ])
  })

  test('is measured as the carrier cuts it', async () => {
    expect((await answer('x'.repeat(1_600))).json).toMatchObject({ segments: 11, encoding: 'GSM-7' })
    expect((await answer('👍')).json).toMatchObject({ segments: 1, encoding: 'UCS-2' })
  })

  test('during a pause is held, and nothing is queued', async () => {
    await world.prisma.client.update({ where: { id: clientId }, data: { outboundPaused: true } })
    const { status, json } = await answer('I can come at 4.')
    expect([status, json]).toMatchObject([202, { state: 'HELD', reason: 'outbound-paused' }])
    expect(await jobs()).toEqual([])
    const held = (await world.call('GET', `/api/admin/held?clientId=${clientId}`)).json.items
    expect(held).toMatchObject([{ id: json.id, heldAt: '2030-01-15T10:00:00.000Z' }])
  })

  test('to somebody who has opted out is refused in words, and nothing is kept', async () => {
    await world.prisma.optOut.create({ data: { clientId, phone, source: 'text', wording: 'STOP' } })
    const { status, json } = await answer('please?')
    expect([status, json.detail]).toEqual([409, expect.stringContaining('START')])
    expect([await world.prisma.outboxMessage.count(), await world.prisma.auditEntry.count()]).toEqual([0, 0])
  })

  test('with a key is one text however often it is sent, also fifty times at once', async () => {
    const key = { 'idempotency-key': 'visit-1' }
    const all = await Promise.all(Array.from({ length: 50 }, () => answer('I can come at 4.', key)))
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(all.map(({ json }) => json.id)).size).toBe(1)
    expect(await world.prisma.outboxMessage.count()).toBe(1)
    expect([await world.prisma.auditEntry.count(), (await jobs()).length]).toEqual([1, 1])
    const other = await answer('I cannot come.', key)
    expect([other.status, other.json.detail]).toEqual([409, expect.stringContaining('key of its own')])
  })

  test('without a key is a text each time; a key of one conversation is free in another', async () => {
    await answer('Hello')
    await answer('Hello')
    const another = await converse({ phone: '+447700900302' })
    const key = { 'idempotency-key': 'k' }
    expect((await answer('Hello', key)).status).toBe(201)
    expect((await answer('Hello', key, another)).status).toBe(201)
    expect(await world.prisma.outboxMessage.count()).toBe(4)
  })

  test('to an owner with us goes out during a pause, as their own business it is not', async () => {
    await world.prisma.poolNumber.create({
      data: { phoneE164: '+447700900999', role: 'ONBOARDING', status: 'ASSIGNED' },
    })
    await world.prisma.client.update({ where: { id: clientId }, data: { outboundPaused: true } })
    const withUs = await converse({ ourNumber: '+447700900999', phone: '+447700900101', clientId: null })
    expect((await answer('Hello', {}, withUs)).json).toMatchObject({ purpose: 'owner-reply', state: 'READY' })
    const own = await converse({ phone: '+447700900101' })
    expect((await answer('Hello', {}, own)).json).toMatchObject({ purpose: 'owner-reply', state: 'READY' })
  })

  test.each([
    ['a short code', { phone: '60777' }, 'short code'],
    ['a number of nobody', { ourNumber: '+441134960177', clientId: null }, 'no client'],
    ['a number that the client has no more', { ourNumber: '+441134960178' }, '+441134960101 now'],
  ])('on %s is refused in words', async (_what, more, words) => {
    const { status, json } = await answer('Hello', {}, await converse({ phone: '+447700900309', ...more }))
    expect([status, json.detail]).toEqual([409, expect.stringContaining(words)])
    expect(await world.prisma.outboxMessage.count()).toBe(0)
  })

  test.each([
    [{}, 422],
    [{ body: '   ' }, 422],
    [{ body: 'x'.repeat(1_601) }, 422],
    [{ body: 'nul\u0000' }, 422],
    [{ body: 'half a pair \ud800' }, 422],
    [{ body: 'Hello', to: '+447700900309' }, 422],
  ])('of %o is refused', async (body, status) => {
    expect((await answer(body)).status).toBe(status)
  })

  test.each(['', 'a b', 'x~2', 'x'.repeat(201)])('with the key %o is refused', async (key) => {
    const { status, json } = await answer('Hello', { 'idempotency-key': key })
    expect([status, json.errors[0].path]).toEqual([400, 'idempotency-key'])
  })
})
