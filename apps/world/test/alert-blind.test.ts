/** The alarm does not depend on what it watches. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CutLine, cutLine } from './cut-line.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let line: CutLine
const folder = mkdtempSync(join(tmpdir(), 'jobrun-alarm-'))

beforeAll(async () => {
  world = await testWorld({
    environment: { JOBRUN_DATA_DIR: folder },
    through: async (url) => {
      line = await cutLine(url)
      return line.url
    },
  })
})
afterAll(async () => {
  // The line is the service's way to the database until it has stopped, and a listening server to whoever looks for leaks.
  await world?.stopService()
  await line?.close()
  await world?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const MINUTE = 60_000
const texts = () => world.heard(founder).filter((words) => words.startsWith('INVARIANT_VIOLATION: the database'))
const watch = (minutes: number) => {
  world.clock.advance(minutes * MINUTE)
  return world.watchDatabase()
}

test('a database that is away for a day is said once, with reminders, by however many replicas, and health says 503', async () => {
  await world.startReplica()
  line.cut()
  for (const minutes of [0, 1, 0.5]) await watch(minutes)
  expect(texts()).toEqual([])
  for (let n = 0; n < 5; n++) await watch(1)
  expect(texts()).toHaveLength(1)
  const health = await fetch(`${world.publicBaseUrl}/api/health`)
  expect([health.status, await health.json()]).toEqual([503, { status: 'unhealthy' }])
  expect((await fetch(`${world.publicBaseUrl}/api/health/live`)).status).toBe(200)
  expect((await fetch(`${world.publicBaseUrl}/api/health/ready`)).status).toBe(503)
  for (let hour = 0; hour < 25; hour++) await watch(60)
  expect(texts()).toHaveLength(3)
}, 120_000)

test('a replica on another machine, with a journal of its own, sees in Twilio’s list that it was said', async () => {
  const before = texts().length
  rmSync(join(folder, 'alarm'), { recursive: true })
  for (const minutes of [1, 3, 1]) await watch(minutes)
  expect(texts().length - before).toBeLessThanOrEqual(1)
  rmSync(join(folder, 'alarm'), { recursive: true })
  const after = texts().length
  for (const minutes of [0.1, 0, 0]) await watch(minutes)
  expect(texts()).toHaveLength(after)
}, 60_000)

test('when it is back, what was said is written down once, and nothing is left of the journal', async () => {
  await watch(3)
  line.mend()
  await world.settle(30_000)
  for (let n = 0; n < 2; n++) await world.watchDatabase()
  const incidents = await world.rows(`select closed_at is not null as closed from incidents where subject = 'database'`)
  expect(incidents).toEqual([{ closed: true }])
  expect(existsSync(join(folder, 'alarm'))).toBe(false)
  expect((await world.rows(`select 1 from alert_logs where resource_id = 'database'`)).length).toBeGreaterThan(0)
}, 60_000)
