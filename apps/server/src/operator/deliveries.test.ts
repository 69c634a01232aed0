import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let clientId: string
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

beforeAll(async () => {
  world = await operatorWorld()
  clientId = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const rows: object[] = [
    { state: 'READY' },
    { state: 'SENT', twilioSid: 'SM1', deliveryStatus: 'delivered', priceMicro: 40_000, priceCurrency: 'USD' },
    { state: 'SENT', twilioSid: 'SM2', deliveryStatus: 'undelivered', undelivered: true, errorCode: 30003 },
    { state: 'FAILED', reason: 'badNumber', errorCode: 21211 },
    {
      state: 'SENT',
      twilioSid: 'SM4',
      deliveryStatus: 'undelivered',
      undelivered: true,
      errorCode: 30003,
      clientId: null,
    },
    { state: 'SENT', twilioSid: 'SM5', deliveryStatus: 'sent' },
  ]
  for (const [n, more] of rows.entries()) {
    await world.prisma.outboxMessage.create({
      data: {
        id: uuid(n),
        dedupeKey: `key-${n}`,
        clientId,
        purpose: 'reply',
        fromNumber: '+441134960101',
        toNumber: '+447700900301',
        body: 'Book here',
        encoding: 'GSM-7',
        segments: 1,
        createdAt: new Date(Date.UTC(2030, 0, 15, 9, 0, n)),
        ...more,
      },
    })
  }
})
afterAll(() => world[Symbol.asyncDispose]())

test.each([
  ['', [5, 4, 3, 2, 1, 0]],
  ['?state=READY', [0]],
  ['?state=SENT', [5, 4, 2, 1]],
  ['?state=FAILED', [3]],
  ['?state=HELD', []],
  ['?state=DELIVERED', [1]],
  ['?state=UNDELIVERED', [4, 2]],
  ['?errorCode=30003', [4, 2]],
  ['?errorCode=21211&state=FAILED', [3]],
  ['?errorCode=30003&clientId=CLIENT', [2]],
  ['?state=UNDELIVERED&clientId=CLIENT', [2]],
  ['?clientId=CLIENT&limit=2', [5, 3]],
])('deliveries%s are %o', async (query, expected) => {
  const { status, json } = await world.call('GET', `/api/admin/deliveries${query.replace('CLIENT', clientId)}`)
  expect(status).toBe(200)
  expect(json.items.map(({ id }: { id: string }) => id)).toEqual(expected.map(uuid))
})

test('each shows what Twilio said and what it cost, and pages go on where they ended', async () => {
  const { json } = await world.call('GET', '/api/admin/deliveries?state=SENT&limit=3')
  const next = await world.call('GET', `/api/admin/deliveries?state=SENT&limit=3&cursor=${json.nextCursor}`)
  expect(next.json).toMatchObject({
    items: [{ twilioSid: 'SM1', deliveryStatus: 'delivered', priceMicro: 40_000, from: '+441134960101' }],
    nextCursor: null,
  })
})

test.each(['state=sent', 'errorCode=x', 'errorCode=', 'clientId=elm', 'order=asc'])('%s is refused', async (query) => {
  expect((await world.call('GET', `/api/admin/deliveries?${query}`)).status).toBe(400)
})
