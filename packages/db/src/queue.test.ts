import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { rowsOf } from '../test/rows.ts'
import { createPool, inTransaction } from './pool.ts'
import { createQueue, type Queue, type TurnJob } from './queue.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
})
afterAll(() => database.drop())
beforeEach(() => database.pool.query('delete from pgboss.job'))

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const at = (ms = 0) => new Date(Date.now() + ms)

/** A queue as one process has it, stopped with the test. */
async function aQueue(pool = database.pool): Promise<{ queue: Queue; errors: string[] }> {
  const errors: string[] = []
  const queue = createQueue(pool, (error) => errors.push(error.message))
  await queue.start()
  onTestFinished(() => queue.stop())
  return { queue, errors }
}

const send = (queue: Queue, conversationId: string, seq: number, afterMs = 0) =>
  inTransaction(database.pool, (tx) => queue.queueTurns(tx, [{ id: randomUUID(), conversationId, seq, afterMs }]))
const jobs = (name = 'turn') => rowsOf(database.pool, 'select * from pgboss.job where name = $1', [name])
const done = () => rowsOf(database.pool, `select 1 from pgboss.job where state = 'completed'`)

test('a job exists with its transaction or not at all', async () => {
  const { queue } = await aQueue()
  const message = { id: randomUUID(), to: '+447700900301', from: '+447700900100', notBefore: at() }
  const enqueue = (undo: boolean) =>
    inTransaction(database.pool, async (tx, rollback) => {
      await queue.queueTurns(tx, [{ id: randomUUID(), conversationId: randomUUID(), seq: 1, afterMs: 0 }])
      await queue.queueDeliveries(tx, [message], { name: 'first', now: at() })
      if (undo) rollback()
    })
  await enqueue(true)
  expect([...(await jobs()), ...(await jobs('deliver'))]).toEqual([])
  await enqueue(false)
  expect([...(await jobs()), ...(await jobs('deliver'))]).toHaveLength(2)
})

test('the same id twice is one job, also once it is finished; the same message in one batch, too', async () => {
  const { queue } = await aQueue()
  const job = { id: randomUUID(), conversationId: randomUUID(), seq: 1, afterMs: 0 }
  const taken: TurnJob[] = []
  await queue.workTurns(async (turn) => void taken.push(turn))
  const enqueue = () => inTransaction(database.pool, (tx) => queue.queueTurns(tx, [job]))
  await Promise.all([enqueue(), enqueue(), enqueue()])
  queue.wake('turn', at(), at())
  await vi.waitFor(async () => expect(await done()).toHaveLength(1), { timeout: 5_000 })
  await enqueue()
  await pause(100)
  expect(taken).toEqual([{ conversationId: job.conversationId, seq: 1 }])
  const message = { id: randomUUID(), to: '+447700900301', from: '+447700900100', notBefore: at(60_000) }
  await queue.queueDeliveries(database.pool, [message, message], { name: 'first', now: at() })
  await queue.queueDeliveries(database.pool, [message], { name: 'first', now: at() })
  await queue.queueDeliveries(database.pool, [], { name: 'first', now: at() })
  expect(await jobs('deliver')).toHaveLength(1)
})

test('a wait counts from the database’s clock: a process whose clock is a day ahead, or behind, waits no longer', async () => {
  const { queue } = await aQueue()
  const message = (last: number, notBefore: Date | null) => ({
    id: randomUUID(),
    to: `+44770090030${last}`,
    from: '+447700900100',
    notBefore,
  })
  for (const day of [86_400_000, -86_400_000]) {
    const messages = [message(1, at(day + 60_000)), message(2, null), message(3, at(day - 60_000))]
    await queue.queueDeliveries(database.pool, messages, { name: 'first', now: at(day) })
  }
  const waits = `select round(extract(epoch from start_after - created_on))::int as seconds from pgboss.job where name = 'deliver' order by 1`
  const seconds = (await rowsOf(database.pool, waits)).map((job) => job.seconds)
  expect(seconds).toEqual([0, 0, 0, 0, 60, 60])
})

test('a job waits for its time, and a wake-up brings it then rather than at the next poll', async () => {
  const { queue } = await aQueue()
  let took = 0
  await queue.workTurns(async () => {
    took = Date.now()
  })
  await pause(200)
  const due = at(300)
  await send(queue, randomUUID(), 1, 300)
  queue.wake('turn', due, at())
  await vi.waitFor(() => expect(took).not.toBe(0), { timeout: 5_000 })
  expect(took - due.getTime()).toBeGreaterThanOrEqual(0)
  expect(took - due.getTime()).toBeLessThan(700)
})

test('two processes share the work: each job once, one at a time and in order for each conversation', async () => {
  const other = createPool({ url: database.url, max: 20, onError: () => {} })
  const conversations = Array.from({ length: 6 }, () => randomUUID())
  const taken: TurnJob[] = []
  const under = new Set<string>()
  let together = 0
  const queues = [(await aQueue()).queue, (await aQueue(other)).queue]
  onTestFinished(() => other.end())
  for (let seq = 1; seq <= 4; seq++) for (const id of conversations) await send(queues[seq % 2] as Queue, id, seq)
  for (const queue of queues) {
    await queue.workTurns(async (job) => {
      if (under.has(job.conversationId)) throw new Error('two jobs of one conversation at once')
      under.add(job.conversationId)
      together = Math.max(together, under.size)
      await pause(20)
      under.delete(job.conversationId)
      taken.push(job)
    })
  }
  const wakes = setInterval(() => {
    for (const queue of queues) queue.wake('turn', at(), at())
  }, 50)
  onTestFinished(() => clearInterval(wakes))
  await vi.waitFor(async () => expect(await done()).toHaveLength(24), { timeout: 10_000 })
  for (const id of conversations) {
    expect(taken.filter((job) => job.conversationId === id).map((job) => job.seq)).toEqual([1, 2, 3, 4])
  }
  expect(together).toBeGreaterThan(1)
})

test('a job that fails is told, tried again before the ones behind it, and holds up nobody else', async () => {
  const { queue, errors } = await aQueue()
  const [bad, good] = [randomUUID(), randomUUID()]
  const taken: string[] = []
  await queue.workTurns(async ({ conversationId, seq }) => {
    taken.push(`${conversationId === bad ? 'bad' : 'good'} ${seq}`)
    if (taken.filter((name) => name === 'bad 1').length < 2 && conversationId === bad) throw new Error('no luck')
  })
  await send(queue, bad, 1)
  await send(queue, bad, 2)
  for (let seq = 1; seq <= 3; seq++) await send(queue, good, seq)
  const wakes = setInterval(() => queue.wake('turn', at(), at()), 50)
  onTestFinished(() => clearInterval(wakes))
  await vi.waitFor(async () => expect(await done()).toHaveLength(5), { timeout: 10_000 })
  expect(taken.filter((name) => name.startsWith('bad'))).toEqual(['bad 1', 'bad 1', 'bad 2'])
  expect(taken.indexOf('good 3')).toBeLessThan(taken.lastIndexOf('bad 1'))
  expect(errors).toEqual(['no luck'])
  expect(await queue.blockedKeys()).toBe(0)
})

test('one delivery that fails does not fail those beside it', async () => {
  const { queue, errors } = await aQueue()
  const taken: string[] = []
  await queue.workDeliveries(async ({ to }) => {
    taken.push(to)
    if (to.endsWith('3') && taken.filter((one) => one === to).length === 1) throw new Error('no route')
  })
  const messages = Array.from({ length: 6 }, (_, n) => ({
    id: randomUUID(),
    to: `+44770090030${n}`,
    from: '+447700900100',
    notBefore: at(),
  }))
  await inTransaction(database.pool, (tx) => queue.queueDeliveries(tx, messages, { name: 'first', now: at() }))
  queue.wake('deliver', at(), at())
  await vi.waitFor(async () => expect(await done()).toHaveLength(6), { timeout: 10_000 })
  expect(taken).toHaveLength(7)
  expect(errors).toEqual(['no route'])
})

test('stopping takes no more jobs and waits for those under way', async () => {
  const queue = createQueue(database.pool, () => {})
  await queue.start()
  let ended = 0
  await queue.workTurns(async () => {
    await pause(800)
    ended++
  })
  const [one, other] = [randomUUID(), randomUUID()]
  await send(queue, one, 1)
  await send(queue, other, 1)
  queue.wake('turn', at(), at())
  queue.wake('turn', at(), at())
  const active = () => rowsOf(database.pool, `select 1 from pgboss.job where state = 'active'`)
  await vi.waitFor(async () => expect(await active()).toHaveLength(2), { timeout: 5_000 })
  await send(queue, one, 2)
  await queue.stop()
  expect(ended).toBe(2)
  expect((await jobs()).map((job) => job.state).sort()).toEqual(['completed', 'completed', 'created'])
})
