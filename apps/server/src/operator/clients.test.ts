import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.prisma.poolNumber.deleteMany()
  await world.prisma.client.deleteMany()
})

const post = (body: unknown) => world.call('POST', '/api/admin/clients', body)
const patch = (id: string, body: unknown) => world.call('PATCH', `/api/admin/clients/${id}`, body)

async function storedOf(id: string) {
  const client = await world.prisma.client.findUniqueOrThrow({
    where: { id },
    include: { onboarding: true, settings: true, number: true },
  })
  return client
}

describe('a new client', () => {
  test('with the five and payment is live at once, and everything that belongs to it is made', async () => {
    const { status, json } = await post(elmPlumbing)
    expect(status).toBe(201)
    expect(json).toEqual({
      ...elmPlumbing,
      ownerEmail: null,
      aiDailyBudgetUsd: null,
      id: expect.any(String),
      onboardingComplete: true,
      missing: [],
      live: true,
      outboundPaused: false,
      aiDisabled: false,
      notificationsPaused: false,
      createdAt: '2030-01-15T10:00:00.000Z',
    })
    const stored = await storedOf(json.id)
    expect(stored.billingState).toBe('ACTIVE')
    expect(stored.onboarding).toMatchObject({ currentState: 'COMPLETE', completedAt: world.clock.now })
    expect(await world.prisma.clientFact.findMany({ where: { clientId: json.id, kind: 'price' } })).toMatchObject([
      { about: 'call-out', says: '60 pounds' },
    ])
    expect(stored.number).toMatchObject({
      phoneE164: '+441134960101',
      status: 'ASSIGNED',
      region: 'GB',
      role: 'OPERATIONAL',
    })
  })

  test('with the least that is needed is told what is missing, and is not live', async () => {
    const { status, json } = await post({
      businessName: 'Oak Electrics',
      phoneNumber: '+44 7700 900102',
      region: 'GB',
      timezone: 'Europe/London',
    })
    expect(status).toBe(201)
    expect(json).toMatchObject({
      phoneNumber: '+447700900102',
      ownerName: null,
      twilioNumber: null,
      onboardingComplete: false,
      missing: ['twilioNumber', 'forwardingEnabled', 'notificationPreference'],
      live: false,
      facts: { services: [], serviceArea: null, prices: [], hours: null },
    })
    expect((await storedOf(json.id)).onboarding).toMatchObject({ currentState: 'S3_OWNER_NAME', completedAt: null })
  })

  test('with the five but unpaid is complete and not live', async () => {
    const { json } = await post({ ...elmPlumbing, paymentActive: false })
    expect(json).toMatchObject({ onboardingComplete: true, live: false })
    expect((await storedOf(json.id)).billingState).toBe('TRIAL_PENDING')
  })

  test('takes an available number out of the pool', async () => {
    await world.prisma.poolNumber.create({ data: { phoneE164: '+441134960101' } })
    const { json } = await post(elmPlumbing)
    expect(await world.prisma.poolNumber.findMany()).toMatchObject([
      { phoneE164: '+441134960101', status: 'ASSIGNED', clientId: json.id, region: 'GB', assignedAt: world.clock.now },
    ])
  })

  test.each([
    ['onboardingComplete', true],
    ['live', true],
    ['outboundPaused', true],
    ['bussinessName', 'x'],
  ])('may not say %s', async (field, value) => {
    const { status, json } = await post({ ...elmPlumbing, [field]: value })
    expect(status).toBe(422)
    expect(json.errors).toEqual([{ path: field, message: expect.stringContaining('no such field') }])
    expect(await world.prisma.client.count()).toBe(0)
  })
})

describe('what is taken already', () => {
  test('a phone, with whose it is; nothing is left behind', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { status, json } = await post({ ...elmPlumbing, twilioNumber: '+441134960102' })
    expect(status).toBe(409)
    expect(json.errors[0].path).toBe('phoneNumber')
    expect(json.detail).toContain(elm.id)
    expect(json.detail).toContain('Elm Plumbing')
    expect(await world.prisma.poolNumber.count()).toBe(1)
  })

  test('a number, with whose it is', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { status, json } = await post({ ...elmPlumbing, phoneNumber: '+447700900109' })
    expect([status, json.errors[0].path]).toEqual([409, 'twilioNumber'])
    expect(json.detail).toContain(elm.id)
  })

  test.each([
    [{ role: 'ONBOARDING' }, 'ONBOARDING'],
    [{ status: 'RESTING', restsUntil: new Date('2030-02-01T00:00:00Z') }, '2030-02-01'],
    [{ status: 'RESERVED' }, 'reserved'],
    [{ region: 'US' }, 'US'],
  ])('a pool number that is %o', async (row, words) => {
    await world.prisma.poolNumber.create({ data: { phoneE164: '+441134960101', ...row } })
    const { status, json } = await post(elmPlumbing)
    expect(status).toBe(409)
    expect(json.detail).toContain(words)
    expect(await world.prisma.client.count()).toBe(0)
  })

  test("an owner's phone that is another client's number, and the other way round", async () => {
    await post(elmPlumbing)
    const asPhone = await post({ ...elmPlumbing, phoneNumber: '+441134960101', twilioNumber: '+441134960102' })
    expect([asPhone.status, asPhone.json.errors[0].path]).toEqual([409, 'phoneNumber'])
    const asNumber = await post({ ...elmPlumbing, phoneNumber: '+447700900103', twilioNumber: '+447700900101' })
    expect([asNumber.status, asNumber.json.errors[0].path]).toEqual([409, 'twilioNumber'])
  })

  test('of 50 at the same moment with one phone, one is made and the others are told', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        post({ ...elmPlumbing, twilioNumber: `+44113496${String(n + 1).padStart(4, '0')}` }),
      ),
    )
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(all.filter(({ status }) => status === 409)).toHaveLength(49)
    expect(await world.prisma.client.count()).toBe(1)
    expect(await world.prisma.poolNumber.count()).toBe(1)
  })

  test('of 20 at the same moment with one number, one is made', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        post({ ...elmPlumbing, phoneNumber: `+4477009002${String(n).padStart(2, '0')}` }),
      ),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)])
    expect(await world.prisma.client.count()).toBe(1)
  })
})

describe('a change', () => {
  test('completes the onboarding when the last of the five is given, and undoes it when one goes', async () => {
    const { json: elm } = await post({ ...elmPlumbing, forwardingEnabled: false })
    expect(elm).toMatchObject({ onboardingComplete: false, missing: ['forwardingEnabled'], live: false })
    expect((await storedOf(elm.id)).onboarding?.currentState).toBe('S6_PHONE_TYPE')

    world.clock.now = new Date('2030-01-15T11:00:00Z')
    const done = await patch(elm.id, { forwardingEnabled: true })
    expect(done.json).toMatchObject({ onboardingComplete: true, missing: [], live: true })
    const complete = (await storedOf(elm.id)).onboarding
    expect(complete).toMatchObject({
      currentState: 'COMPLETE',
      completedAt: world.clock.now,
      stateEnteredAt: world.clock.now,
    })

    const undone = await patch(elm.id, { forwardingEnabled: false })
    expect(undone.json).toMatchObject({ onboardingComplete: false, live: false })
    expect((await storedOf(elm.id)).onboarding).toMatchObject({ currentState: 'S6_PHONE_TYPE', completedAt: null })
    world.clock.now = new Date('2030-01-15T10:00:00Z')
  })

  test('touches only what it names', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { status, json } = await patch(elm.id, { bookingUrl: null })
    expect(status).toBe(200)
    expect(json).toEqual({ ...elm, bookingUrl: null })
  })

  test('of payment decides whether the client is live', async () => {
    const { json: elm } = await post(elmPlumbing)
    await world.prisma.client.update({ where: { id: elm.id }, data: { graceUntil: new Date('2030-01-16T00:00:00Z') } })
    expect((await patch(elm.id, { paymentActive: false })).json).toMatchObject({ live: false, paymentActive: false })
    expect((await storedOf(elm.id)).billingState).toBe('SUSPENDED')
    expect((await patch(elm.id, { paymentActive: true })).json.live).toBe(true)
    expect((await storedOf(elm.id)).billingState).toBe('ACTIVE')
  })

  test('of the number lets the old one rest for 30 days', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { json } = await patch(elm.id, { twilioNumber: '+441134960102' })
    expect(json).toMatchObject({ twilioNumber: '+441134960102', live: true })
    const numbers = await world.prisma.poolNumber.findMany({ orderBy: { phoneE164: 'asc' } })
    expect(numbers).toMatchObject([
      { phoneE164: '+441134960101', status: 'RESTING', clientId: null, restsUntil: new Date('2030-02-14T10:00:00Z') },
      { phoneE164: '+441134960102', status: 'ASSIGNED', clientId: elm.id },
    ])
    expect((await patch(elm.id, { twilioNumber: null })).json).toMatchObject({ missing: ['twilioNumber'], live: false })
  })

  test('of the number gives back one that was reserved for the client', async () => {
    const { json: elm } = await post({ ...elmPlumbing, twilioNumber: undefined })
    const reserved = { phoneE164: '+441134960107', status: 'RESERVED', clientId: elm.id }
    await world.prisma.poolNumber.create({ data: reserved })
    expect((await patch(elm.id, { twilioNumber: '+441134960108' })).status).toBe(200)
    const numbers = await world.prisma.poolNumber.findMany({ orderBy: { phoneE164: 'asc' } })
    expect(numbers).toMatchObject([
      { status: 'AVAILABLE', clientId: null },
      { status: 'ASSIGNED', clientId: elm.id },
    ])
  })

  test('to what another client has is refused, and changes nothing', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { json: oak } = await post({
      ...elmPlumbing,
      businessName: 'Oak',
      phoneNumber: '+447700900102',
      twilioNumber: '+441134960102',
    })
    const { status, json } = await patch(oak.id, { businessName: 'Oak 2', twilioNumber: elm.twilioNumber })
    expect([status, json.errors[0].path]).toEqual([409, 'twilioNumber'])
    expect((await patch(oak.id, { phoneNumber: elm.phoneNumber })).status).toBe(409)
    expect((await patch(oak.id, { twilioNumber: oak.phoneNumber })).status).toBe(409)
    expect((await world.call('GET', `/api/admin/clients/${oak.id}`)).json).toEqual(oak)
  })

  test('by two clients who swap numbers at once is refused for both, without a fault of ours', async () => {
    const { json: elm } = await post(elmPlumbing)
    const { json: oak } = await post({ ...elmPlumbing, phoneNumber: '+447700900102', twilioNumber: '+441134960102' })
    const both = await Promise.all([
      patch(elm.id, { twilioNumber: oak.twilioNumber }),
      patch(oak.id, { twilioNumber: elm.twilioNumber }),
    ])
    expect(both.map(({ status }) => status)).toEqual([409, 409])
  })

  test('of a client that is not there, and a change of nothing, are refused in words', async () => {
    const nobody = await patch('00000000-0000-4000-8000-000000000000', { ownerName: 'Kim' })
    expect([nobody.status, nobody.json.detail]).toEqual([404, expect.stringContaining('no client')])
    const { json: elm } = await post(elmPlumbing)
    expect((await patch(elm.id, {})).json).toMatchObject({ status: 422, detail: 'Name at least one field to change.' })
    expect((await patch(elm.id, { onboardingComplete: true })).json).toMatchObject({ status: 422 })
  })
})

describe('the list', () => {
  test('comes in pages, newest first, each client once, also when many were made in one millisecond', async () => {
    await world.prisma.client.createMany({
      data: Array.from({ length: 130 }, (_, n) => ({
        businessName: `Business ${n}`,
        phoneNumber: `+4477009${String(n).padStart(5, '0')}`,
        createdAt: new Date(Date.UTC(2030, 0, 1, 0, 0, 0, n % 3)),
      })),
    })
    const seen: string[] = []
    const sizes: number[] = []
    let url = '/api/admin/clients'
    for (;;) {
      const { json } = await world.call('GET', url)
      sizes.push(json.items.length)
      seen.push(...json.items.map((item: { id: string }) => item.id))
      if (json.nextCursor === null) break
      url = `/api/admin/clients?cursor=${encodeURIComponent(json.nextCursor)}`
    }
    expect(sizes).toEqual([50, 50, 30])
    expect(new Set(seen).size).toBe(130)
    expect((await world.call('GET', '/api/admin/clients?limit=100')).json.items).toHaveLength(100)
  })

  test('finds clients by a part of a name or of a number, and tells who is still signing up', async () => {
    await world.prisma.client.createMany({
      data: ['Oak Plumbing', 'Elm Roofing'].map((businessName, n) => ({
        businessName,
        phoneNumber: `+44770090062${n}`,
      })),
    })
    const oak = (await world.call('GET', '/api/admin/clients?limit=1')).json.items[0]
    const found = async (query: string) => (await world.call('GET', `/api/admin/clients?${query}`)).json.items
    const ids = async (query: string) => (await found(query)).map(({ id }: { id: string }) => id)
    expect(await ids(`search=${encodeURIComponent(oak.businessName.slice(1).toUpperCase())}`)).toContain(oak.id)
    expect(await ids(`search=0${oak.phoneNumber.slice(3)}`)).toEqual([oak.id])
    expect(await found('search=%25')).toEqual([])
    const whether = async (signedUp: boolean) =>
      (await found(`signedUp=${signedUp}`)).every(
        (one: { onboardingComplete: boolean }) => one.onboardingComplete === signedUp,
      )
    expect([await whether(true), await whether(false)]).toEqual([true, true])
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=many', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
    ['cursor=%00', 'cursor'],
    ['page=2', 'page'],
  ])('refuses ?%s in words', async (query, path) => {
    const { status, json } = await world.call('GET', `/api/admin/clients?${query}`)
    expect(status).toBe(400)
    expect(json.errors).toEqual([{ path, message: expect.any(String) }])
  })
})
