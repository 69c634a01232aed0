/** The founder sleeps: what is wrong is texted once, by type, and not again while nothing changes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestClient } from './operator.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

const HOUR = 3_600_000
const about = (type: string) => world.heard(founder).filter((words) => words.startsWith(type))

async function stuckFor(hours: number): Promise<TestClient> {
  const client = await world.addClient({ forwardingEnabled: false })
  await world.rows(
    `update onboarding_states set current_state = 'S9_TEST_CALL', state_entered_at = $2 where client_id = $1`,
    [client.id, new Date(world.clock.now().getTime() - hours * HOUR)],
  )
  return client
}

async function look() {
  await world.monitor()
  await world.settle()
}

test('a client stuck waiting for the test call is texted once, however often and by how many it is looked at', async () => {
  const client = await stuckFor(25)
  const answers = await Promise.all(Array.from({ length: 50 }, () => world.admin('POST', '/monitor/run')))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await world.settle()
  expect(about('STUCK_CLIENT')).toEqual([expect.stringContaining(client.businessName)])
  expect((await world.admin('GET', '/monitor')).json).toMatchObject({
    lastRun: { findings: [{ type: 'STUCK_CLIENT', subject: client.id }] },
    openIncidents: 1,
  })
  const [kept] = await world.rows(
    'select stuck_detected_at, state_entered_at from onboarding_states where client_id = $1',
    [client.id],
  )
  expect(kept?.stuck_detected_at).not.toBeNull()
  const { json } = await world.admin('GET', '/stuck-clients?severity=HIGH&terminal=true')
  expect(json).toMatchObject({ total: 1, bySeverity: { LOW: 0, MEDIUM: 0, HIGH: 1 } })
  expect(json.clients[0]).toMatchObject({ clientId: client.id, timeInStateHuman: '1d 1h', isTerminal: true })
})

test('what became of the text is written down, and the seed’s SQL shows it', async () => {
  await look()
  const logs = await world.rows(
    "select alert_type, resource_id, state from alert_logs where delivered_at > now() - interval '7 days'",
  )
  expect(logs).toMatchObject([{ alert_type: 'STUCK_CLIENT', state: 'DELIVERED' }])
})

test('while it stays, reminders come 6 h and 24 h later and then daily; when it is gone, nothing more', async () => {
  const texts = [about('STUCK_CLIENT').length]
  for (const hours of [5, 1.1, 12, 6, 23, 1.1]) {
    await world.fastForward(hours * HOUR)
    await look()
    texts.push(about('STUCK_CLIENT').length)
  }
  expect(texts).toEqual([1, 1, 2, 2, 3, 3, 4])
  const open = async () => (await world.admin('GET', '/alerts?type=STUCK_CLIENT&state=OPEN')).json.items
  expect(await open()).toHaveLength(1)
  await world.rows(`update onboarding_states set current_state = 'COMPLETE', completed_at = now()`)
  await world.fastForward(48 * HOUR)
  await look()
  expect(about('STUCK_CLIENT')).toHaveLength(4)
  expect(await open()).toEqual([])
})

test('several at once are one text', async () => {
  const clients = [await stuckFor(24), await stuckFor(30), await stuckFor(50)]
  await look()
  const text = about('STUCK_CLIENT').at(-1)
  expect(text).toContain('3 clients stuck')
  for (const { businessName } of clients) expect(text).toContain(businessName)
})
