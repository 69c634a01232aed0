import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { rowOf } from '../test/rows.ts'
import { inTransaction } from './pool.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase({ max: 2 })
  await database.pool.query('create table kept (n int primary key)')
})
afterAll(() => database.drop())

const kept = async () =>
  (await rowOf(database.pool, 'select coalesce(array_agg(n order by n), $1) as all from kept', [[]])).all

test('all of a transaction or nothing, and a rollback may still give a value', async () => {
  const put = (n: number) => ({ text: 'insert into kept values ($1)', values: [n] })
  await inTransaction(database.pool, (tx) => tx.query(put(1)))
  const value = await inTransaction(database.pool, async (tx, rollback) => {
    await tx.query(put(2))
    rollback()
    return 'undone'
  })
  const broken = inTransaction(database.pool, async (tx) => {
    await tx.query(put(3))
    await tx.query(put(1))
  })
  await expect(broken).rejects.toThrow('duplicate key')
  expect(value).toBe('undone')
  expect(await kept()).toEqual([1])
})

test('a connection that is lost in the middle of a transaction fails that transaction and nothing else', async () => {
  for (let round = 0; round < 5; round++) {
    const lost = inTransaction(database.pool, async (tx) => {
      await tx.query('insert into kept values (9)')
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await new Promise((resolve) => setTimeout(resolve, 20))
      await tx.query('select 1')
    })
    await expect(lost).rejects.toThrow()
  }
  expect(await kept()).toEqual([1])
  expect(database.pool.totalCount).toBeLessThanOrEqual(2)
})
