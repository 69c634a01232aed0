import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startStripeSimulator } from '../src/stripe/start-stripe-simulator.ts'
import { type StripeWorld, secretKey, started, startStripeWorld, webhookSecret } from './stripe-world.ts'
import { failureOf } from './twilio-world.ts'
import { eventually } from './webhook-receiver.ts'

let world: StripeWorld
beforeAll(async () => {
  world = await startStripeWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.simulator.clearFaults()
  world.webhooks.replies = [{}]
  await world.arrivedTypes()
})

const customer = () => world.client.customers.create({ name: 'Dave', metadata: { clientId: 'client-1' } })

test('an event is signed as the SDK wants it, and can be read again', async () => {
  const made = await customer()
  await world.simulator.whenQuiet()
  const [arrived] = world.webhooks.arrived
  const signature = String(arrived?.headers['stripe-signature'])
  const { webhooks } = world.client
  const event = webhooks.constructEvent(arrived?.body ?? '', signature, webhookSecret, Number.MAX_SAFE_INTEGER)
  expect(event).toMatchObject({ type: 'customer.created', data: { object: { id: made.id, name: 'Dave' } } })
  expect(event.request?.idempotency_key).toBeTruthy()
  expect(event.created).toBe(started.getTime() / 1000)
  expect(() => webhooks.constructEvent(arrived?.body ?? '', signature, 'whsec_other')).toThrow(/signature/i)
  expect((await world.client.events.retrieve(event.id)).data.object).toMatchObject({ id: made.id })
  const [listed] = (await world.client.events.list({ type: 'customer.*', limit: 1 })).data
  expect(listed?.id).toBe(event.id)
})

test.each([
  ['an error', { status: 500 }, [500, 500, 200]],
  ['a redirect', { status: 302 }, [302, 302, 200]],
  ['no answer', 'drop', [null, null, 200]],
] as const)('an event that meets %s is sent again until it is taken', async (_name, reply, statuses) => {
  world.simulator.set({ eventRetryMs: [10, 20, 30] })
  world.webhooks.replies = [reply, reply, {}]
  const made = await customer()
  const eventId = world.simulator.events().findLast(({ object }) => object.id === made.id)?.id
  const attempts = () => world.simulator.eventAttempts().filter((attempt) => attempt.eventId === eventId)
  await eventually(() => attempts().length === 3)
  expect(attempts().map(({ status }) => status)).toEqual(statuses)
})

test('events can repeat, come in reverse, come late, come not at all, and be sent again', async () => {
  world.simulator.set({ eventCopies: 2 })
  await customer()
  expect(await world.arrivedTypes()).toEqual(['customer.created', 'customer.created'])
  world.simulator.set({ eventCopies: 1, eventsReversed: true })
  await world.subscribed(7)
  const reversed = await world.arrivedTypes()
  expect(reversed[0]).toBe('checkout.session.completed')
  expect(reversed.at(-1)).toBe('customer.created')
  world.simulator.set({ eventsReversed: false, eventDelayMs: 150 })
  const began = performance.now()
  await customer()
  await world.arrivedTypes()
  expect(performance.now() - began).toBeGreaterThanOrEqual(145)
  world.simulator.set({ eventDelayMs: 0, eventCopies: 0 })
  await customer()
  expect(await world.arrivedTypes()).toEqual([])
  const last = world.simulator.events().at(-1)
  expect(await world.simulator.resend(last?.id ?? '', 5)).toEqual([200, 200, 200, 200, 200])
  expect(await world.arrivedTypes()).toHaveLength(5)
})

test('events show objects as of the version of the endpoint', async () => {
  world.simulator.set({ eventVersion: '2024-06-20' })
  await world.subscribed()
  await world.simulator.whenQuiet()
  const events = world.webhooks.arrived.map(({ body }) => JSON.parse(body))
  const made = events.find(({ type }) => type === 'customer.subscription.created')
  expect(made).toMatchObject({
    api_version: '2024-06-20',
    data: { object: { current_period_end: expect.any(Number) } },
  })
})

test('the same idempotency key brings the same answer for a day; another body is refused', async () => {
  const key = 'checkout-client-9'
  const create = (name: string) => world.client.customers.create({ name }, { idempotencyKey: key })
  const first = await create('Dave')
  const again = await create('Dave')
  expect(again.id).toBe(first.id)
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(await failureOf(create('Kim'))).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' })
  world.simulator.advance(24 * 60 * 60 * 1000)
  expect((await create('Kim')).id).not.toBe(first.id)
  const refused = () =>
    world.client.checkout.sessions.create({ mode: 'subscription' } as never, { idempotencyKey: 'k2' })
  expect(await failureOf(refused())).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError' })
})

test.each([
  ['500', { statusCode: 500 }, false],
  ['503', { statusCode: 503 }, false],
  ['429', { statusCode: 429 }, false],
  ['drop', { type: 'StripeConnectionError' }, false],
  ['hang', { type: 'StripeConnectionError' }, false],
  ['500-after', { statusCode: 500 }, true],
  ['drop-after', { type: 'StripeConnectionError' }, true],
] as const)('a request that meets %s; done all the same: %s', async (kind, seen, done) => {
  const before = (await world.client.customers.list({ limit: 100 })).data.length
  // The SDK itself tries a line that was cut once more.
  world.simulator.failNextRequests({ kind, path: '/v1/customers', times: kind.startsWith('drop') ? 2 : 1 })
  const impatient = world.clientWith({ timeout: 300 })
  const create = () => impatient.customers.create({ name: 'Dave' }, { idempotencyKey: `meets-${kind}` })
  expect(await failureOf(create())).toMatchObject(seen)
  expect((await world.client.customers.list({ limit: 100 })).data).toHaveLength(before + (done ? 1 : 0))
  await create()
  expect((await world.client.customers.list({ limit: 100 })).data).toHaveLength(before + 1)
})

test('over HTTP: pay, advance, resend, and a sentence for bad input', async () => {
  const sim = async (path: string, body: object) => {
    const answer = await fetch(`${world.simulator.url}/sim${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
  const session = await world.checkout()
  expect(await sim(`/sessions/${session.id}/pay`, { card: 'good' })).toMatchObject({
    status: 200,
    json: { done: { outcome: 'paid' } },
  })
  expect((await sim('/sessions/cs_none/pay', {})).json.error).toBe("No such checkout.session: 'cs_none'")
  expect((await sim('/clock', { days: 1, ms: 1 })).json.error).toContain('give either ms or days')
  expect((await sim('/faults', { eventVersion: 'new' })).json.error).toContain('2024-06-20')
  const last = world.simulator.events().at(-1)
  expect((await sim(`/events/${last?.id}/resend`, { times: 2 })).json).toEqual({ done: [200, 200] })
})

test('with a file the stand-in goes on where it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-'))
  const options = { now: () => started, secretKey, webhookSecret, stateFile: join(folder, 'stripe.json') }
  const first = await startStripeWorld(options)
  const { id } = await first.subscribed(7)
  await first.stop()
  const second = await startStripeSimulator(options)
  expect(second.state().subscriptions).toMatchObject([{ id, status: 'trialing' }])
  await second.stop()
  rmSync(folder, { recursive: true })
})
