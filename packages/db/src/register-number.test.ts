import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../test/database.ts'
import { insert, insertClient, ourNumber, rowOf } from '../test/rows.ts'
import { registerOwnNumber } from './register-number.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const number = (phone: string) =>
  rowOf(database.pool, 'select role, status, client_id from twilio_number_pool where phone_e164 = $1', [phone])

test('our own number has its role from the first start, also if it lay in the pool', async () => {
  const phone = '+447700900000'
  await Promise.all([1, 2, 3].map(() => registerOwnNumber(database.pool, phone, 'ONBOARDING')))
  expect(await number(phone)).toEqual({ role: 'ONBOARDING', status: 'ASSIGNED', client_id: null })
  await insert(database.pool, 'twilio_number_pool', { phone_e164: '+447700900001' })
  await registerOwnNumber(database.pool, '+447700900001', 'SYSTEM')
  expect(await number('+447700900001')).toEqual({ role: 'SYSTEM', status: 'ASSIGNED', client_id: null })
})

test('a client’s number is never taken for ours, and the sentence says what to do', async () => {
  const clientId = await insertClient(database.pool)
  const refused = /^\+447700900100 is the number of a client: set TWILIO_NUMBER to one that is ours\.$/
  await expect(registerOwnNumber(database.pool, ourNumber, 'ONBOARDING')).rejects.toThrow(refused)
  await insert(database.pool, 'twilio_number_pool', { phone_e164: ourNumber, status: 'ASSIGNED', client_id: clientId })
  await expect(registerOwnNumber(database.pool, ourNumber, 'ONBOARDING')).rejects.toThrow(refused)
  expect(await number(ourNumber)).toEqual({ role: 'OPERATIONAL', status: 'ASSIGNED', client_id: clientId })
})
