import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let elm: string
let oak: string

const ago = (hours: number) => new Date(world.clock.now.getTime() - hours * 3_600_000)

async function talk(clientId: string, phone: string): Promise<string> {
  const talked = await world.prisma.conversation.create({ data: { clientId, phone, ourNumber: '+441134960101' } })
  return talked.id
}

async function turn(
  conversationId: string,
  given: { hours: number; seq: number; texts?: number; [more: string]: unknown },
) {
  const { hours, seq, texts = 1, ...more } = given
  const { clientId } = await world.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const data = { conversationId, clientId, fromSeq: seq, toSeq: seq + texts - 1, trace: {}, outcome: 'ANSWERED' }
  await world.prisma.turn.create({
    data: { ...data, action: 'SEND_BOOKING_LINK', createdAt: ago(hours), ...more },
  })
}

async function message(given: { hours: number; state: string; [more: string]: unknown }) {
  const { hours, ...more } = given
  const text = { purpose: 'reply', body: 'x', encoding: 'GSM-7', segments: 1 }
  const ends = { fromNumber: '+441134960101', toNumber: '+447700900301', dedupeKey: crypto.randomUUID() }
  const sent = more['state'] === 'SENT' ? { twilioSid: `SM${crypto.randomUUID()}`, sentAt: ago(hours) } : {}
  await world.prisma.outboxMessage.create({
    data: { ...text, ...ends, ...sent, clientId: elm, createdAt: ago(hours), ...more },
  })
}

const today = async (query = '') => (await world.call('GET', `/api/admin/today${query}`)).json

beforeAll(async () => {
  world = await operatorWorld()
  world.clock.now = new Date('2030-01-15T10:20:00Z')
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.client.deleteMany()
  const add = async (businessName: string, phoneNumber: string) =>
    (await world.prisma.client.create({ data: { businessName, phoneNumber } })).id
  elm = await add('Elm Plumbing', '+447700900101')
  oak = await add('Oak Plumbing', '+447700900102')
})

test('nothing yet is forty-eight empty hours, the last of them under way', async () => {
  const shown = await today()
  expect(shown.hours).toHaveLength(48)
  expect(shown.hours[0]).toEqual({ from: '2030-01-13T11:00:00.000Z', texts: 0, answers: 0 })
  expect(shown.hours[47]).toEqual({ from: '2030-01-15T10:00:00.000Z', texts: 0, answers: 0 })
  expect(shown.byBrain).toEqual({ ai: 0, rules: 0 })
  expect(shown.oldestWaiting).toEqual({ text: null, message: null })
})

test('texts and answers count in their hour; actions and brains of a day, and of one client when asked', async () => {
  const [atElm, atOak] = [await talk(elm, '+447700900301'), await talk(oak, '+447700900302')]
  await turn(atElm, { hours: 0, seq: 1, texts: 3, inputTokens: 40 })
  await turn(atElm, { hours: 0, seq: 4, outcome: 'SILENT', action: null })
  await turn(atOak, { hours: 2, seq: 1, action: 'SEND_CLARIFY_QUESTION' })
  await turn(atElm, { hours: 30, seq: 5 })
  await turn(atElm, { hours: 60, seq: 6 })
  const all = await today()
  expect(all.hours[47]).toMatchObject({ texts: 4, answers: 1 })
  expect(all.hours[45]).toMatchObject({ from: '2030-01-15T08:00:00.000Z', texts: 1, answers: 1 })
  expect(all.hours[17]).toMatchObject({ from: '2030-01-14T04:00:00.000Z', texts: 1, answers: 1 })
  expect(all.hours.reduce((sum: number, { texts }: { texts: number }) => sum + texts, 0)).toBe(6)
  expect(all.byBrain).toEqual({ ai: 1, rules: 1 })
  expect(all.byAction).toEqual([
    { action: 'SEND_BOOKING_LINK', turns: 1 },
    { action: 'SEND_CLARIFY_QUESTION', turns: 1 },
    { action: 'SEND_POLITE_DECLINE', turns: 0 },
    { action: 'SEND_BOOKING_AND_ALERT', turns: 0 },
  ])
  const ofOak = await today(`?clientId=${oak}`)
  expect(ofOak.byBrain).toEqual({ ai: 0, rules: 1 })
  expect(ofOak.hours[47]).toMatchObject({ texts: 0, answers: 0 })
})

test('messages of a day by how far they came, and how long the oldest has waited', async () => {
  await message({ hours: 1, state: 'SENT', deliveryStatus: 'delivered' })
  await message({ hours: 1, state: 'SENT', deliveryStatus: 'read' })
  await message({ hours: 1, state: 'SENT', deliveryStatus: 'sent' })
  await message({ hours: 1, state: 'SENT', deliveryStatus: 'undelivered', undelivered: true })
  await message({ hours: 1, state: 'FAILED' })
  await message({ hours: 1, state: 'SUPPRESSED', reason: 'opted-out' })
  await message({ hours: 1, state: 'HELD', heldAt: ago(1) })
  await message({ hours: 0, state: 'READY', notBefore: new Date(world.clock.now.getTime() - 90_000) })
  await message({ hours: 25, state: 'SENT', deliveryStatus: 'delivered' })
  const shown = await today()
  expect(shown.delivery).toEqual({ delivered: 2, sent: 1, undelivered: 1, failed: 1, suppressed: 1, waiting: 2 })
  expect(shown.oldestWaiting).toEqual({ text: null, message: 90 })
})
