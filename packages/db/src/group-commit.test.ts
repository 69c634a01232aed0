import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { createGroupCommit, createGroupStatement } from './group-commit.ts'
import type { Tx } from './pool.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase({ max: 6 })
  await database.pool.query('create table kept (n int primary key, at text not null)')
  await database.pool.query('create table groups (size int not null)')
})
beforeEach(async () => {
  await database.pool.query('truncate kept, groups')
})
afterAll(() => database.drop())

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)
const insert = (tx: Pick<Tx, 'query'>, numbers: readonly number[]) =>
  tx.query('insert into kept select n, pg_current_xact_id()::text from unnest($1::int[]) n', [numbers])
const keptRows = async () =>
  (await database.pool.query<{ n: number; at: string }>('select n, at from kept order by n')).rows
const groupsOf = async () => (await database.pool.query<{ size: number }>('select size from groups')).rows

/** Keeps its number; those of `undone` are undone, and those of `broken` fail in the database. */
function aGroup({ undone = [], broken = [] }: { undone?: number[]; broken?: number[] } = {}) {
  const begun: number[] = []
  const keep = createGroupCommit<number, string>(database.pool, {
    restMs: 1,
    keyOf: (n) => String(n).padStart(4, '0'),
    async work(tx, numbers, rollback) {
      begun.push(...numbers)
      await insert(tx, numbers)
      await tx.query('insert into groups values ($1)', [numbers.length])
      if (numbers.some((n) => broken.includes(n))) await tx.query('select 1 / 0')
      if (numbers.some((n) => undone.includes(n))) rollback()
      return numbers.map((n) => `kept ${n}`)
    },
  })
  return { keep, begun }
}

test('callers that come together are one transaction, and each gets its own value', async () => {
  const { keep, begun } = aGroup()
  expect(await Promise.all(upTo(20).toReversed().map(keep))).toEqual(
    upTo(20)
      .toReversed()
      .map((n) => `kept ${n}`),
  )
  const rows = await keptRows()
  expect(rows.map(({ n }) => n)).toEqual(upTo(20))
  expect(new Set(rows.map(({ at }) => at)).size).toBe(1)
  expect(await groupsOf()).toEqual([{ size: 20 }])
  expect(begun).toEqual(upTo(20))
})

test('those who come while a group is under way make up the next ones, and nobody is left out', async () => {
  const { keep } = aGroup()
  const all: Promise<string>[] = []
  for (const n of upTo(300)) {
    all.push(keep(n))
    if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await Promise.all(all)).toEqual(upTo(300).map((n) => `kept ${n}`))
  const sizes = (await groupsOf()).map(({ size }) => size)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(32)
  expect(sizes.length).toBeLessThan(100)
})

test('one that fails, fails alone', async () => {
  const { keep } = aGroup({ broken: [3] })
  const results = await Promise.allSettled(upTo(6).map(keep))
  expect(results.map(({ status }) => status)).toEqual(upTo(6).map((n) => (n === 3 ? 'rejected' : 'fulfilled')))
  expect((await keptRows()).map(({ n }) => n)).toEqual([0, 1, 2, 4, 5])
})

test('one that undoes its work keeps its value, and the others their rows', async () => {
  const { keep } = aGroup({ undone: [2] })
  expect(await Promise.all(upTo(5).map(keep))).toEqual(upTo(5).map((n) => `kept ${n}`))
  expect((await keptRows()).map(({ n }) => n)).toEqual([0, 1, 3, 4])
})

test('two of one key are never in one group, and the later one comes later', async () => {
  const groups: string[][] = []
  const keep = createGroupCommit<string, string>(database.pool, {
    restMs: 1,
    keyOf: (name) => name.slice(0, 1),
    async work(tx, names) {
      groups.push([...names])
      await tx.query('select 1')
      return [...names]
    },
  })
  await Promise.all(['b1', 'a1', 'b2', 'c1', 'b3'].map(keep))
  expect(groups).toEqual([['a1', 'b1', 'c1'], ['b2'], ['b3']])
})

test('a connection that is cut in the middle of a group costs nobody anything', async () => {
  let cut = false
  const keep = createGroupCommit<number, number>(database.pool, {
    restMs: 1,
    keyOf: String,
    async work(tx, numbers) {
      await insert(tx, numbers)
      if (!cut) {
        cut = true
        await tx.query('select pg_terminate_backend(pg_backend_pid())')
      }
      return [...numbers]
    },
  })
  expect(await Promise.all(upTo(8).map(keep))).toEqual(upTo(8))
  expect((await keptRows()).map(({ n }) => n)).toEqual(upTo(8))
})

test('work of one statement needs no transaction, alone or for many', async () => {
  const sent: unknown[] = []
  const keep = createGroupStatement<number, number>(database.pool, {
    restMs: 1,
    keyOf: String,
    work: async (db, numbers) => {
      sent.push(db === database.pool ? numbers : 'in a transaction')
      const { rows } = await db.query<{ n: number }>({ text: 'select n from unnest($1::int[]) n', values: [numbers] })
      return rows.map(({ n }) => n)
    },
  })
  expect(await keep(1)).toBe(1)
  expect(await Promise.all([keep(2), keep(3)])).toEqual([2, 3])
  expect(sent).toEqual([[1], [2, 3]])
})
