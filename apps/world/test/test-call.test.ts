import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestClient } from './operator.ts'
import { onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

/** Set up as far as that state; everything but the proof is there. */
async function clientIn(state: string): Promise<TestClient> {
  const client = await world.addClient({ forwardingEnabled: false })
  await world.rows(
    `insert into onboarding_states (client_id, current_state) values ($1, $2)
     on conflict (client_id) do update set current_state = excluded.current_state`,
    [client.id, state],
  )
  return client
}

const stateOf = async ({ id }: TestClient) =>
  (
    await world.rows(
      `select s.current_state as state, c.forwarding_enabled as proven, c.onboarding_complete as complete
       from onboarding_states s join clients c on c.id = s.client_id where c.id = $1`,
      [id],
    )
  )[0]
const live = { state: 'COMPLETE', proven: true, complete: true }

async function rings(who: string, client: TestClient, forwardedFrom: string | null, times = 1) {
  const { call } = await world.twilio.call({ from: who, to: client.twilioNumber, forwardedFrom, times })
  await world.settle()
  return call?.heard.map(({ text }) => text)
}

const ownerSays = async (client: TestClient, words: string) => {
  await world.texts(client.phoneNumber, words, { to: onboardingNumber })
  await world.settle()
}

describe('a call while the test call is awaited', () => {
  test.each(['S7_FWD_SENT', 'S8_FWD_CONFIRM', 'S9_TEST_CALL'])(
    'in %s, forwarded from the owner’s phone, proves it once, told twenty times at once',
    async (state) => {
      const client = await clientIn(state)
      const who = world.customer()
      const heard = await rings(who, client, client.phoneNumber, 20)
      expect(heard).toEqual([expect.stringContaining('your call came through')])
      expect(await stateOf(client)).toEqual(live)
      expect(world.heard(client.phoneNumber)).toHaveLength(1)
      expect(world.heard(who)).toEqual([])
      await rings(world.customer(), client, client.phoneNumber)
      expect(await stateOf(client)).toEqual(live)
      expect(world.heard(client.phoneNumber)).toHaveLength(1)
    },
  )

  test.each([
    ['the carrier tells nothing', null],
    ['somebody else forwarded', '+447700900299'],
  ])('where %s, the owner is asked; a stranger’s call completes nothing, and the owner’s 1 does', async (_what, by) => {
    const client = await clientIn('S9_TEST_CALL')
    const stranger = world.customer()
    await rings(stranger, client, by)
    expect(await stateOf(client)).toMatchObject({ state: 'S9_TEST_CALL', proven: false })
    expect(world.heard(client.phoneNumber)).toEqual([
      expect.stringMatching(new RegExp(`ending ${stranger.slice(-3)}.*1.*2`)),
    ])
    await ownerSays(client, '2')
    expect(await stateOf(client)).toMatchObject({ state: 'S9_TEST_CALL', proven: false })
    await rings(world.customer(), client, by)
    await ownerSays(client, '1')
    expect(await stateOf(client)).toEqual(live)
    expect(world.heard(stranger)).toEqual([])
  })

  test('from the owner’s own phone it proves nothing', async () => {
    const client = await clientIn('S9_TEST_CALL')
    await rings(client.phoneNumber, client, null)
    expect(await stateOf(client)).toMatchObject({ state: 'S9_TEST_CALL', proven: false })
    expect(world.heard(client.phoneNumber)).toHaveLength(1)
  })
})

test.each([
  'S1_BUSINESS_TYPE_LOCATION',
  'S2_BUSINESS_NAME',
  'S3_OWNER_NAME',
  'S4_NOTIFICATION_PREF',
  'S5_CONFIRM_LIVE',
  'S6_PHONE_TYPE',
])('in %s a call, even a forwarded one, moves nothing', async (state) => {
  const client = await clientIn(state)
  await rings(world.customer(), client, client.phoneNumber)
  expect(await stateOf(client)).toEqual({ state, proven: false, complete: false })
})
