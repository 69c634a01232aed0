/** Money: what Stripe tells, however it tells it, and what comes of it for owner, founder and customers. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { account } from '../src/boot-world.ts'
import { signingUp } from './signing-up.ts'
import { until } from './until.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

const DAY_MS = 24 * 3_600_000
const holding = /A team member will contact you/

// Whole lives of clients, on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let world: TestWorld
let owners = 0
const newOwner = () => signingUp(world, `+447700900${700 + owners++}`)
type Owner = ReturnType<typeof newOwner>

beforeAll(async () => {
  world = await testWorld()
  await world.stock(...Array.from({ length: 40 }, (_, n) => `+4411349606${String(n).padStart(2, '0')}`))
})
beforeEach(() => world.stripe.clearFaults())
afterAll(() => world?.stop())

const clientOf = async (owner: Owner) => {
  const [row] = await world.rows(
    `select c.billing_state as billing, c.payment_active as active, c.grace_until, c.twilio_number as number, s.current_state as state,
      b.subscription_id from clients c join onboarding_states s on s.client_id = c.id left join client_billing b on b.client_id = c.id
     where c.phone_number = $1`,
    [owner.phone],
  )
  return row ?? {}
}
const subscriptionOf = async (owner: Owner) => String((await clientOf(owner)).subscription_id)
const toldFounder = (owner: Owner) => world.heard(founder).filter((body) => body.includes(owner.phone))

async function waitsForPayment() {
  const owner = newOwner()
  await owner.signsUp(`Plumber ${owners}`)
  return owner
}

/** Live, and its customers ring and text. */
async function live() {
  const owner = await waitsForPayment()
  await owner.pays()
  await owner.says('1')
  const { number } = await clientOf(owner)
  await world.twilio.call({ from: '+447700900444', to: String(number), forwardedFrom: owner.phone })
  await world.settle()
  expect(await clientOf(owner)).toMatchObject({ state: 'COMPLETE', active: true })
  return owner
}

async function customerHears(owner: Owner) {
  const { number } = await clientOf(owner)
  const customer = world.customer()
  await world.texts(customer, 'I need a tap fitted in Leeds', { to: String(number) })
  await world.settle()
  return world.heard(customer).at(-1)
}

function signed(body: string, { secret = account.stripe.webhookSecret, secondsAgo = 0 } = {}) {
  const t = Math.floor(world.clock.now().getTime() / 1000) - secondsAgo
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}
const post = (body: string, signature?: string) =>
  fetch(`${world.publicBaseUrl}/api/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) },
    body,
  })

describe('the door', () => {
  const body = JSON.stringify({ id: 'evt_door', type: 'radar.fine', created: 1, data: { object: { object: 'radar' } } })

  test('what is not Stripe’s is a 400 with the reason, and leaves nothing', async () => {
    const refused: [string, string | undefined, RegExp][] = [
      [body, undefined, /header is missing/],
      [body, signed(body, { secret: 'whsec_other' }), /signature is wrong/],
      [`${body} `, signed(body), /body was changed/],
      [body, signed(body, { secondsAgo: 301 }), /older than 300 seconds/],
      [body, 'nonsense', /signature is wrong/],
      ['{}', signed('{}'), /no event of Stripe/],
      ['', signed(''), /not JSON|body/],
    ]
    for (const [sent, signature, reason] of refused) {
      const answer = await post(sent, signature)
      expect(answer.status, String(reason)).toBe(400)
      expect(await answer.text()).toMatch(reason)
    }
    expect(await world.rows(`select 1 from stripe_events where id = 'evt_door'`)).toEqual([])
  })

  test('an event that means nothing here is a 200, recorded once among fifty, and changes nothing', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(body, signed(body))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await world.rows(`select state, outcome from stripe_events where id = 'evt_door'`)).toEqual([
      { state: 'DONE', outcome: 'not one that we act on' },
    ])
  })
})

describe('a payment', () => {
  test.each([
    ['in order', {}],
    ['each five times', { eventCopies: 5 }],
    ['backwards', { eventsReversed: true }],
    ['all at the same moment, each three times', { eventsAtOnce: true, eventCopies: 3 }],
    ['as an old endpoint tells it', { eventVersion: '2024-06-20' }],
    ['as paid, by an account that says so of trials', { trialPaymentStatus: 'paid' as const }],
  ])('told %s, moves S5 on once: one number, one text', async (_how, settings) => {
    const owner = await waitsForPayment()
    world.stripe.set(settings)
    const before = owner.heard().length
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ billing: 'TRIAL_ACTIVE', active: true, state: 'S6_PHONE_TYPE' })
    expect(owner.heard().slice(before)).toEqual([expect.stringMatching(/Payment received/)])
  })

  test('that arrives while the owner has gone BACK counts, is told at once, and is not asked for again', async () => {
    const owner = await waitsForPayment()
    await owner.says('BACK')
    const before = owner.heard().length
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ active: true, state: 'S4_NOTIFICATION_PREF' })
    expect(owner.heard().slice(before)).toEqual([expect.stringMatching(/Payment received.*Reply 1/)])
    expect(await owner.says('1')).toEqual([expect.stringMatching(/Your JobRun number is \+44113/)])
  })

  test('whose events never came is found when the owner says READY', async () => {
    const owner = await waitsForPayment()
    world.stripe.set({ eventCopies: 0 })
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ active: false, state: 'S5_CONFIRM_LIVE' })
    const heard = await owner.says('READY')
    expect(heard.at(-1)).toMatch(/Payment received.*\+44113/)
  })

  test('whose events never came is found in Stripe’s own list', async () => {
    const owner = await waitsForPayment()
    world.stripe.set({ eventCopies: 0 })
    await owner.pays()
    await world.catchUpPayments()
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ active: true, state: 'S6_PHONE_TYPE' })
  })

  test('on whose page the owner lands again is known at once', async () => {
    const owner = await waitsForPayment()
    world.stripe.set({ eventCopies: 0 })
    const end = await owner.pays()
    const page = await fetch('redirect' in end ? end.redirect : '')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Thank you')])
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ state: 'S6_PHONE_TYPE' })
  })

  test('while Stripe cannot be asked waits, and counts once it can', async () => {
    const owner = await waitsForPayment()
    const session = await owner.session()
    world.stripe.failNextRequests({ kind: '503', path: '/v1/subscriptions', times: 3 })
    world.stripe.pay(session)
    await until('the payment counts', async () => (await clientOf(owner)).active, 30_000)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ state: 'S6_PHONE_TYPE' })
  })

  test('that is declined leaves the owner where they are, and the same link takes the next card', async () => {
    const owner = await waitsForPayment()
    await owner.pays('declined')
    expect(await clientOf(owner)).toMatchObject({ active: false, state: 'S5_CONFIRM_LIVE' })
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ active: true })
  })

  test('for something that is no subscription does not count, whatever reference it carries', async () => {
    const owner = await waitsForPayment()
    const id = await owner.id()
    const answer = await fetch(`${world.stripe.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.stripe.secretKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        mode: 'payment',
        client_reference_id: id,
        'line_items[0][price]': 'price_simulated_once',
        success_url: 'https://jobrun.example/',
      }),
    })
    world.stripe.pay(((await answer.json()) as { id: string }).id)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ active: false, state: 'S5_CONFIRM_LIVE' })
  })

  test('made twice gives one number, and the founder is told', async () => {
    const owner = await waitsForPayment()
    const first = await owner.session()
    const id = await owner.id()
    const second = await fetch(`${world.stripe.url}/v1/checkout/sessions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${account.stripe.secretKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        mode: 'subscription',
        client_reference_id: id,
        'subscription_data[metadata][clientId]': id,
        'line_items[0][price]': 'price_simulated_monthly',
        success_url: 'https://jobrun.example/',
      }),
    })
    const before = owner.heard().length
    world.stripe.pay(first)
    world.stripe.pay(((await second.json()) as { id: string }).id)
    await world.settle()
    expect(owner.heard().slice(before)).toHaveLength(1)
    expect(toldFounder(owner)).toEqual([expect.stringMatching(/^BILLING.*two subscriptions/)])
  })
})

describe('the short link', () => {
  test('stays the same, and leads to a new page once the old one has expired', async () => {
    const owner = await waitsForPayment()
    const link = owner.link()
    const first = await owner.session()
    expect(await owner.session()).toBe(first)
    world.stripe.expire(first)
    await owner.says('how much is it?')
    const second = await owner.session()
    expect([owner.link(), second === first]).toEqual([link, false])
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ active: true })
    const again = await fetch(link)
    expect(await again.text()).toContain('Already paid')
  })

  test.each(['good', 'later-paid'] as const)(
    'opened once more after paying (%s) leads to no second payment, though no event came',
    async (card) => {
      const owner = await waitsForPayment()
      world.stripe.set({ eventCopies: 0 })
      await owner.pays(card)
      const before = world.stripe.state().sessions.length
      const page = await fetch(owner.link())
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Thank you')])
      expect(world.stripe.state().sessions).toHaveLength(before)
      await world.settle()
      expect(await clientOf(owner)).toMatchObject({ state: 'S6_PHONE_TYPE' })
    },
  )

  test('opened by many at once is one checkout', async () => {
    const owner = await waitsForPayment()
    world.stripe.expire(await owner.session())
    const pages = await Promise.all(Array.from({ length: 10 }, () => owner.session()))
    expect(new Set(pages).size).toBe(1)
  })

  test('that is nobody’s, or leads nowhere for the moment, says so', async () => {
    const unknown = await fetch(`${world.publicBaseUrl}/p/0000000000000000`)
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('does not work')])
    const owner = await waitsForPayment()
    world.stripe.failNextRequests({ kind: '503', times: 2 })
    const away = await fetch(owner.link())
    expect([away.status, await away.text()]).toEqual([503, expect.stringContaining('in a minute')])
  })
})

describe('a client who is live', () => {
  test('whose renewal fails has three days, then customers get the holding text, until it is paid', async () => {
    const owner = await live()
    const subscription = await subscriptionOf(owner)
    const before = owner.heard().length
    world.stripe.useCard(subscription, 'renewal-declined')
    world.stripe.endPeriod(subscription)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ billing: 'DELINQUENT', active: false, state: 'COMPLETE' })
    expect(await customerHears(owner)).not.toMatch(holding)
    await world.fastForward(2 * DAY_MS)
    await world.settle()
    expect(await customerHears(owner)).not.toMatch(holding)
    await world.fastForward(1.5 * DAY_MS)
    await world.settle()
    expect(await customerHears(owner)).toMatch(holding)
    world.stripe.useCard(subscription, 'good')
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ billing: 'ACTIVE', active: true, grace_until: null })
    expect(await customerHears(owner)).not.toMatch(holding)
    await world.fastForward(DAY_MS)
    await world.settle()
    const notices = await world.rows(
      `select body from outbox where to_number = $1 and purpose = 'owner-notice' and dedupe_key like 'billing:%' order by seq`,
      [owner.phone],
    )
    expect(notices.map(({ body }) => body)).toEqual([
      expect.stringMatching(/could not take the payment.*\/b\//),
      expect.stringMatching(/still not paid/),
      expect.stringMatching(/Payment received/),
    ])
    expect(owner.heard().length).toBeGreaterThanOrEqual(before + 3)
    expect(toldFounder(owner)).toEqual([
      expect.stringMatching(/could not be charged/),
      expect.stringMatching(/out of grace/),
    ])
  })

  test.each([
    ['refunded', 'DELINQUENT', /paid back/],
    ['disputed', 'DELINQUENT', /disputed/],
    ['canceled', 'CANCELED', /has ended/],
    ['paused', 'TRIAL_EXPIRED', /has ended/],
  ] as const)('that is %s becomes %s, and owner and founder are told', async (what, billing, words) => {
    const owner = await live()
    const subscription = await subscriptionOf(owner)
    if (what === 'refunded' || what === 'disputed') world.stripe.endPeriod(subscription)
    if (what === 'refunded') world.stripe.refund(subscription)
    if (what === 'disputed') world.stripe.dispute(subscription)
    if (what === 'canceled') {
      world.stripe.endPeriod(subscription)
      await world.settle()
      world.stripe.cancel(subscription)
    }
    if (what === 'paused') world.stripe.pause(subscription)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ billing, active: false })
    const [notice] = await world.rows(`select body from outbox where to_number = $1 and dedupe_key like 'billing:%'`, [
      owner.phone,
    ])
    expect(notice?.body).toMatch(words)
    expect(toldFounder(owner)).toHaveLength(1)
  })

  test('keeps its number for 30 days unpaid; then it rests, and who pays again begins there with another', async () => {
    const owner = await live()
    const { number, subscription_id } = await clientOf(owner)
    world.stripe.cancel(String(subscription_id))
    await world.settle()
    await world.fastForward(29 * DAY_MS)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ number })
    await world.fastForward(1.1 * DAY_MS)
    await world.settle()
    expect(await clientOf(owner)).toMatchObject({ number: null, state: 'S5_CONFIRM_LIVE' })
    const status = async () =>
      (await world.rows('select status from twilio_number_pool where phone_e164 = $1', [number]))[0]?.status
    expect(await status()).toBe('RESTING')
    await owner.pays()
    const next = await clientOf(owner)
    expect(next).toMatchObject({ active: true, billing: 'ACTIVE', state: 'S6_PHONE_TYPE' })
    expect(next.number).not.toBe(number)
    await world.fastForward(30 * DAY_MS)
    expect(await status()).toBe('AVAILABLE')
  })

  test('whose trial ended unpaid pays anew by the link that was texted, and is live again with the same number', async () => {
    const owner = await live()
    const { number } = await clientOf(owner)
    world.stripe.pause(await subscriptionOf(owner))
    await world.settle()
    const [ended] = await world.rows(`select body from outbox where to_number = $1 and dedupe_key like 'billing:%'`, [
      owner.phone,
    ])
    expect(ended?.body).toMatch(/has ended.*\/p\//)
    await owner.pays()
    expect(await clientOf(owner)).toMatchObject({ billing: 'ACTIVE', active: true, state: 'COMPLETE', number })
    expect(await customerHears(owner)).not.toMatch(holding)
    expect(toldFounder(owner).at(-1)).toMatch(/two subscriptions/)
  })

  test('hears before the free days end, once', async () => {
    const owner = await live()
    await world.fastForward(4.5 * DAY_MS)
    await until('Stripe announces it', async () => {
      const rows = await world.rows(
        `select 1 from outbox where to_number = $1 and dedupe_key like 'billing:%trial-ends%'`,
        [owner.phone],
      )
      return rows.length === 1
    })
  })

  test('gets the billing page by BILLING, from a link of ours', async () => {
    const owner = await live()
    const [answer = ''] = await owner.says('BILLING')
    expect(answer).toMatch(/plan is active, £49 a month/)
    const page = await fetch(/https?:\S+\/b\/[0-9a-f]+/.exec(answer)?.[0] ?? '')
    expect(page.url).toContain('/portal/')
    expect((await fetch(`${world.publicBaseUrl}/b/0000000000000000`)).status).toBe(404)
  })
})
