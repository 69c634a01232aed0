import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { rowOf } from '../test/rows.ts'
import { createPool, inTransaction } from './pool.ts'

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

test('what leaves with the commit is kept with it, and undoes it all when it fails', async () => {
  const put = (n: number) => ({ text: 'insert into kept values ($1)', values: [n] })
  const both = (first: number, last: number) =>
    inTransaction(database.pool, async (tx, _, withCommit) => {
      await tx.query(put(first))
      await withCommit.query(put(last))
    })
  await both(4, 5)
  await expect(both(6, 1)).rejects.toThrow('duplicate key')
  const given = inTransaction(database.pool, async (_, rollback, withCommit) => {
    await withCommit.query(put(7))
    rollback()
    return 'undone'
  })
  expect(await given).toBe('undone')
  expect(await kept()).toEqual([1, 4, 5])
  await database.pool.query('delete from kept where n > 1')
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

test('a server that falls silent in the middle of a statement costs that statement and its connection, not the pool', async () => {
  const line = await silentLine(database.url)
  const pool = createPool({ url: line.url, max: 1, onError: () => {}, patienceMs: 300 })
  await pool.query('select 1')
  line.fallSilent()
  await expect(inTransaction(pool, (tx) => tx.query('select 2'))).rejects.toThrow()
  line.speakAgain()
  expect((await pool.query('select 3 as n')).rows).toEqual([{ n: 3 }])
  await pool.end()
  await line.close()
})

/** Passes everything on until it falls silent; connections made after that are heard again. */
async function silentLine(databaseUrl: string) {
  const far = new URL(databaseUrl)
  let silent = false
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const onward = connect(Number(far.port), far.hostname)
    sockets.push(near, onward)
    near.on('error', () => {}).on('close', () => onward.destroy())
    onward.on('error', () => near.destroy())
    near.on('data', (chunk) => silent || onward.write(chunk))
    onward.on('data', (chunk) => silent || near.write(chunk))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as { port: number }).port)
  return {
    url: url.href,
    fallSilent: () => {
      silent = true
    },
    speakAgain: () => {
      silent = false
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
