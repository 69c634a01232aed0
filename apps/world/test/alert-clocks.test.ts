/** Clocks that are wrong, and nights of 23 and 25 hours: nobody is told too often, too early or never. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { founder, type TestWorld, testWorld } from './world.ts'

// Each move of the clock brings all that became due.
vi.setConfig({ testTimeout: 120_000 })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('a service whose clock jumps', () => {
  let world: TestWorld
  beforeAll(async () => {
    world = await testWorld()
  })
  afterAll(() => world?.stop())

  test('by days ahead, back, and behind texts no storm, and reminds as ever once it is right', async () => {
    await world.stopService()
    let off = 0
    await world.startReplica(undefined, () => new Date(world.clock.now().getTime() + off))
    const about = () => world.heard(founder).filter((words) => words.startsWith('STUCK_CLIENT')).length
    const look = async (times = 3) => {
      for (let n = 0; n < times; n++) {
        await world.monitor()
        await world.settle()
      }
      return about()
    }
    await world.rows(
      `update onboarding_states set current_state = 'S9_TEST_CALL', completed_at = null, state_entered_at = $2 where client_id = $1`,
      [world.elm.id, new Date(world.clock.now().getTime() - 25 * HOUR)],
    )
    await world.rows('update clients set forwarding_enabled = false, onboarding_complete = false where id = $1', [
      world.elm.id,
    ])
    expect(await look()).toBe(1)
    // By its clock a reminder is due, once.
    off = 3 * DAY
    expect(await look()).toBe(2)
    off = 0
    expect(await look()).toBe(2)
    off = -2 * DAY
    expect(await look()).toBe(2)
    // Two days seem to have passed: one reminder too early, and no more.
    off = 0
    expect(await look()).toBe(3)
    world.clock.advance(25 * HOUR)
    expect(await look()).toBe(4)
  })
})

/** The clocks go forward at 01:00 UTC of the last Sunday in March, and back at the same hour in October. */
function lastSundayOf(month: number, after: Date): number {
  for (let year = after.getUTCFullYear(); ; year++) {
    const last = new Date(Date.UTC(year, month, 0))
    const changes = last.getTime() - last.getUTCDay() * DAY + HOUR
    if (changes - DAY > after.getTime()) return changes
  }
}

describe.each([
  ['of 23 hours, when the clocks go forward', 3, 7],
  ['of 25 hours, when the clocks go back', 10, 8],
] as const)('in a day %s', (_, month, eightInUtc) => {
  let world: TestWorld
  let changes: number
  beforeAll(async () => {
    world = await testWorld()
    changes = lastSundayOf(month, world.clock.now())
  })
  afterAll(() => world?.stop())
  const moveTo = async (moment: number) => {
    await world.fastForward(moment - world.clock.now().getTime())
    await world.settle()
  }

  test('an owner’s notice of the evening waits for eight by their own clock; who is stuck is told after real hours', async () => {
    const oak = await world.addClient({ bookingUrl: null, timezone: 'Europe/London' })
    const ash = await world.addClient({ forwardingEnabled: false, timezone: 'Europe/London' })
    const heard = () => world.heard(oak.phoneNumber)
    const told = () => world.heard(founder).filter((words) => words.startsWith('STUCK_CLIENT'))
    await moveTo(changes - 3 * HOUR)
    await world.texts(world.customer(), 'I need a tap fitted in Leeds', { to: oak.twilioNumber })
    await world.settle()
    await world.rows(
      `update onboarding_states set current_state = 'S9_TEST_CALL', state_entered_at = $2 where client_id = $1`,
      [ash.id, new Date(changes - 12 * HOUR)],
    )
    expect(heard()).toEqual([])

    const midnight = changes - HOUR
    await moveTo(midnight + eightInUtc * HOUR - 5 * MINUTE)
    expect(heard()).toEqual([])
    await moveTo(midnight + eightInUtc * HOUR + MINUTE)
    expect(heard()).toHaveLength(1)

    await moveTo(changes + 12 * HOUR - MINUTE)
    expect(told()).toEqual([])
    await moveTo(changes + 12 * HOUR + MINUTE)
    expect(told()).toHaveLength(1)
    // Six hours and a day later, whatever the clock on the wall shows.
    await moveTo(changes + 18 * HOUR + 2 * MINUTE)
    expect(told()).toHaveLength(2)
    await moveTo(changes + 36 * HOUR - MINUTE)
    expect(told()).toHaveLength(2)
    await moveTo(changes + 36 * HOUR + 4 * MINUTE)
    expect(told()).toHaveLength(3)
  })
})
