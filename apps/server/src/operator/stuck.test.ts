import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => world.prisma.client.deleteMany())

let made = 0

async function owner(currentState: string, minutes: number): Promise<string> {
  const { id } = await world.prisma.client.create({
    data: { businessName: `Elm ${++made}`, phoneNumber: `+4477009001${String(made).padStart(2, '0')}` },
  })
  const stateEnteredAt = new Date(world.clock.now.getTime() - minutes * 60_000)
  await world.prisma.onboardingState.create({ data: { clientId: id, currentState, stateEnteredAt } })
  return id
}

const stuck = async (query = '') => (await world.call('GET', `/api/admin/stuck-clients${query}`)).json

describe('the list', () => {
  test.each([
    ['S1_BUSINESS_TYPE_LOCATION', 30, 'LOW', false],
    ['S2_BUSINESS_NAME', 30, 'LOW', false],
    ['S3_OWNER_NAME', 30, 'LOW', false],
    ['S4_NOTIFICATION_PREF', 30, 'LOW', false],
    ['S5_CONFIRM_LIVE', 120, 'MEDIUM', false],
    ['S6_PHONE_TYPE', 60, 'MEDIUM', false],
    ['S7_FWD_SENT', 120, 'MEDIUM', false],
    ['S8_FWD_CONFIRM', 120, 'MEDIUM', false],
    ['S9_TEST_CALL', 1_440, 'HIGH', true],
  ])('%s is stuck after exactly %i minutes and not a moment before', async (state, minutes, severity, isTerminal) => {
    const id = await owner(state, minutes)
    await owner(state, minutes - 1)
    expect(await stuck()).toMatchObject({
      total: 1,
      byState: { [state]: 1 },
      clients: [{ clientId: id, currentState: state, severity, isTerminal, timeInStateMinutes: minutes }],
    })
  })

  test('has the fields of scripts that read it, HIGH first and then the longest, filtered as asked', async () => {
    const low = await owner('S1_BUSINESS_TYPE_LOCATION', 9_000)
    const high = await owner('S9_TEST_CALL', 2_000)
    const higher = await owner('S9_TEST_CALL', 3_000)
    await owner('COMPLETE', 9_000)
    const all = await stuck()
    expect(all.clients.map((one: { clientId: string }) => one.clientId)).toEqual([higher, high, low])
    expect(all.bySeverity).toEqual({ LOW: 1, MEDIUM: 0, HIGH: 2 })
    expect(Object.keys(all.clients[0]).toSorted()).toEqual(
      [
        ...['clientId', 'phoneNumber', 'businessName', 'currentState', 'timeInStateMinutes', 'timeInStateHuman'],
        ...[
          'reason',
          'severity',
          'isTerminal',
          'paymentActive',
          'twilioNumberAssigned',
          'lastUpdated',
          'stuckDetectedAt',
        ],
      ].toSorted(),
    )
    expect((await stuck('?severity=LOW')).total).toBe(1)
    expect((await stuck('?terminal=false')).total).toBe(1)
    expect((await stuck('?severity=LOW&terminal=true')).total).toBe(0)
    expect((await stuck('/terminal')).total).toBe(2)
  })

  test.each([
    ['?severity=BAD', 'LOW, MEDIUM, HIGH'],
    ['?severity=high', 'LOW, MEDIUM, HIGH'],
    ['?terminal=yes', 'true or false'],
    ['?state=S1', 'no such field'],
  ])('%s is refused with what is allowed', async (query, allowed) => {
    const answer = await world.call('GET', `/api/admin/stuck-clients${query}`)
    expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining(allowed)])
  })

  test('the monitor’s mark is made once, and does not begin the time in the state anew', async () => {
    const id = await owner('S5_CONFIRM_LIVE', 200)
    const marked = async () => (await stuck()).clients.find((one: { clientId: string }) => one.clientId === id)
    await world.call('POST', '/api/admin/monitor/run')
    const first = await marked()
    expect(first).toMatchObject({ timeInStateMinutes: 200, stuckDetectedAt: world.clock.now.toISOString() })
    world.clock.now = new Date(world.clock.now.getTime() + 300_000)
    await world.call('POST', '/api/admin/monitor/run')
    expect(await marked()).toMatchObject({ timeInStateMinutes: 205, stuckDetectedAt: first.stuckDetectedAt })
  })
})

describe('a muted client', () => {
  test('is not texted of until the mute ends, and stays on the list', async () => {
    const id = await owner('S9_TEST_CALL', 2_000)
    const mute = (hours: number) => world.call('POST', `/api/admin/clients/${id}/mute`, { hours, reason: 'on holiday' })
    expect((await mute(2)).json.mutedUntil).toBe(new Date(world.clock.now.getTime() + 7_200_000).toISOString())
    const texts = async () => (await world.call('POST', '/api/admin/monitor/run')).json.texts
    expect(await texts()).toBe(0)
    expect((await stuck()).total).toBe(1)
    world.clock.now = new Date(world.clock.now.getTime() + 7_200_001)
    expect(await texts()).toBe(1)
    expect(await world.prisma.auditEntry.findMany()).toMatchObject([{ action: 'client.mute', reason: 'on holiday' }])
  })

  test('must be one, for a time that makes sense', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await world.call('POST', `/api/admin/clients/${nobody}/mute`, { hours: 1, reason: 'x' })).status).toBe(404)
    const { id } = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json
    for (const hours of [-1, 721, 'two'])
      expect((await world.call('POST', `/api/admin/clients/${id}/mute`, { hours, reason: 'x' })).status).toBe(422)
  })
})
