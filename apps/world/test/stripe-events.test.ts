/** Every event of Stripe's that means something here is caused once, and reaches the client that it is about. */
import { handledTypes } from '@jobrun/domain/billing/stripe-event'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { account } from '../src/boot-world.ts'
import { signingUp } from './signing-up.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const DAY_MS = 24 * 3_600_000
let world: TestWorld
let owners = 0

beforeAll(async () => {
  // Without free days the first payment is money, so that it can arrive later, or not.
  world = await testWorld({ environment: { TRIAL_DAYS: '0' } })
  await world.stock(...Array.from({ length: 20 }, (_, n) => `+4411349606${String(n).padStart(2, '0')}`))
})
afterAll(() => world?.stop())

async function waitsForPayment() {
  const owner = signingUp(world, `+447700900${700 + owners++}`)
  await owner.signsUp(`Plumber ${owners}`)
  return owner
}
type Owner = Awaited<ReturnType<typeof waitsForPayment>>

async function paying(card: Parameters<Owner['pays']>[0] = 'good') {
  const owner = await waitsForPayment()
  await owner.pays(card)
  return { owner, subscription: await subscriptionOf(owner) }
}

async function subscriptionOf(owner: Owner): Promise<string> {
  const [row] = await world.rows('select subscription_id from client_billing where client_id = $1', [await owner.id()])
  return String(row?.subscription_id)
}

/** Free days given by hand at Stripe, of which two are left. */
async function trialOf(subscription: string): Promise<void> {
  const answer = await fetch(`${world.stripe.url}/v1/subscriptions/${subscription}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${account.stripe.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ trial_end: String(Math.floor((world.clock.now().getTime() + 2 * DAY_MS) / 1000)) }),
  })
  expect(answer.status).toBe(200)
  world.stripe.advance(1_000)
}

const billingOf = async (owner: Owner) =>
  (
    await world.rows('select billing_state as state, payment_active as active from clients where id = $1', [
      await owner.id(),
    ])
  )[0]

const noticesTo = async ({ phone }: Owner) =>
  (
    await world.rows(`select body from outbox where to_number = $1 and dedupe_key like 'billing:%' order by seq`, [
      phone,
    ])
  ).map(({ body }) => body)

test('a bank debit moves S5 on when it arrives, and not before', async () => {
  const owner = await waitsForPayment()
  const session = await owner.session()
  await owner.pays('later-paid')
  expect(await billingOf(owner)).toEqual({ state: 'TRIAL_PENDING', active: false })
  const before = owner.heard().length
  world.stripe.settle(session)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'ACTIVE', active: true })
  expect(owner.heard().slice(before)).toEqual([expect.stringMatching(/Payment received/)])
})

test('a bank debit that fails leaves the owner in S5 and tells them, and the same link takes another payment', async () => {
  const owner = await waitsForPayment()
  const session = await owner.session()
  await owner.pays('later-failed')
  world.stripe.settle(session)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'TRIAL_PENDING', active: false })
  expect(await noticesTo(owner)).toEqual([expect.stringMatching(/bank did not let the payment.*through/)])
  await owner.pays()
  expect(await billingOf(owner)).toEqual({ state: 'ACTIVE', active: true })
})

test('a renewal that asks the payer to confirm counts as failed until they have', async () => {
  const { owner, subscription } = await paying('authentication')
  world.stripe.endPeriod(subscription)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'DELINQUENT', active: false })
  expect(await noticesTo(owner)).toEqual([expect.stringMatching(/could not take the payment.*\/b\//)])
})

test('a plan that is paused and resumed goes on, and one that is ended does not', async () => {
  const { owner, subscription } = await paying()
  world.stripe.pause(subscription)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'SUSPENDED', active: false })
  world.stripe.resume(subscription)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'ACTIVE', active: true })
  world.stripe.cancel(subscription)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'CANCELED', active: false })
})

test('a dispute that is won makes the payment count again', async () => {
  const { owner, subscription } = await paying()
  const dispute = world.stripe.dispute(subscription)
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'DELINQUENT', active: false })
  world.stripe.closeDispute(dispute, 'won')
  await world.settle()
  expect(await billingOf(owner)).toEqual({ state: 'ACTIVE', active: true })
})

test('money paid back is told to owner and founder', async () => {
  const { owner, subscription } = await paying()
  world.stripe.refund(subscription)
  await world.settle()
  expect(await noticesTo(owner)).toEqual([expect.stringMatching(/paid back to you/)])
  expect(world.heard(founder).filter((body) => body.includes(owner.phone))).toHaveLength(1)
})

test('a checkout that expires, and free days that end, are looked into too; then each type has come and is done with', async () => {
  const owner = await waitsForPayment()
  world.stripe.expire(await owner.session())
  await world.settle()
  const { subscription } = await paying()
  await trialOf(subscription)
  await world.settle()
  const seen = await world.rows(
    `select type, bool_and(state = 'DONE') as done, count(client_id)::int as of_clients from stripe_events group by type`,
  )
  const ours = seen.filter(({ type }) => handledTypes.includes(String(type)))
  expect(ours.map(({ type }) => type).toSorted()).toEqual([...handledTypes].toSorted())
  for (const { type, done, of_clients } of ours) {
    expect(done, `${type} is done with`).toBe(true)
    expect(of_clients, `${type} found its client`).toBeGreaterThan(0)
  }
})
