import { beginSignUp } from '@jobrun/db/onboarding/sign-up'
import { inTransaction } from '@jobrun/db/pool'
import { createQueue, type Queue } from '@jobrun/db/queue'
import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import type { OnboardingEvent } from '@jobrun/domain/onboarding/standing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceOnboarding, type OnboardingDeps } from './advance-onboarding.ts'

let db: FreshDatabase
let queue: Queue
let free: string[] = []
let owners = 0
const now = new Date('2026-03-04T10:00:00Z')

beforeAll(async () => {
  db = await freshDatabase()
  queue = createQueue(db.pool, () => {})
  await queue.start()
})
afterAll(async () => {
  await queue?.stop()
  await db?.drop()
})

const deps = (): OnboardingDeps => ({
  systemNumber: '+447700900000',
  founderPhone: '+447700900123',
  queue,
  async allocateNumber(tx, { clientId }) {
    const number = free.shift() ?? null
    if (number) await tx.query('update clients set twilio_number = $2 where id = $1', [clientId, number])
    return number
  },
  publicBaseUrl: 'https://jobrun.example',
  price: { monthlyPrice: '£49', trialDays: 7 },
})

const nextPhone = () => `+4477009002${String(owners++).padStart(2, '0')}`

const begin = (phone: string) =>
  inTransaction(db.pool, (tx) => beginSignUp(tx, { phone, region: 'GB', timezone: 'Europe/London', now }))

const happens = (clientId: string, event: OnboardingEvent, key: string) =>
  inTransaction(db.pool, (tx) => advanceOnboarding(tx, deps(), { clientId, event, key, now }))

const said = (...texts: string[]): OnboardingEvent => ({ kind: 'said', texts, proposal: null })

async function unpaid(): Promise<string> {
  const id = (await begin(nextPhone())) ?? ''
  await happens(id, said('Plumber in Leeds', "Leeds Plumbing, I'm Dave", 'sms'), 'turn:1')
  return id
}

const read = async (id: string) =>
  (
    await db.pool.query(
      `select s.current_state as state, c.twilio_number as number, c.forwarding_enabled as forwarding, c.onboarding_complete as complete,
        (select array_agg(o.body order by o.seq) from outbox o where o.client_id = c.id) as texts
       from clients c join onboarding_states s on s.client_id = c.id where c.id = $1`,
      [id],
    )
  ).rows[0]

const pay = (id: string, key: string) =>
  inTransaction(db.pool, async (tx) => {
    await tx.query('update clients set payment_active = true where id = $1', [id])
    return advanceOnboarding(tx, deps(), { clientId: id, event: { kind: 'payment-changed', paid: true }, key, now })
  })

test('fifty first texts of one phone at once make one client', async () => {
  const phone = nextPhone()
  const ids = await Promise.all(Array.from({ length: 50 }, () => begin(phone)))
  expect(new Set(ids).size).toBe(1)
  expect((await db.pool.query('select 1 from clients where phone_number = $1', [phone])).rowCount).toBe(1)
})

test('the same event fifty times at once is taken once: one number, one text', async () => {
  const id = await unpaid()
  free = Array.from({ length: 50 }, (_, n) => `+4411349601${String(n).padStart(2, '0')}`)
  const before = (await read(id)).texts.length
  const taken = await Promise.all(Array.from({ length: 50 }, () => pay(id, 'evt_1')))
  expect(taken.filter((one) => one !== null)).toHaveLength(1)
  expect(free).toHaveLength(49)
  const { state, texts } = await read(id)
  expect(state).toBe('S6_PHONE_TYPE')
  expect(texts.slice(before)).toEqual([expect.stringMatching(/Payment received.*\+44113496010/)])
})

test('fifty different events of one payment allocate one number and say it once', async () => {
  const id = await unpaid()
  free = Array.from({ length: 50 }, (_, n) => `+4411349602${String(n).padStart(2, '0')}`)
  const before = (await read(id)).texts.length
  await Promise.all(Array.from({ length: 50 }, (_, n) => pay(id, `evt_${n}`)))
  expect(free).toHaveLength(49)
  expect((await read(id)).texts).toHaveLength(before + 1)
})

test('with an empty pool the owner hears the truth once, and goes on when a number comes', async () => {
  const id = await unpaid()
  free = []
  const before = (await read(id)).texts.length
  for (const key of ['evt_1', 'evt_2']) await pay(id, key)
  expect(await read(id)).toMatchObject({ state: 'S5_CONFIRM_LIVE', number: null })
  expect((await read(id)).texts.slice(before)).toEqual([expect.stringMatching(/no free number at this moment/)])
  await happens(id, { kind: 'number-allocated', number: '+441134960300' }, 'number:1')
  expect((await read(id)).texts.at(-1)).toMatch(/\+441134960300/)
  expect(await read(id)).toMatchObject({ state: 'S6_PHONE_TYPE' })
})

test('what fails after the event was taken undoes all of it, and the next try does it whole', async () => {
  const id = await unpaid()
  free = ['+441134960301']
  const before = await read(id)
  const failing = inTransaction(db.pool, async (tx) => {
    await tx.query('update clients set payment_active = true where id = $1', [id])
    await advanceOnboarding(tx, deps(), {
      clientId: id,
      event: { kind: 'payment-changed', paid: true },
      key: 'evt_1',
      now,
    })
    throw new Error('killed')
  })
  await expect(failing).rejects.toThrow('killed')
  expect(await read(id)).toEqual(before)
  free = ['+441134960301']
  await pay(id, 'evt_1')
  expect(await read(id)).toMatchObject({ state: 'S6_PHONE_TYPE', number: '+441134960301' })
})

test('a payment written by hand is found by the owner’s next text', async () => {
  const id = await unpaid()
  free = ['+441134960302']
  await db.pool.query(`update clients set payment_active = true where id = $1`, [id])
  await happens(id, said('READY'), 'turn:2')
  expect(await read(id)).toMatchObject({ state: 'S6_PHONE_TYPE' })
})

test('COMPLETE by hand stays, whatever is texted or rings then', async () => {
  const id = await unpaid()
  await db.pool.query(
    `update onboarding_states set current_state = 'COMPLETE', completed_at = now() where client_id = $1`,
    [id],
  )
  await happens(id, said('START OVER'), 'turn:2')
  const call = {
    kind: 'call-arrived',
    callSid: 'CA1',
    forwardedFrom: 'known',
    callerIsOwner: false,
    callerEnding: '444',
  } as const
  await happens(id, call, 'call:CA1')
  expect(await read(id)).toMatchObject({ state: 'COMPLETE', forwarding: false, complete: false })
})

test('only a proven call makes complete, and it does so once among fifty', async () => {
  const id = await unpaid()
  free = ['+441134960303']
  await pay(id, 'evt_1')
  await happens(id, said('iphone'), 'turn:2')
  const call = { kind: 'call-arrived', callSid: 'CA1', callerIsOwner: false, callerEnding: '444' } as const
  await happens(id, { ...call, forwardedFrom: 'untold' }, 'call:CA0')
  expect(await read(id)).toMatchObject({ state: 'S7_FWD_SENT', forwarding: false, complete: false })
  const before = (await read(id)).texts.length
  await Promise.all(
    Array.from({ length: 50 }, (_, n) => happens(id, { ...call, forwardedFrom: 'known' }, `call:CA${1 + (n % 10)}`)),
  )
  expect(await read(id)).toMatchObject({ state: 'COMPLETE', forwarding: true, complete: true })
  expect((await read(id)).texts.slice(before)).toEqual([expect.stringMatching(/is live/)])
})
