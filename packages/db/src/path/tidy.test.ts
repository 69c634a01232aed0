import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { at, customerPhone, ingested, insert, insertClient, oneCall, rowOf, rowsOf } from '../../test/rows.ts'
import { keepAnswer } from './ai-calls.ts'
import { closeQuietLeads, endExpiredSwitches, forgetOldAnswers, LEAD_DAYS } from './tidy.ts'

let database: FreshDatabase
let clientId: string
let conversationId: string

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool)
  conversationId = (await ingested(database.pool, 'leak')).conversationId
})
afterAll(() => database.drop())

const DAY_MS = 24 * 3_600_000

test('a lead is closed fourteen days after its last text, with its history, once', async () => {
  const lead = async (n: number, columns: Record<string, unknown>) => {
    const customer = await insert(database.pool, 'customers', { client_id: clientId, phone: `+4477009003${n}` })
    const row = { client_id: clientId, customer_id: customer.id, conversation_id: conversationId }
    return (await insert(database.pool, 'leads', { ...row, ...columns })).id
  }
  const quietFor = (days: number) => new Date(at.getTime() - days * DAY_MS)
  const quiet = await lead(10, { state: 'QUALIFIED', last_text_at: new Date(quietFor(LEAD_DAYS).getTime() - 1) })
  const young = await lead(11, { state: 'URGENT', last_text_at: quietFor(LEAD_DAYS) })
  await lead(12, { state: 'CLOSED', closed_at: quietFor(20), last_text_at: quietFor(30) })
  const closings = await Promise.all([1, 2, 3].map(() => closeQuietLeads(database.pool, at)))
  expect(closings.reduce((sum, count) => sum + count)).toBe(1)
  expect(await closeQuietLeads(database.pool, at)).toBe(0)
  expect(await rowOf(database.pool, 'select state, closed_at from leads where id = $1', [quiet])).toEqual({
    state: 'CLOSED',
    closed_at: at,
  })
  expect(await rowOf(database.pool, 'select state from leads where id = $1', [young])).toEqual({ state: 'URGENT' })
  expect(
    await rowsOf(database.pool, 'select lead_id, from_state, to_state, reason, created_at from lead_history'),
  ).toEqual([
    { lead_id: quiet, from_state: 'QUALIFIED', to_state: 'CLOSED', reason: 'no text for 14 days', created_at: at },
  ])
})

test('a switch whose time is over is off and written down once, whoever looks first', async () => {
  const over = new Date(at.getTime() - 1_000)
  const later = new Date(at.getTime() + 1_000)
  await database.pool.query(
    `update clients set outbound_paused = true, outbound_paused_until = $1, ai_disabled = true, ai_disabled_until = $2`,
    [over, later],
  )
  const settings = { client_id: clientId, notifications_paused: true, notifications_paused_until: at }
  await insert(database.pool, 'client_settings', settings)
  await database.pool.query(
    `update fleet_switches set outbound_paused = true, ai_disabled = true, ai_disabled_until = $1, notifications_paused = true, notifications_paused_until = $1`,
    [over],
  )
  const ends = await Promise.all([1, 2, 3].map(() => endExpiredSwitches(database.pool, at)))
  expect(ends.reduce((sum, count) => sum + count)).toBe(4)
  const log = await rowsOf(
    database.pool,
    'select client_id, switch, from_value, to_value, reason, actor from switch_log order by client_id nulls last, switch',
  )
  const ended = { from_value: true, to_value: false, reason: 'expired', actor: 'clock' }
  expect(log).toEqual([
    { client_id: clientId, switch: 'notificationsPaused', ...ended },
    { client_id: clientId, switch: 'outboundPaused', ...ended },
    { client_id: null, switch: 'aiDisabled', ...ended },
    { client_id: null, switch: 'notificationsPaused', ...ended },
  ])
  expect(await rowOf(database.pool, 'select outbound_paused, outbound_paused_until, ai_disabled from clients')).toEqual(
    {
      outbound_paused: false,
      outbound_paused_until: null,
      ai_disabled: true,
    },
  )
  expect(await rowOf(database.pool, 'select outbound_paused from fleet_switches')).toEqual({ outbound_paused: true })
})

test('answers kept for a turn that may be taken again are forgotten after a day', async () => {
  const answer = { conversationId, fromSeq: 1, toSeq: 1, answer: { ok: true, value: customerPhone } }
  await keepAnswer(database.pool, oneCall, { ...answer, question: 'dial' })
  await keepAnswer(database.pool, oneCall, { ...answer, question: 'dial' })
  await keepAnswer(database.pool, oneCall, { ...answer, question: 'flow' })
  const now = new Date()
  await database.pool.query(`update brain_answers set created_at = $1 where question = 'dial'`, [
    new Date(now.getTime() - DAY_MS - 1),
  ])
  await forgetOldAnswers(database.pool, now)
  expect(await rowsOf(database.pool, 'select question from brain_answers')).toEqual([{ question: 'flow' }])
})
