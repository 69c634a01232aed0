import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage, commitTurn, readTurnContext } from '../../test/one.ts'
import { at, draft, ingested, insertClient, insertMessage, keptTurn, ourNumber, rowOf } from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { createPrisma, type PrismaClient } from '../prisma.ts'
import { handOver } from './take-over.ts'

const steps = ['compose', 'commit', 'claim', 'take over', 'hand back'] as const
type Step = (typeof steps)[number]

/** Every order in which they can happen: one after another each, but between the two chains anything. */
function orders(...chains: readonly (readonly Step[])[]): Step[][] {
  const left = chains.filter((chain) => chain.length > 0)
  if (left.length === 0) return [[]]
  return left.flatMap((chain) => {
    const others = left.map((one) => (one === chain ? one.slice(1) : one))
    return orders(...others).map((rest) => [chain[0] as Step, ...rest])
  })
}

let database: FreshDatabase
let prisma: PrismaClient
let people = 300
const by = { actor: 'Ada', reason: 'upset', now: at }
beforeAll(async () => {
  database = await freshDatabase({ max: 6 })
  prisma = createPrisma(database.pool)
  await insertClient(database.pool, { twilio_number: ourNumber })
})
afterAll(async () => {
  await prisma.$disconnect()
  await database.drop()
})

const doing = ['compose', 'commit', 'claim'] as const
const all = [...orders(doing, ['take over', 'hand back']), ...orders(doing, ['take over'])]

test('every order is tried', () => {
  expect(all.length).toBe(10 + 4)
})

test.each(all.map((order) => [order.join(', '), order] as const))('%s', async (_name, order) => {
  const { pool } = database
  const from = `+447700900${++people}`
  await ingested(pool, 'my boiler drips', { from, messageSid: `SM${randomUUID()}` })
  const { id: conversationId } = await rowOf(pool, 'select id from conversations where phone = $1', [from])
  const id = String(conversationId)
  let context: Awaited<ReturnType<typeof readTurnContext>> = null
  let takenOver: boolean | undefined
  const does: Record<Step, () => Promise<unknown>> = {
    compose: async () => {
      context = await readTurnContext(pool, id, at)
    },
    commit: () => {
      if (!context) throw new Error('nothing was composed')
      const { epoch, unanswered } = context
      const seqs = unanswered.map(({ seq }) => seq)
      const outbox = [draft({ id: randomUUID(), dedupeKey: randomUUID(), from: ourNumber, to: from })]
      const turn = keptTurn({ conversationId: id, seqs, epoch, customerPhone: from, turnId: randomUUID(), outbox })
      return inTransaction(pool, (tx) => commitTurn(tx, turn))
    },
    claim: async () => {
      takenOver = (await claimNextMessage(pool, from, ourNumber, new Date()))?.takenOver
    },
    'take over': () => handOver(prisma, id, { taken: true, by }),
    'hand back': () => handOver(prisma, id, { taken: false, by }),
  }
  for (const step of order) await does[step]()
  const between = order.slice(order.indexOf('compose'), order.indexOf('claim'))
  const before = order.slice(0, order.indexOf('compose'))
  const heldAsComposed = before.includes('take over') && !before.includes('hand back')
  const changedMeanwhile = between.includes('take over') || between.includes('hand back')
  expect(takenOver).toBe(heldAsComposed || changedMeanwhile)
})

test('a person’s own words leave while they hold it', async () => {
  const { pool } = database
  const from = `+447700900${++people}`
  await ingested(pool, 'hello', { from, messageSid: `SM${randomUUID()}` })
  const { id } = await rowOf(pool, 'select id from conversations where phone = $1', [from])
  await handOver(prisma, String(id), { taken: true, by })
  const words = await insertMessage(pool, { to_number: from, conversation_id: id })
  expect(await claimNextMessage(pool, from, ourNumber, new Date())).toMatchObject({ id: words, takenOver: false })
})

test('taking over twice changes nothing, and each change is in the audit log', async () => {
  const { pool } = database
  const from = `+447700900${++people}`
  await ingested(pool, 'hello', { from, messageSid: `SM${randomUUID()}` })
  const { id } = await rowOf(pool, 'select id from conversations where phone = $1', [from])
  const first = await handOver(prisma, String(id), { taken: true, by })
  expect(await handOver(prisma, String(id), { taken: true, by: { ...by, actor: 'Kim' } })).toEqual(first)
  expect(first).toMatchObject({ takenBy: 'Ada', takenAt: at, onTheirWay: 0 })
  const { rows } = await pool.query('select actor, action from audit_log where subject_id = $1', [id])
  expect(rows).toEqual([{ actor: 'Ada', action: 'conversation.take-over' }])
  expect(await handOver(prisma, randomUUID(), { taken: true, by })).toBeNull()
})
