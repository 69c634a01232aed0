import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPeriodic } from './periodic.ts'

let db: FreshDatabase

beforeAll(async () => {
  db = await freshDatabase({ max: 2 })
})
afterAll(() => db.drop())

const task = (name: string, run: () => Promise<unknown>) => ({ name, schedule: '0 0 1 1 1 *', atStart: true, run })
const silent = { taskFailed: () => {}, taskRan: () => {}, clockMoved: () => {} }
const elapsed = () => performance.now()
const deps = (holder: string) => ({ pool: db.pool, holder, clock: Date.now, elapsed, events: silent })

test('a machine’s clock that is set back by an hour is spoken of, once, and tasks go on', async () => {
  const moved: number[] = []
  const ticked = Promise.withResolvers<void>()
  let back = 0
  const events = { ...silent, clockMoved: ({ seconds }: { seconds: number }) => void moved.push(seconds) }
  const often = { name: 'after it', schedule: '* * * * * *', run: async () => ticked.resolve() }
  const stop = startPeriodic([often], { ...deps('one'), clock: () => Date.now() - back, events })
  back = 3_600_000
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  await ticked.promise
  expect(moved).toEqual([-3_600])
  await stop()
})

test('replicas whose clocks tick together do a task once', async () => {
  const first = Promise.withResolvers<void>()
  let runs = 0
  const counting = async () => {
    runs++
    first.resolve()
  }
  const counted = { name: 'counted', schedule: '*/4 * * * * *', run: counting }
  const stops = ['one', 'two', 'three'].map((holder) => startPeriodic([counted], deps(holder)))
  await first.promise
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(runs).toBe(1)
  for (const stop of stops) await stop()
})

test('a task that Twilio keeps waiting does not keep the process from ending', async () => {
  const begun = Promise.withResolvers<void>()
  const endless = () => {
    begun.resolve()
    return new Promise(() => {})
  }
  const stop = startPeriodic([task('endless', endless)], deps('one'))
  await begun.promise
  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('what runs as the process is asked to end is finished first, when that takes no longer than a moment', async () => {
  const begun = Promise.withResolvers<void>()
  let done = false
  const brief = async () => {
    begun.resolve()
    await new Promise((resolve) => setTimeout(resolve, 200))
    done = true
  }
  const stop = startPeriodic([task('brief', brief)], deps('one'))
  await begun.promise
  await stop()
  expect(done).toBe(true)
})

test('a task that others wait for is theirs soon after its holder died', async () => {
  const left = Promise.withResolvers<number>()
  const holding = async () => {
    const { rows } = await db.pool.query<{ left: number }>(
      `select extract(epoch from expires_at - now())::float8 as left from leases where name = 'often'`,
    )
    left.resolve(rows[0]?.left ?? 0)
  }
  const stop = startPeriodic([{ ...task('often', holding), leaseSeconds: 15 }], deps('one'))
  expect(await left.promise).toBeLessThanOrEqual(15)
  await stop()
})
