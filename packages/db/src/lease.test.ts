import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { endLease, takeLease } from './lease.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const take = (name: string, holder: string) => takeLease(database.pool, { name, holder, seconds: 60 })

test('of two who want a task one has it, again and again, until it has given it back and the tick is over', async () => {
  const wanted = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take('sweep', holder)))
  expect(wanted.filter(Boolean)).toHaveLength(1)
  const holder = ['a', 'b', 'c', 'd'][wanted.indexOf(true)] ?? ''
  expect(await take('sweep', holder)).toBe(true)
  expect(await take('sweep', 'e')).toBe(false)
  await endLease(database.pool, { name: 'sweep', holder: 'e', restSeconds: 0 })
  expect(await take('sweep', 'e')).toBe(false)
  await endLease(database.pool, { name: 'sweep', holder, restSeconds: 2 })
  expect(await take('sweep', 'e')).toBe(false)
  expect(await take('sweep', holder)).toBe(true)
  await endLease(database.pool, { name: 'sweep', holder, restSeconds: -1 })
  expect(await take('sweep', 'e')).toBe(true)
})

test('a dead holder gives way when its time is over, to one', async () => {
  await take('tidy', 'dead')
  await database.pool.query(`update leases set expires_at = now() - interval '1 second' where name = 'tidy'`)
  const wanted = await Promise.all(['a', 'b', 'c'].map((holder) => take('tidy', holder)))
  expect(wanted.filter(Boolean)).toHaveLength(1)
  await endLease(database.pool, { name: 'tidy', holder: 'dead', restSeconds: -1 })
  expect(await take('tidy', 'dead')).toBe(false)
})

test('tasks do not mind one another', async () => {
  expect(await take('one', 'a')).toBe(true)
  expect(await take('other', 'b')).toBe(true)
})

test('a lease from before the database’s clock was set back by an hour does not last that hour', async () => {
  await take('set-back', 'dead')
  await database.pool.query(`update leases set expires_at = expires_at + interval '1 hour' where name = 'set-back'`)
  expect(await take('set-back', 'alive')).toBe(true)
})
