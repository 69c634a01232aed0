import { afterAll, beforeAll, expect, test } from 'vitest'
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

const at = (seconds: number) => new Date(Date.UTC(2030, 0, 15, 9, 0, seconds))
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const trace = (sid: string) => world.call('GET', `/api/admin/messages/${sid}/trace`)

function text(seq: number, body: string, state = 'DONE') {
  return { id: uuid(seq), messageSid: `SMin${seq}`, conversationId, clientId, seq, body, state, receivedAt: at(seq) }
}

function message(n: number, more: object) {
  return {
    id: uuid(n),
    dedupeKey: `key-${n}`,
    clientId,
    conversationId,
    purpose: 'reply',
    fromNumber: '+441134960101',
    toNumber: '+447700900301',
    body: 'Book here',
    encoding: 'GSM-7',
    segments: 1,
    createdAt: at(10),
    notBefore: at(10),
    ...more,
  }
}

test('a text that was answered shows its turn as it was kept, and what became of each message', async () => {
  const kept = {
    answers: { dial: { value: { intent: 'URGENT', confidence: 0.9 }, by: 'rules', because: 'burst pipe' } },
  }
  await world.prisma.inboundMessage.createMany({ data: [text(1, 'burst pipe'), text(2, 'please hurry')] })
  const turn = await world.prisma.turn.create({
    data: {
      conversationId,
      clientId,
      fromSeq: 1,
      toSeq: 2,
      outcome: 'ANSWERED',
      action: 'SEND_BOOKING_AND_ALERT',
      rule: 'urgent-or-danger',
      trace: kept,
      inputTokens: 12,
      createdAt: at(4),
    },
  })
  const sid = 'SMout1'
  await world.prisma.outboxMessage.create({
    data: message(101, { turnId: turn.id, state: 'SENT', twilioSid: sid, sentAt: at(11), deliveryStatus: 'delivered' }),
  })
  const notice = { turnId: turn.id, purpose: 'owner-notice', state: 'SUPPRESSED', reason: 'notifications-paused' }
  await world.prisma.outboxMessage.create({ data: message(102, notice) })
  await world.prisma.deliveryEvent.create({
    data: { outboxId: uuid(101), messageSid: sid, status: 'sent', receivedAt: at(12) },
  })

  const { status, json } = await trace('SMin1')
  expect(status).toBe(200)
  expect(json).toMatchObject({
    messageSid: 'SMin1',
    direction: 'inbound',
    client: { id: clientId, businessName: 'Elm Plumbing' },
    conversation: { id: conversationId, phone: '+447700900301' },
    message: { messageSid: 'SMin1', body: 'burst pipe' },
    turn: {
      outcome: 'ANSWERED',
      rule: 'urgent-or-danger',
      trace: kept,
      inputTokens: 12,
      answeredAfterMs: 3_000,
      texts: [{ messageSid: 'SMin1' }, { messageSid: 'SMin2' }],
    },
    outbox: [
      { purpose: 'reply', gate: { open: true }, deliveryStatus: 'delivered', deliveries: [{ status: 'sent' }] },
      { purpose: 'owner-notice', gate: { open: false, because: 'notifications-paused' } },
    ],
  })
  expect(json.summary).toBe(
    'It was answered, by the rule urgent-or-danger. The reply is delivered. The notice to the owner is suppressed (notifications-paused).',
  )

  const out = await trace(sid)
  expect(out.json).toMatchObject({ direction: 'outgoing', turn: { id: turn.id }, message: { messageSid: 'SMin2' } })
  expect(out.json.outbox).toEqual(json.outbox)
})

test('a text that still waits has no turn yet, and says so', async () => {
  await world.prisma.inboundMessage.create({ data: text(3, 'hello?', 'RECEIVED') })
  const { json } = await trace('SMin3')
  expect(json).toMatchObject({ turn: null, outbox: [], summary: expect.stringContaining('waits') })
})

test('a message that belongs to no turn shows itself', async () => {
  await world.prisma.outboxMessage.create({
    data: message(103, { purpose: 'alert', clientId: null, conversationId: null, state: 'SENT', twilioSid: 'SMalert' }),
  })
  const { json } = await trace('SMalert')
  expect(json).toMatchObject({
    direction: 'outgoing',
    client: null,
    turn: null,
    message: null,
    outbox: [{ purpose: 'alert' }],
  })
})

test('an unknown sid is not found, in words', async () => {
  expect((await trace('SMnobody')).json).toMatchObject({ status: 404, detail: expect.stringContaining('SMnobody') })
  expect((await trace('a%00b')).status).toBe(404)
})

test('held texts are listed with their reason, the latest first, per client too', async () => {
  const held = { state: 'HELD', reason: 'outbound-paused' }
  const minutesAgo = (minutes: number) => new Date(world.clock.now.getTime() - minutes * 60_000)
  await world.prisma.outboxMessage.createMany({
    data: [
      message(111, { ...held, heldAt: minutesAgo(30) }),
      message(112, { ...held, heldAt: minutesAgo(29) }),
      message(113, { ...held, heldAt: minutesAgo(1), clientId: null, conversationId: null }),
    ],
  })
  const { json } = await world.call('GET', '/api/admin/held')
  expect(json.items.map((item: { id: string }) => item.id)).toEqual([uuid(113), uuid(112), uuid(111)])
  const own = (await world.call('GET', `/api/admin/held?clientId=${clientId}`)).json.items
  expect(own).toMatchObject([
    { lapsed: false },
    { lapsed: true, reason: 'outbound-paused', to: '+447700900301', from: '+441134960101', body: 'Book here' },
  ])
  const first = (await world.call('GET', '/api/admin/held?limit=2')).json
  const second = (await world.call('GET', `/api/admin/held?limit=2&cursor=${first.nextCursor}`)).json
  expect(second).toMatchObject({ items: [{ id: uuid(111) }], nextCursor: null })
  expect((await world.call('GET', '/api/admin/held?clientId=elm')).status).toBe(400)
})
