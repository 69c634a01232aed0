import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let made = 0

beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

async function client(change: Record<string, unknown> = {}): Promise<string> {
  const phoneNumber = `+4477009002${String(made++).padStart(2, '0')}`
  const { json, status } = await world.call('POST', '/api/admin/clients', {
    ...elmPlumbing,
    phoneNumber,
    twilioNumber: null,
    forwardingEnabled: false,
    ...change,
  })
  if (status !== 201) throw new Error(JSON.stringify(json))
  return json.id
}
const at = (id: string, path: string) => `/api/admin/clients/${id}/${path}`
const post = (id: string, path: string, body: unknown = { reason: 'they rang us' }) =>
  world.call('POST', at(id, path), body)
const outbox = async (id: string) =>
  (await world.db.pool.query('select purpose, body from outbox where client_id = $1', [id])).rows

test('where a client stands, what is missing and what can move it', async () => {
  const id = await client()
  const { status, json } = await world.call('GET', at(id, 'onboarding'))
  expect(status).toBe(200)
  expect(json).toMatchObject({
    currentState: 'S5_CONFIRM_LIVE',
    collected: { businessName: 'Elm Plumbing', ownerName: 'Sam' },
    missing: ['twilioNumber', 'forwardingEnabled'],
    next: [{ by: 'paid-with-number', to: 'S6_PHONE_TYPE' }],
    history: [],
  })
})

test('going back, on and to the start: each told to the owner, in the history and in the audit log', async () => {
  const id = await client({ paymentActive: false })
  expect((await post(id, 'onboarding/back')).json).toMatchObject({ currentState: 'S4_NOTIFICATION_PREF' })
  expect((await post(id, 'onboarding/advance')).json).toMatchObject({ currentState: 'S5_CONFIRM_LIVE' })
  const { json } = await post(id, 'onboarding/restart')
  expect(json).toMatchObject({ currentState: 'S1_BUSINESS_TYPE_LOCATION', collected: { businessName: 'Elm Plumbing' } })
  expect(json.history.map(({ outcome }: { outcome: string }) => outcome).toSorted()).toEqual([
    'advance',
    'back',
    'restart',
  ])
  expect(await outbox(id)).toHaveLength(3)
  const { json: log } = await world.call('GET', `/api/admin/audit-log?clientId=${id}`)
  const restart = { action: 'onboarding.restart', reason: 'they rang us', actor: 'admin-key' }
  expect(log.items).toContainEqual(expect.objectContaining(restart))
})

test('nothing passes S5 unpaid, and nothing but a call completes', async () => {
  const unpaid = await client({ paymentActive: false })
  expect(await post(unpaid, 'onboarding/advance')).toMatchObject({
    status: 409,
    json: { detail: expect.stringMatching(/unpaid/) },
  })
  expect(await post(unpaid, 'onboarding/complete')).toMatchObject({
    status: 409,
    json: { detail: expect.stringMatching(/twilioNumber.*payment/) },
  })
  expect(await post(unpaid, 'test-call/confirm')).toMatchObject({ status: 409 })
})

test('a confirmed test call completes what is paid and has its number; then the client is live', async () => {
  const id = await client({ twilioNumber: '+441134960155' })
  await post(id, 'onboarding/advance')
  expect((await post(id, 'test-call/confirm')).json).toMatchObject({ currentState: 'COMPLETE', missing: [] })
  expect((await world.call('GET', `/api/admin/clients/${id}`)).json).toMatchObject({
    onboardingComplete: true,
    live: true,
  })
  expect((await outbox(id)).at(-1)).toMatchObject({ body: expect.stringMatching(/is live/) })
  expect(await post(id, 'onboarding/restart')).toMatchObject({ status: 409 })
})

test('force needs the client’s id once more, and makes nobody live who lacks one of the five', async () => {
  const id = await client()
  const force = { reason: 'demo', force: true }
  expect(await post(id, 'onboarding/complete', force)).toMatchObject({ status: 422 })
  const other = { ...force, confirmClientId: '00000000-0000-4000-8000-000000000001' }
  expect(await post(id, 'onboarding/complete', other)).toMatchObject({ status: 409 })
  const { json } = await post(id, 'onboarding/complete', { ...force, confirmClientId: id })
  expect(json).toMatchObject({ currentState: 'COMPLETE', missing: ['twilioNumber'] })
  expect((await world.call('GET', `/api/admin/clients/${id}`)).json).toMatchObject({
    onboardingComplete: false,
    live: false,
  })
})

test('the question is sent once more, and without a reason nothing is done', async () => {
  const id = await client({ notificationPreference: null })
  expect(await post(id, 'resend')).toMatchObject({ status: 200 })
  expect(await outbox(id)).toMatchObject([{ purpose: 'owner-notice', body: expect.stringMatching(/Reply 1/) }])
  expect(await post(id, 'resend', {})).toMatchObject({ status: 422 })
  expect(await post('00000000-0000-4000-8000-000000000001', 'resend')).toMatchObject({ status: 404 })
})

test('an operator’s word on payment moves S5 on, is taken back, and is in the audit log', async () => {
  const id = await client({ paymentActive: false })
  await world.call('POST', '/api/admin/numbers', { phoneE164: '+441134960180' })
  expect((await post(id, 'payment', { active: true, reason: 'paid by transfer' })).json).toMatchObject({
    currentState: 'S6_PHONE_TYPE',
    paid: true,
    twilioNumber: '+441134960180',
  })
  expect((await outbox(id)).at(-1)).toMatchObject({ body: expect.stringMatching(/Payment received.*\+441134960180/) })
  expect((await post(id, 'payment', { active: false, reason: 'it bounced' })).json).toMatchObject({ paid: false })
  const { json: log } = await world.call('GET', `/api/admin/audit-log?clientId=${id}`)
  expect(log.items).toContainEqual(
    expect.objectContaining({ action: 'payment.record', after: { paymentActive: true, billingState: 'ACTIVE' } }),
  )
  expect(await post(id, 'payment')).toMatchObject({ status: 422 })
})

test('a number is given by name or by age, once, and taken away to rest', async () => {
  const id = await client()
  expect(await post(id, 'number/allocate', { phoneE164: '+441134960199', reason: 'theirs' })).toMatchObject({
    status: 409,
    json: { detail: expect.stringMatching(/not free in GB/) },
  })
  await world.call('POST', '/api/admin/numbers', { phoneE164: '+441134960181' })
  expect((await post(id, 'number/allocate')).json).toMatchObject({
    twilioNumber: '+441134960181',
    currentState: 'S6_PHONE_TYPE',
  })
  expect(await post(id, 'number/allocate')).toMatchObject({ status: 409 })
  expect((await post(id, 'number/release')).json).toMatchObject({ twilioNumber: null, currentState: 'S5_CONFIRM_LIVE' })
  const { json } = await world.call('GET', '/api/admin/numbers?status=RESTING')
  expect(json.items).toMatchObject([{ phoneE164: '+441134960181', clientId: null }])
  expect(await post(id, 'number/release')).toMatchObject({ status: 409 })
})

test('a live client whose number is taken away is live no more, and has to prove the next one', async () => {
  const id = await client({ twilioNumber: '+441134960182', forwardingEnabled: true })
  expect((await world.call('GET', `/api/admin/clients/${id}`)).json).toMatchObject({ live: true })
  await post(id, 'number/release')
  expect((await world.call('GET', `/api/admin/clients/${id}`)).json).toMatchObject({
    live: false,
    onboardingComplete: false,
    forwardingEnabled: false,
  })
})
