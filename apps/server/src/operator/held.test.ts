import { emptyAuditLog } from '@jobrun/db/test/empty-audit-log'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
let conversationId: string
beforeAll(async () => {
  world = await operatorWorld()
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const conversation = { ourNumber: '+441134960101', phone: '+447700900301', clientId }
  conversationId = (await world.prisma.conversation.create({ data: conversation })).id
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.outboxMessage.deleteMany()
  await world.prisma.optOut.deleteMany()
  await emptyAuditLog(world.db.pool)
  await world.prisma.fleetSwitches.updateMany({ data: { outboundPaused: false } })
  await world.prisma.client.updateMany({ data: { outboundPaused: false } })
  await world.db.pool.query("delete from pgboss.job where name = 'deliver'")
})

let made = 0
async function hold(more: object = {}, minutesAgo = 5): Promise<string> {
  const heldAt = new Date(world.clock.now.getTime() - minutesAgo * 60_000)
  const { id } = await world.prisma.outboxMessage.create({
    data: {
      dedupeKey: `held-${made++}`,
      clientId,
      conversationId,
      purpose: 'reply',
      fromNumber: '+441134960101',
      toNumber: '+447700900301',
      body: 'Book here',
      encoding: 'GSM-7',
      segments: 1,
      state: 'HELD',
      reason: 'outbound-paused',
      heldAt,
      notBefore: heldAt,
      ...more,
    },
  })
  return id
}

const stored = (id: string) => world.prisma.outboxMessage.findUniqueOrThrow({ where: { id } })
const release = (id: string, body: object = { reason: 'still of use' }) =>
  world.call('POST', `/api/admin/held/${id}/release`, body)
const drop = (id: string) => world.call('POST', `/api/admin/held/${id}/drop`, { reason: 'too late' })
const many = (act: string, body: object = { reason: 'quiet is over' }, query = '') =>
  world.call('POST', `/api/admin/clients/${clientId}/held/${act}${query}`, body)
const ids = (messages: { id: string }[]) => messages.map(({ id }) => id)

async function jobs(): Promise<unknown[]> {
  return (await world.db.pool.query("select data from pgboss.job where name = 'deliver'")).rows.map(({ data }) => data)
}

describe('a release', () => {
  test('makes the text ready and queues its delivery, with who and why', async () => {
    const id = await hold({ errorCode: 20003 })
    const { status, json } = await release(id)
    expect([status, json]).toMatchObject([200, { id, body: 'Book here', reason: 'outbound-paused', lapsed: false }])
    const row = await stored(id)
    expect(row).toMatchObject({ state: 'READY', reason: null, heldAt: null, errorCode: null })
    expect(row.notBefore.getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(await jobs()).toEqual([{ from: '+441134960101', to: '+447700900301' }])
    expect(await world.prisma.auditEntry.findMany()).toMatchObject([
      {
        actor: 'admin-key',
        action: 'held.release',
        subjectType: 'outbox',
        subjectId: id,
        clientId,
        before: { state: 'HELD', reason: 'outbound-paused', errorCode: 20003 },
        after: { state: 'READY' },
        reason: 'still of use',
        createdAt: world.clock.now,
      },
    ])
  })

  test.each(['client', 'fleet'])('while the %s is paused is refused in words, and changes nothing', async (whose) => {
    const id = await hold()
    const url = whose === 'client' ? `/api/admin/clients/${clientId}/switches` : '/api/admin/switches'
    await world.call('PUT', url, { outboundPaused: true, reason: 'quiet' })
    for (const { status, json } of [await release(id), await many('release')]) {
      expect([status, json.detail]).toEqual([409, expect.stringContaining('turn the pause off first')])
    }
    expect((await stored(id)).state).toBe('HELD')
    expect(await jobs()).toEqual([])
  })

  test('passes once the pause has expired, although nobody has swept it', async () => {
    const outboundPausedUntil = new Date(world.clock.now.getTime() - 1_000)
    await world.prisma.client.update({ where: { id: clientId }, data: { outboundPaused: true, outboundPausedUntil } })
    expect((await release(await hold())).status).toBe(200)
  })

  test('of a lapsed text is refused unless it is wanted all the same', async () => {
    const id = await hold({}, 30)
    const refused = await release(id)
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('evenIfLapsed')])
    expect((await release(id, { reason: 'still of use', evenIfLapsed: true })).status).toBe(200)
  })

  test('to somebody who has opted out of this client is refused; an opt-out of another is not theirs', async () => {
    const id = await hold()
    const optOut = { phone: '+447700900301', source: 'text', wording: 'STOP' }
    await world.prisma.optOut.create({ data: { ...optOut, clientId: null } })
    await world.prisma.optOut.create({ data: { ...optOut, clientId } })
    const refused = await release(id, { reason: 'x', evenIfLapsed: true })
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('opted out')])
    await world.prisma.optOut.deleteMany({ where: { clientId } })
    expect((await release(id)).status).toBe(200)
  })

  test('needs a reason, and a text that is there and held', async () => {
    const id = await hold()
    expect((await release(id, {})).json).toMatchObject({ status: 422, errors: [{ path: 'reason' }] })
    expect((await release(id, { reason: '   ' })).status).toBe(422)
    expect((await release('00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await release('x')).status).toBe(404)
    await world.prisma.outboxMessage.update({ where: { id }, data: { state: 'SUPPRESSED' } })
    expect((await release(id)).json).toMatchObject({ status: 409, detail: expect.stringContaining('SUPPRESSED') })
  })

  test('by twenty at the same moment happens once, and a drop beside it does not undo it', async () => {
    const id = await hold()
    const all = await Promise.all([...Array.from({ length: 20 }, () => release(id)), drop(id)])
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 409)).toHaveLength(20)
    expect(await world.prisma.auditEntry.count()).toBe(1)
    expect((await jobs()).length).toBe((await stored(id)).state === 'READY' ? 1 : 0)
  })
})

describe('a change of words', () => {
  const change = (id: string, body: object) => world.call('PATCH', `/api/admin/held/${id}`, body)

  test('is kept with its size and who, and the text stays held', async () => {
    const id = await hold()
    const { status, json } = await change(id, { body: ' Ring us on Monday 😀 ', was: 'Book here', reason: 'old link' })
    expect([status, json]).toMatchObject([200, { id, body: 'Ring us on Monday 😀', segments: 1, lapsed: false }])
    const row = { body: 'Ring us on Monday 😀', encoding: 'UCS-2', segments: 1, state: 'HELD' }
    expect(await stored(id)).toMatchObject({ ...row, reason: 'outbound-paused' })
    expect(await world.prisma.auditEntry.findMany()).toMatchObject([
      {
        action: 'held.change',
        subjectId: id,
        clientId,
        before: { body: 'Book here' },
        after: { body: 'Ring us on Monday 😀' },
        reason: 'old link',
      },
    ])
    expect(await jobs()).toEqual([])
  })

  test('to the same words changes nothing; none, too many, or control characters are refused in words', async () => {
    const id = await hold()
    expect((await change(id, { body: 'Book here', reason: 'same' })).status).toBe(200)
    expect(await world.prisma.auditEntry.count()).toBe(0)
    for (const body of ['', ' \n ', 'x'.repeat(1_601), 'a\u0000b'])
      expect((await change(id, { body, reason: 'odd' })).json).toMatchObject({
        status: 422,
        errors: [{ path: 'body' }],
      })
    expect((await change(id, { body: 'Hello' })).json).toMatchObject({ errors: [{ path: 'reason' }] })
    expect((await stored(id)).body).toBe('Book here')
  })

  test('does not undo a colleague’s, and finds only what is still held', async () => {
    const id = await hold()
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => change(id, { body: `Words ${i}`, was: 'Book here', reason: 'mine' })),
    )
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 409)).toHaveLength(9)
    expect(await world.prisma.auditEntry.count()).toBe(1)
    expect((await release(id)).status).toBe(200)
    expect((await change(id, { body: 'Later', reason: 'too late' })).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('READY'),
    })
    expect((await change('00000000-0000-4000-8000-000000000000', { body: 'a', reason: 'b' })).status).toBe(404)
  })
})

test('a drop keeps the text as suppressed, and no delivery is queued', async () => {
  const id = await hold({}, 90)
  expect((await drop(id)).status).toBe(200)
  expect(await stored(id)).toMatchObject({ state: 'SUPPRESSED', reason: 'dropped' })
  expect(await jobs()).toEqual([])
  expect(await world.prisma.auditEntry.findMany()).toMatchObject([{ action: 'held.drop', reason: 'too late' }])
})

describe('of all of a client', () => {
  test('the preview shows what would leave in order, what would not and why, and does nothing', async () => {
    const first = await hold({}, 3)
    const lapsed = await hold({}, 40)
    const second = await hold({ toNumber: '+447700900302' }, 2)
    const out = await hold({ toNumber: '+447700900303' }, 1)
    await world.prisma.optOut.create({ data: { phone: '+447700900303', clientId, source: 'text', wording: 'STOP' } })
    const { json } = await many('release', { reason: 'looking' }, '?preview=true')
    expect(json).toMatchObject({ preview: true, more: false, upTo: '2030-01-15T09:59:00.000Z' })
    expect(ids(json.messages)).toEqual([first, second])
    expect(
      json.leftBehind.map((one: { because: string; message: { id: string } }) => [one.message.id, one.because]),
    ).toEqual([
      [lapsed, 'lapsed'],
      [out, 'opted-out'],
    ])
    expect(await world.prisma.outboxMessage.count({ where: { state: 'HELD' } })).toBe(4)
    expect([await world.prisma.auditEntry.count(), await jobs()]).toEqual([0, []])

    const later = await hold({ toNumber: '+447700900304' }, 0)
    const done = await many('release', { reason: 'quiet is over', upTo: json.upTo })
    expect(done.json.preview).toBe(false)
    expect(ids(done.json.messages)).toEqual([first, second])
    expect((await stored(later)).state).toBe('HELD')
    expect(await jobs()).toHaveLength(2)
    expect(ids((await many('release', { reason: 'all', evenIfLapsed: true })).json.messages)).toEqual([lapsed, later])
  })

  test('a preview during the pause shows every reply as left behind', async () => {
    await hold()
    await world.prisma.client.update({
      where: { id: clientId },
      data: { outboundPaused: true, outboundPausedUntil: null },
    })
    const { status, json } = await many('release', { reason: 'looking' }, '?preview=true')
    expect([status, json.messages, json.leftBehind[0].because]).toEqual([200, [], 'outbound-paused'])
  })

  test('a hundred go at once, and the answer says that there are more', async () => {
    for (let n = 0; n < 101; n++) await hold({ toNumber: `+447700900${400 + n}` })
    const first = (await many('release')).json
    expect([first.messages.length, first.more]).toEqual([100, true])
    const second = (await many('release')).json
    expect([second.messages.length, second.more]).toEqual([1, false])
    expect((await many('release')).json).toEqual({
      preview: false,
      messages: [],
      leftBehind: [],
      more: false,
      upTo: null,
    })
  })

  test('dropping has its preview too, and leaves other clients alone', async () => {
    const mine = await hold({}, 90)
    const another = await hold({ clientId: null })
    expect(ids((await many('drop', { reason: 'looking' }, '?preview=true')).json.messages)).toEqual([mine])
    expect((await stored(mine)).state).toBe('HELD')
    expect(ids((await many('drop')).json.messages)).toEqual([mine])
    expect([(await stored(mine)).state, (await stored(another)).state]).toEqual(['SUPPRESSED', 'HELD'])
  })

  test('a client that is not there, and a preview that is neither true nor false, are refused in words', async () => {
    const url = '/api/admin/clients/00000000-0000-4000-8000-000000000000/held/release'
    expect((await world.call('POST', url, { reason: 'x' })).status).toBe(404)
    expect((await many('release', { reason: 'x' }, '?preview=yes')).json).toMatchObject({
      status: 400,
      detail: expect.stringContaining('true or false'),
    })
  })
})
