import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage, recordSent } from '../../test/one.ts'
import { insert, insertClient, insertMessage, ourNumber, rowOf, sendingFor } from '../../test/rows.ts'
import { recordRetry } from './record-send.ts'

let database: FreshDatabase
let clientId: string
let to: string
let people = 300

beforeAll(async () => {
  database = await freshDatabase({ max: 22 })
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())
beforeEach(() => {
  to = `+447700900${++people}`
})

const now = new Date()
const later = new Date(now.getTime() + 3_600_000)
const earlier = new Date(now.getTime() - 1_000)
const message = (columns: Record<string, unknown> = {}) =>
  insertMessage(database.pool, { to_number: to, client_id: clientId, ...columns })
const claim = (at = now) => claimNextMessage(database.pool, to, ourNumber, at)

describe('one message to one person at a time, in order', () => {
  test('it is ours for the lease, and its attempt counts', async () => {
    const id = await message()
    expect(await claim()).toMatchObject({ id, attempt: 1, to, from: ourNumber, purpose: 'reply', clientId })
    const row = await rowOf(
      database.pool,
      `select state, lease_until > now() + interval '10 seconds' and lease_until <= now() + interval '15 seconds' as leased from outbox where id = $1`,
      [id],
    )
    expect(row).toEqual({ state: 'SENDING', leased: true })
  })

  test('the oldest first, and the next one only once it has ended', async () => {
    const [first, second] = [await message(), await message()]
    expect(await claim()).toMatchObject({ id: first, more: true })
    expect(await claim()).toBeNull()
    await recordSent(database.pool, { id: first, attempt: 1 }, `SM${first}`)
    expect(await claim()).toMatchObject({ id: second, more: false })
  })

  test('it is due by whichever clock is ahead, ours or the database’s', async () => {
    const id = await message({ not_before: later })
    expect(await claim()).toBeNull()
    expect(await claim(later)).toMatchObject({ id })
    const second = await message({ to_number: to, not_before: earlier })
    await recordSent(database.pool, { id, attempt: 1 }, `SM${id}`)
    expect(await claim(new Date(now.getTime() - 86_400_000))).toMatchObject({ id: second })
  })

  test('an earlier one that waits for its next try holds the later ones back', async () => {
    const first = await message()
    await message()
    await claim()
    const retry = { afterMs: 60_000, reason: 'the carrier is busy', errorCode: 20429, now: new Date() }
    await recordRetry(database.pool, { id: first, attempt: 1 }, retry)
    expect(await claim()).toBeNull()
    await database.pool.query('update outbox set not_before = now() where id = $1', [first])
    expect(await claim()).toMatchObject({ id: first, attempt: 2 })
  })

  test('after two minutes an unsettled one no longer stands in the way', async () => {
    await message(sendingFor(119))
    const second = await message()
    expect(await claim()).toBeNull()
    await database.pool.query(
      `update outbox set claimed_at = claimed_at - interval '2 seconds' where state = 'SENDING' and to_number = $1`,
      [to],
    )
    expect(await claim()).toMatchObject({ id: second })
  })

  test('news for later, a held message and other people’s do not stand in the way', async () => {
    await message({ not_before: later })
    await message({ state: 'HELD', held_at: now })
    await message({ ...sendingFor(1), to_number: '+447700900999' })
    await message({ ...sendingFor(1), from_number: '+447700900101' })
    const due = await message()
    expect(await claim()).toMatchObject({ id: due })
    expect(await claim()).toBeNull()
  })

  test('of twenty at once one wins, and no later message overtakes the one it won', async () => {
    for (let round = 0; round < 15; round++) {
      const first = await message()
      const second = await message()
      const won = (await Promise.all(Array.from({ length: 20 }, claim))).filter((claimed) => claimed !== null)
      expect(won.map(({ id }) => id)).toEqual([first])
      await database.pool.query(`update outbox set state = 'FAILED' where id in ($1, $2)`, [first, second])
    }
  })

  test('a claim that waited for another one does not take the message behind it', async () => {
    const first = await message()
    await message()
    const holder = await database.pool.connect()
    try {
      await holder.query('begin')
      const held = await claimNextMessage(holder, to, ourNumber, now)
      expect(held?.id).toBe(first)
      const waiting = claim()
      await isWaiting()
      await holder.query('commit')
      expect(await waiting).toBeNull()
    } finally {
      holder.release()
    }
  })
})

/** Until some connection of this database waits for a row. */
async function isWaiting(): Promise<void> {
  const sql = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await rowOf(database.pool, sql)).n === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the gate’s facts come with the claim', () => {
  const client = (columns: string) => database.pool.query(`update clients set ${columns} where id = $1`, [clientId])
  const fleet = (columns: string, values: unknown[] = []) =>
    database.pool.query(`update fleet_switches set ${columns}`, values)
  const switches = async () => {
    await message()
    return (await claim())?.switches
  }

  test('nothing is paused unless somebody paused it, also without settings of a client’s own', async () => {
    expect(await switches()).toEqual({ outboundPaused: false, notificationsPaused: false, aiDisabled: false })
  })

  test('a client’s pause, until it expires', async () => {
    await client(`outbound_paused = true`)
    expect(await switches()).toMatchObject({ outboundPaused: true })
    to = `${to.slice(0, -3)}${++people}`
    await database.pool.query('update clients set outbound_paused_until = $1', [earlier])
    expect(await switches()).toMatchObject({ outboundPaused: false })
    await client(`outbound_paused = false, outbound_paused_until = null`)
  })

  test('a client’s notices', async () => {
    const settings = { client_id: clientId, notifications_paused: true, notifications_paused_until: later }
    await insert(database.pool, 'client_settings', settings)
    expect(await switches()).toMatchObject({ notificationsPaused: true, outboundPaused: false })
    await database.pool.query('delete from client_settings')
  })

  test('the fleet’s switches hold for every client, and for messages that are no client’s', async () => {
    await fleet('outbound_paused = true, notifications_paused = true, notifications_paused_until = $1', [earlier])
    expect(await switches()).toMatchObject({ outboundPaused: true, notificationsPaused: false })
    to = `${to.slice(0, -3)}${++people}`
    await message({ client_id: null, purpose: 'alert' })
    expect((await claim())?.switches).toMatchObject({ outboundPaused: true })
    await fleet('outbound_paused = false, notifications_paused = false, notifications_paused_until = null')
  })

  test('who asked this client for no more texts, and nobody else’s customer', async () => {
    const other = await insertClient(database.pool, { phone_number: '+447700900298', twilio_number: '+447700900198' })
    const optOut = { phone: to, source: 'text', wording: 'STOP' }
    await insert(database.pool, 'opt_outs', { ...optOut, client_id: other })
    await message()
    expect(await claim()).toMatchObject({ optedOut: false })
    to = `${to.slice(0, -3)}${++people}`
    await insert(database.pool, 'opt_outs', { ...optOut, phone: to, client_id: clientId })
    const id = await message()
    expect(await claim()).toMatchObject({ optedOut: true })
    await database.pool.query(`update outbox set state = 'READY' where id = $1`, [id])
    await database.pool.query(`update opt_outs set opted_out = false where phone = $1`, [to])
    expect(await claim()).toMatchObject({ optedOut: false })
  })

  test('an owner’s notices heed what the owner said to us, not to their own number', async () => {
    const optOut = { phone: to, source: 'text', wording: 'STOP' }
    await insert(database.pool, 'opt_outs', { ...optOut, client_id: clientId })
    const first = await message({ purpose: 'owner-notice' })
    expect(await claim()).toMatchObject({ optedOut: false })
    await recordSent(database.pool, { id: first, attempt: 1 }, `SM${first}`)
    await insert(database.pool, 'opt_outs', { ...optOut, client_id: null })
    await message({ purpose: 'owner-urgent' })
    expect(await claim()).toMatchObject({ optedOut: true })
  })
})

test('it comes with where the client is, and with whether the number takes texts', async () => {
  await message()
  expect(await claim()).toMatchObject({ unreachable: false, place: { timezone: 'Europe/London', region: 'GB' } })
  to = `+447700900${++people}`
  await insert(database.pool, 'unreachable_numbers', { phone: to, reason: 'the number cannot receive texts' })
  await message({ client_id: null })
  expect(await claim()).toMatchObject({ unreachable: true, place: null })
})
