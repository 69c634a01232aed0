import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { inTransaction } from '../pool.ts'
import { findOddities } from './facts.ts'
import { finishByHand } from './finish-by-hand.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const finish = () => inTransaction(database.pool, (tx) => finishByHand(tx, new Date('2030-01-15T10:00:00Z')))
const client = async (phone: string, more: { number: string | null }) => {
  const { rows } = await database.pool.query<{ id: string }>(
    `with c as (insert into clients (business_name, phone_number, twilio_number, notification_preference) values ('Elm', $1, $2, 'SMS') returning id)
     insert into onboarding_states (client_id, current_state, state_entered_at) select id, 'S9_TEST_CALL', now() - interval '2 days' from c returning client_id as id`,
    [phone, more.number],
  )
  const [row] = rows
  if (!row) throw new Error('no client was made')
  // The statement of the runbook, as it stands.
  await database.pool.query(
    `UPDATE onboarding_states SET current_state = 'COMPLETE', completed_at = NOW() WHERE client_id = '${row.id}'`,
  )
  return row.id
}
const standing = async (id: string) =>
  (await database.pool.query('select forwarding_enabled, onboarding_complete from clients where id = $1', [id])).rows[0]

test('COMPLETE by hand counts as a proven call, once; whoever is whole then is complete, and it is logged', async () => {
  const id = await client('+447700900101', { number: '+441134960101' })
  expect(await finish()).toEqual([{ clientId: id, outcome: 'completed by hand' }])
  expect(await standing(id)).toEqual({ forwarding_enabled: true, onboarding_complete: true })
  expect(await finish()).toEqual([])
  // An operator who takes forwarding back is not overruled.
  await database.pool.query(
    'update clients set forwarding_enabled = false, onboarding_complete = false where id = $1',
    [id],
  )
  expect(await finish()).toEqual([])
  await database.pool.query('delete from clients where id = $1', [id])
})

test('whoever lacks something is flagged with what it is', async () => {
  const id = await client('+447700900102', { number: null })
  expect(await finish()).toEqual([{ clientId: id, outcome: 'completed by hand, not whole' }])
  expect(await standing(id)).toEqual({ forwarding_enabled: true, onboarding_complete: false })
  expect(await findOddities(database.pool)).toMatchObject([
    { kind: 'complete-not-whole', clientId: id, detail: 'twilioNumber' },
  ])
})
