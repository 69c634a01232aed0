import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { insert, rowsOf } from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { allocateNumber } from './allocate.ts'
import { addToPool, countFree, keepSetUp, keepSetupFailure, releaseNumber, wakeRested } from './pool-rows.ts'

const DAY_MS = 24 * 3_600_000
const now = new Date('2026-03-04T10:00:00Z')
let db: FreshDatabase

beforeAll(async () => {
  db = await freshDatabase({ max: 16 })
})
beforeEach(async () => {
  await db.pool.query('delete from twilio_number_pool')
  await db.pool.query('delete from clients')
})
afterAll(() => db?.drop())

let made = 0
async function client(region = 'GB'): Promise<string> {
  const phone_number = `+4477009${String(10_000 + made++).slice(-5)}`
  return String((await insert(db.pool, 'clients', { business_name: 'Elm', phone_number, region })).id)
}
const number = (n: number) => `+44113496${String(n).padStart(4, '0')}`
const add = (n: number, region: 'GB' | 'US' = 'GB') =>
  addToPool(db.pool, { phone: number(n), region, setUp: false, now: at(n) })
/** One after another, so that the oldest is known. */
const at = (n: number) => new Date(now.getTime() + n)

/** Under the client's lock, as everybody does. */
const allocate = (clientId: string, more: { phone?: string; region?: 'GB' | 'US'; at?: Date } = {}) =>
  inTransaction(db.pool, async (tx) => {
    await tx.query('select 1 from clients where id = $1 for no key update', [clientId])
    return allocateNumber(tx, { clientId, region: more.region ?? 'GB', phone: more.phone ?? null, now: more.at ?? now })
  })
const release = (clientId: string, moment: Date) =>
  inTransaction(db.pool, (tx) => releaseNumber(tx, { clientId, now: moment }))

/** What must hold at any moment; empty: it does. */
const broken = () =>
  rowsOf(
    db.pool,
    `select 'two clients on a number' as what from clients where twilio_number is not null group by twilio_number having count(*) > 1
     union all select 'pool and client disagree' from clients c full join twilio_number_pool p on p.client_id = c.id
      where c.twilio_number is distinct from p.phone_e164 and (c.twilio_number is not null or p.client_id is not null)
     union all select 'free and somebody’s' from twilio_number_pool where (client_id is null) <> (status in ('AVAILABLE', 'RESTING'))`,
  )

test('fifty clients at once get fifty numbers, and the fifty-first is told that there is none', async () => {
  for (let n = 0; n < 50; n++) await add(n)
  const clients = await Promise.all(Array.from({ length: 50 }, () => client()))
  const got = await Promise.all(clients.map((id) => allocate(id)))
  expect(new Set(got).size).toBe(50)
  expect(got).not.toContain(null)
  expect(await allocate(await client())).toBeNull()
  expect(await broken()).toEqual([])
})

test('fifty tries of one client at once are one number', async () => {
  for (let n = 0; n < 50; n++) await add(n)
  const id = await client()
  const got = await Promise.all(Array.from({ length: 50 }, () => allocate(id)))
  expect(new Set(got).size).toBe(1)
  expect(await countFree(db.pool, 'GB')).toBe(49)
})

test('fifty clients and one number: one gets it', async () => {
  await add(1)
  const clients = await Promise.all(Array.from({ length: 50 }, () => client()))
  const got = await Promise.all(clients.map((id) => allocate(id)))
  expect(got.filter((one) => one !== null)).toEqual([number(1)])
  expect(await broken()).toEqual([])
})

test('even without any lock, the database lets no client have two numbers and no number two clients', async () => {
  await add(1)
  await add(2)
  const [first, second] = [await client(), await client()]
  await allocate(first)
  const steal = (clientId: string, phone: string) =>
    db.pool.query(`update twilio_number_pool set client_id = $1, status = 'ASSIGNED' where phone_e164 = $2`, [
      clientId,
      phone,
    ])
  await expect(steal(first, number(2))).rejects.toThrow(/unique/)
  await expect(
    db.pool.query('update clients set twilio_number = $1 where id = $2', [number(1), second]),
  ).rejects.toThrow(/unique/)
  await expect(
    db.pool.query(`update twilio_number_pool set status = 'AVAILABLE' where client_id = $1`, [first]),
  ).rejects.toThrow(/free_of_clients/)
})

test('the oldest goes first, of the client’s country, also one that was put in by hand without any', async () => {
  await add(2)
  await db.pool.query(`insert into twilio_number_pool (phone_e164, status, created_at) values ($1, 'AVAILABLE', $2)`, [
    number(1),
    at(1),
  ])
  await db.pool.query(
    `insert into twilio_number_pool (phone_e164, status, created_at) values ('+12025550160', 'AVAILABLE', $1)`,
    [at(0)],
  )
  expect(await allocate(await client())).toBe(number(1))
  expect(await allocate(await client('US'), { region: 'US' })).toBe('+12025550160')
  expect(await allocate(await client('US'), { region: 'US' })).toBeNull()
})

test('a number asked for by name is given if it is free', async () => {
  await add(1)
  await add(2)
  expect(await allocate(await client(), { phone: number(2) })).toBe(number(2))
  expect(await allocate(await client(), { phone: number(2) })).toBeNull()
})

test('RESERVED until Twilio points it at us, then ASSIGNED; given back it rests for 30 days', async () => {
  await add(1)
  const id = await client()
  await allocate(id)
  const state = () => rowsOf(db.pool, 'select status, setup_tries, setup_error, setup_due_at from twilio_number_pool')
  expect(await state()).toMatchObject([{ status: 'RESERVED', setup_due_at: now }])
  await keepSetupFailure(db.pool, { phone: number(1), error: 'no answer', again: at(60_000) })
  expect(await state()).toMatchObject([
    { status: 'RESERVED', setup_tries: 1, setup_error: 'no answer', setup_due_at: at(60_000) },
  ])
  await keepSetUp(db.pool, { phone: number(1), now })
  expect(await state()).toMatchObject([{ status: 'ASSIGNED', setup_tries: 0, setup_error: null, setup_due_at: null }])
  await release(id, now)
  await wakeRested(db.pool, new Date(now.getTime() + 30 * DAY_MS - 1))
  expect(await state()).toMatchObject([{ status: 'RESTING' }])
  await wakeRested(db.pool, new Date(now.getTime() + 30 * DAY_MS))
  expect(await state()).toMatchObject([{ status: 'AVAILABLE' }])
})

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('allocate' as const), who: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), who: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('days' as const), who: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), who: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set-up' as const), who: fc.nat(8) }) },
)

test('whatever is allocated, released, added and waited for, in any order and three at a time: nobody has two, none has two', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), async (rounds) => {
      await db.pool.query('delete from twilio_number_pool')
      await db.pool.query('delete from clients')
      const clients = await Promise.all(Array.from({ length: 6 }, () => client()))
      let moment = now
      const run = async ({ do: what, who }: { do: string; who: number }) => {
        const id = clients[who] ?? ''
        if (what === 'allocate') await allocate(id, { at: moment })
        if (what === 'release') await release(id, moment)
        if (what === 'add') await add(who)
        if (what === 'set-up') await keepSetUp(db.pool, { phone: number(who), now: moment })
        if (what === 'days') {
          moment = new Date(moment.getTime() + who * DAY_MS)
          await wakeRested(db.pool, moment)
        }
      }
      for (const round of rounds) {
        await Promise.all(round.map(run))
        expect(await broken()).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
})
