/** When the AI fails: the founder hears of it, the fleet does without it by itself, and takes it back by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld({ ai: true })
})
afterAll(() => world?.stop())

const about = (type: string) => world.heard(founder).filter((words) => words.startsWith(type))
const look = async () => {
  await world.monitor()
  await world.settle()
}
const text = async (words = 'I need a tap fitted in Leeds') => {
  const who = world.customer()
  await world.texts(who, words)
  await world.settle()
  return who
}
const spell = (minutesAgo: number, asked: number, failed: number) =>
  world.rows(
    `insert into ai_spells (ended_at, asked, failed, at_the_end, why) values ($1::timestamptz - $2 * interval '1 minute', $3, $4, $4, 'HTTP 503')`,
    [world.clock.now(), minutesAgo, asked, failed],
  )
const fleet = async () => (await world.admin('GET', '/switches')).json.aiDisabled

test('five failures in a row, over stages and processes, are told once; customers are answered all the same', async () => {
  await look()
  expect(about('OPENAI_FAILURE')).toEqual([])
  world.openai.failNext({ kind: '503', times: 40 })
  const who = await text()
  await text()
  expect(world.heard(who)).toHaveLength(1)
  await spell(0, 2, 2)
  await look()
  await look()
  expect(about('OPENAI_FAILURE')).toEqual([expect.stringContaining('failed in a row')])
  world.openai.clearFaults()
  await world.rows('delete from ai_spells')
  await look()
  expect((await world.admin('GET', '/alerts?type=OPENAI_FAILURE&state=OPEN')).json.items).toEqual([])
}, 90_000)

test('with most answers failing the AI goes off for everybody, by the monitor and with an end, and the founder is told', async () => {
  await spell(3, 12, 7)
  await look()
  expect(await fleet()).toBe(true)
  expect(about('OPENAI_FAILURE').at(-1)).toMatch(/off for everybody|AI off/)
  const { items } = (await world.admin('GET', '/switch-log')).json
  expect(items[0]).toMatchObject({ switch: 'aiDisabled', from: false, to: true, actor: 'monitor' })
  expect(items[0].expiresAt).not.toBeNull()
  const asked = world.openai.requestCount()
  await text()
  expect(world.openai.requestCount()).toBe(asked)
}, 60_000)

test('it stays off while a question of our own fails, and comes back once one is answered', async () => {
  world.openai.failNext({ kind: '503', times: 10 })
  await world.fastForward(5 * 60_000)
  expect(await fleet()).toBe(true)
  world.openai.clearFaults()
  await world.rows('delete from ai_spells')
  const spent = async () => (await world.admin('GET', '/ai/spend')).json.budgets.fleet.spentTodayMicroUsd as number
  const before = await spent()
  // The breaker opened by the failed probe lets the next question through after half a minute.
  const looked = async () => {
    await look()
    return fleet()
  }
  await expect.poll(looked, { timeout: 60_000, interval: 5_000 }).toBe(false)
  // The question of our own is paid for, by nobody in particular.
  expect(await spent()).toBeGreaterThan(before)
  expect(await world.rows(`select calls from ai_usage where question = 'probe' and outcome = 'answered'`)).toHaveLength(
    1,
  )
  const { items } = (await world.admin('GET', '/switch-log')).json
  expect(items[0]).toMatchObject({ from: true, to: false, actor: 'monitor', reason: 'the AI answers again' })
}, 90_000)

test('what an operator has switched off stays as they left it', async () => {
  await world.admin('PUT', '/switches', { aiDisabled: true, reason: 'costs too much' })
  await look()
  expect(await fleet()).toBe(true)
  await spell(1, 20, 20)
  await look()
  expect((await world.admin('GET', '/switch-log')).json.items[0]).toMatchObject({ actor: 'admin-key' })
})
