/** The audit log only grows: also for the one who owns it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { insertClient, rowOf } from './rows.ts'

let database: FreshDatabase
let clientId: string

beforeAll(async () => {
  database = await freshDatabase({ max: 2 })
  clientId = await insertClient(database.pool)
  await database.pool.query(
    `insert into audit_log (actor, action, subject_type, subject_id, client_id, reason)
     values ('Kim', 'client.switches', 'client', $1, $2, 'owner asked for quiet')`,
    [clientId, clientId],
  )
})
afterAll(() => database.drop())

test.each([
  ['changed', `update audit_log set reason = 'nobody asked'`],
  ['taken from its client by hand', 'update audit_log set client_id = null'],
  ['deleted', 'delete from audit_log'],
  ['emptied', 'truncate audit_log'],
  ['emptied along with its clients', 'truncate clients cascade'],
  ['changed as if by a replica', `begin; set local session_replication_role = replica; delete from audit_log`],
])('a row cannot be %s, and the refusal says why', async (_, statement) => {
  const connection = await database.pool.connect()
  await expect(connection.query(statement)).rejects.toThrow('audit_log only grows')
  await connection.query('rollback')
  connection.release()
  expect(await rowOf(database.pool, 'select reason, client_id from audit_log')).toEqual({
    reason: 'owner asked for quiet',
    client_id: clientId,
  })
})

test('a client that is deleted leaves its rows behind, without its id and otherwise as they were', async () => {
  await database.pool.query('delete from clients where id = $1', [clientId])
  expect(await rowOf(database.pool, 'select client_id, subject_id, reason from audit_log')).toEqual({
    client_id: null,
    subject_id: clientId,
    reason: 'owner asked for quiet',
  })
})
