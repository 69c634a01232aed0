import { randomUUID } from 'node:crypto'
import { inboundIdOf } from '@jobrun/domain/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { ingestText } from '../../test/one.ts'
import { inTransaction } from '../pool.ts'
import type { ArrivedText, Ingested } from './ingest-text.ts'
import { markUnreachable } from './unreachable.ts'

let database: FreshDatabase
const us = '+447700900100'
const customer = '+447700900301'
let clientId: string

beforeAll(async () => {
  database = await freshDatabase({ max: 50 })
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into clients (business_name, phone_number, twilio_number) values ('Dave''s Plumbing', '+447700900200', $1) returning id`,
    [us],
  )
  clientId = rows[0]?.id ?? ''
})
afterAll(() => database.drop())

function text(body: string, more: Partial<ArrivedText> = {}): ArrivedText {
  const messageSid = `SM${randomUUID().replaceAll('-', '')}`
  return {
    id: inboundIdOf(messageSid),
    messageSid,
    to: us,
    from: customer,
    body,
    media: [],
    optOutType: null,
    optWord: null,
    at: new Date('2026-03-02T10:00:00Z'),
    traceContext: null,
    ...more,
  }
}

function ingest(arrived: ArrivedText): Promise<Ingested> {
  return inTransaction(database.pool, async (tx, rollback) => {
    const ingested = await ingestText(tx, arrived)
    if (!ingested.kept) rollback()
    return ingested
  })
}

const one = async (sql: string, values: unknown[] = []) => (await database.pool.query(sql, values)).rows[0]

test('the same MessageSid fifty times at once is one text, and no number of the order is skipped', async () => {
  const arrived = text('burst pipe', { from: '+447700900302' })
  const results = await Promise.all(Array.from({ length: 50 }, () => ingest(arrived)))
  expect(results.filter((result) => result.kept)).toHaveLength(1)
  const next = await ingest(text('and the cellar', { from: '+447700900302' }))
  expect(next).toMatchObject({ kept: true, seq: 2 })
})

test('texts of one person that come at once are numbered without a gap', async () => {
  const from = '+447700900303'
  await Promise.all(Array.from({ length: 30 }, (_, n) => ingest(text(`text ${n}`, { from }))))
  const row = await one(
    `select array_agg(seq order by seq) as seqs from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = $1`,
    [from],
  )
  expect(row.seqs).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
})

test('an opt-out word is in force with the text that brought it, START ends it, and YES only for somebody opted out', async () => {
  const from = '+447700900304'
  const optedOut = () => one('select opted_out from opt_outs where phone = $1 and client_id = $2', [from, clientId])
  await ingest(text('yes', { from, optWord: 'yes' }))
  expect(await optedOut()).toBeUndefined()
  await ingest(text('STOP', { from, optWord: 'out' }))
  expect(await optedOut()).toEqual({ opted_out: true })
  await ingest(text('yes', { from, optWord: 'yes' }))
  expect(await optedOut()).toEqual({ opted_out: false })
  const history = await one(
    'select array_agg(opted_out order by created_at, opted_out desc) as changes from opt_out_history where phone = $1',
    [from],
  )
  expect(history.changes).toEqual([true, false])
})

test('a text to a number that is nobody’s is kept and never waits for an answer', async () => {
  const ingested = await ingest(text('hello?', { to: '+447700900999' }))
  expect(ingested).toMatchObject({ kept: true, answerable: false })
  const row = await one(
    `select m.state from inbound_messages m join conversations c on c.id = m.conversation_id where c.our_number = '+447700900999'`,
  )
  expect(row.state).toBe('DONE')
})

test('a text from a number that was taken for dead ends that, to whichever number of ours it comes', async () => {
  const [dead, other] = ['+447700900377', '+447700900378']
  const marked = async () => (await database.pool.query('select phone from unreachable_numbers')).rows
  const mark = (phone: string) => markUnreachable(database.pool, { phone, reason: 'blocked', errorCode: 30004 })
  for (const phone of [dead, other, dead]) await mark(phone)
  const arrived = text('hello', { from: dead, to: '+447700900999' })
  await ingest(arrived)
  expect(await marked()).toEqual([{ phone: other }])
  await mark(dead)
  expect((await ingest(arrived)).kept).toBe(false)
  expect(await marked()).toHaveLength(2)
})
