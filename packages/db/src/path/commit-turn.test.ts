import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { claimNextMessage, commitTurn } from '../../test/one.ts'
import {
  at,
  customerPhone,
  draft,
  ingested,
  insert,
  insertClient,
  keptTurn,
  leadOf,
  oneCall,
  ownerPhone,
  rowOf,
  rowsOf,
  systemNumber,
} from '../../test/rows.ts'
import { inTransaction } from '../pool.ts'
import { keepAnswer } from './ai-calls.ts'
import type { KeptTurn } from './commit-turn.ts'

let database: FreshDatabase
let clientId: string
let from: string
let people = 300

beforeAll(async () => {
  database = await freshDatabase()
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())
beforeEach(() => {
  from = `+447700900${++people}`
})

const text = (body: string) => ingested(database.pool, body, { from })

/** Commits as the turn does: all of it, or after null nothing of it. */
function commit(turn: KeptTurn) {
  return inTransaction(database.pool, async (tx, rollback) => {
    const queued = await commitTurn(tx, turn)
    if (queued === null) rollback()
    return queued
  })
}

const turnOf = (conversationId: string, seqs: number[], more: Partial<KeptTurn> = {}) =>
  keptTurn({ conversationId, clientId, customerPhone: from, seqs, ...more })

const one = (sql: string, ...values: unknown[]) => rowOf(database.pool, sql, values)
const all = (sql: string, ...values: unknown[]) => rowsOf(database.pool, sql, values)

/** Everything that a turn may change, to see that one that is not kept changes nothing. */
async function everything(conversationId: string) {
  return Promise.all([
    all('select * from conversations where id = $1', conversationId),
    all('select id, state, done_at from inbound_messages where conversation_id = $1 order by seq', conversationId),
    all('select * from turns where conversation_id = $1', conversationId),
    all('select * from leads where conversation_id = $1', conversationId),
    all('select h.* from lead_history h join leads l on l.id = h.lead_id where l.conversation_id = $1', conversationId),
    all('select * from customers where phone = $1', from),
    all('select id, body, state from outbox order by seq'),
  ])
}

describe('a turn is kept whole', () => {
  test('its texts are done, its trace, lead, customer and messages are there', async () => {
    const { conversationId } = await text('leak')
    await text('12 Elm Road')
    const lead = leadOf({ change: { state: 'URGENT', linkSent: true, alertedAt: at } })
    const reply = draft({ to: from, dedupeKey: `${conversationId}:1:reply` })
    const alert = draft({ to: ownerPhone, from: systemNumber, purpose: 'owner-urgent' })
    const held = draft({ to: from, state: 'HELD', reason: 'outbound-paused' })
    const quietUntil = new Date('2026-03-02T11:00:00Z')
    const rows = { lead, outbox: [reply, alert, held], quietUntil, action: 'SEND_BOOKING_AND_ALERT', rule: 'danger' }
    const turn = turnOf(conversationId, [1, 2], rows)
    const queued = await commit(turn)

    expect(queued?.map((message) => message.id)).toEqual([reply.id, alert.id])
    expect(queued?.[0]).toMatchObject({ from: reply.from, to: from })
    expect(await all('select state, done_at from inbound_messages where conversation_id = $1', conversationId)).toEqual(
      [
        { state: 'DONE', done_at: at },
        { state: 'DONE', done_at: at },
      ],
    )
    expect(await one('select * from turns where id = $1', turn.turnId)).toMatchObject({
      client_id: clientId,
      from_seq: 1,
      to_seq: 2,
      outcome: 'ANSWERED',
      rule: 'danger',
      trace: { stages: [] },
      input_tokens: 7,
      output_tokens: 3,
      cost_micro_usd: 11,
    })
    const customer = await one('select id, name from customers where phone = $1 and client_id = $2', from, clientId)
    expect(customer.name).toBe('Ann')
    expect(await one('select * from leads where id = $1', lead.id)).toMatchObject({
      customer_id: customer.id,
      state: 'URGENT',
      job_type: 'plumbing',
      link_sent_at: at,
      alerted_at: at,
      closed_at: null,
    })
    expect(await one('select * from lead_history where lead_id = $1', lead.id)).toMatchObject({
      turn_id: turn.turnId,
      from_state: null,
      to_state: 'URGENT',
      changes: { jobType: { from: null, to: 'plumbing' } },
    })
    expect(await one('select * from outbox where id = $1', reply.id)).toMatchObject({
      conversation_id: conversationId,
      turn_id: turn.turnId,
      state: 'READY',
      held_at: null,
    })
    expect(await one('select * from outbox where id = $1', alert.id)).toMatchObject({ conversation_id: null })
    expect((await one('select * from outbox where id = $1', held.id)).held_at).toBeInstanceOf(Date)
    const conversation = await one('select quiet_until from conversations where id = $1', conversationId)
    expect(conversation.quiet_until).toEqual(quietUntil)
  })

  test('messages leave in the order in which the turn means them', async () => {
    const { conversationId } = await text('gas')
    const outbox = Array.from({ length: 20 }, (_, n) => draft({ to: from, body: `part ${n}` }))
    await commit(turnOf(conversationId, [1], { outbox }))
    const rows = await all('select body from outbox where conversation_id = $1 order by seq', conversationId)
    expect(rows.map((row) => row.body)).toEqual(outbox.map((message) => message.body))
  })

  test('a message for at once is due by the database’s clock, whatever ours says', async () => {
    const { conversationId } = await text('hi')
    const now = new Date(Date.now() + 3_600_000)
    await commit(turnOf(conversationId, [1], { now, outbox: [draft({ to: from })] }))
    expect(await claimNextMessage(database.pool, from, draft().from, at)).not.toBeNull()
  })

  test('an open lead goes on: what changed is history, the link stays sent, and its name stays known', async () => {
    const { conversationId } = await text('leak')
    const lead = leadOf({ change: { linkSent: true } })
    await commit(turnOf(conversationId, [1], { lead }))
    await text('thanks')
    const later = new Date(at.getTime() + 60_000)
    const facts = { ...lead.change.facts, name: null }
    const next = leadOf({ ...lead, from: 'NEEDS_INFO', change: { state: 'NEEDS_INFO', facts, changes: {} } })
    await commit(turnOf(conversationId, [2], { lead: next, now: later }))
    expect(await one('select link_sent_at, last_text_at, opened_at from leads where id = $1', lead.id)).toEqual({
      link_sent_at: at,
      last_text_at: later,
      opened_at: at,
    })
    expect(await all('select 1 from lead_history where lead_id = $1', lead.id)).toHaveLength(1)
    expect((await one('select name from customers where phone = $1', from)).name).toBe('Ann')
    await text('never mind')
    const closed = leadOf({ ...lead, from: 'NEEDS_INFO', change: { state: 'CLOSED', changes: {} } })
    await commit(turnOf(conversationId, [3], { lead: closed, now: later }))
    expect(await one('select state, closed_at from leads where id = $1', lead.id)).toEqual({
      state: 'CLOSED',
      closed_at: later,
    })
    expect(await all('select 1 from lead_history where lead_id = $1', lead.id)).toHaveLength(2)
  })

  test('what PostgreSQL cannot hold in a brain’s words does not keep a turn from being kept', async () => {
    const { conversationId } = await text('hi')
    const body = 'half a face \ud83d, a NUL \u0000 and a whole 😀'
    const reply = draft({ to: from, body })
    const answer = { ok: true, value: body }
    await keepAnswer(database.pool, oneCall, { conversationId, fromSeq: 1, toSeq: 1, question: 'lyra', answer })
    await commit(turnOf(conversationId, [1], { trace: { said: body }, outbox: [reply] }))
    const row = await one('select body from outbox where id = $1', reply.id)
    expect(row.body).toBe('half a face \ufffd, a NUL  and a whole 😀')
  })
})

describe('a turn that is no longer ours changes nothing', () => {
  test('the second commit of the same texts', async () => {
    const { conversationId } = await text('leak')
    const turn = () => turnOf(conversationId, [1], { lead: leadOf(), outbox: [draft({ to: from })] })
    expect(await commit(turn())).toHaveLength(1)
    const before = await everything(conversationId)
    expect(await commit({ ...turn(), quietUntil: at })).toBeNull()
    expect(await everything(conversationId)).toEqual(before)
  })

  test('one of its texts is answered already, as part of another set', async () => {
    const { conversationId } = await text('leak')
    await text('12 Elm Road')
    await commit(turnOf(conversationId, [1]))
    const before = await everything(conversationId)
    expect(await commit(turnOf(conversationId, [1, 2], { lead: leadOf() }))).toBeNull()
    expect(await everything(conversationId)).toEqual(before)
    await database.pool.query(`update inbound_messages set state = 'DONE' where conversation_id = $1`, [conversationId])
    await text('and the cellar')
    const then = await everything(conversationId)
    expect(await commit(turnOf(conversationId, [2, 3], { outbox: [draft({ to: from })] }))).toBeNull()
    expect(await everything(conversationId)).toEqual(then)
  })

  test('ten workers with the same texts: one keeps its turn', async () => {
    const { conversationId } = await text('leak')
    const turns = Array.from({ length: 10 }, () =>
      turnOf(conversationId, [1], { lead: leadOf(), outbox: [draft({ to: from })] }),
    )
    const kept = (await Promise.all(turns.map(commit))).filter((queued) => queued !== null)
    expect(kept).toHaveLength(1)
    expect(await all('select 1 from outbox where conversation_id = $1', conversationId)).toHaveLength(1)
  })

  test('its lead was closed, or moved, by somebody else since it was read', async () => {
    const { conversationId } = await text('leak')
    const lead = leadOf()
    await commit(turnOf(conversationId, [1], { lead }))
    await text('still there?')
    await database.pool.query(`update leads set state = 'CLOSED', closed_at = now() where id = $1`, [lead.id])
    const before = await everything(conversationId)
    const next = leadOf({ ...lead, from: 'NEEDS_INFO', change: { state: 'QUALIFIED' } })
    expect(await commit(turnOf(conversationId, [2], { lead: next, outbox: [draft({ to: from })] }))).toBeNull()
    expect(await everything(conversationId)).toEqual(before)
  })
})

describe('keys of the outbox', () => {
  test('a key that was used stays as it is, and the turn is kept without it', async () => {
    const { conversationId } = await text('leak')
    const first = draft({ to: from, dedupeKey: `holding:${from}`, body: 'first' })
    await commit(turnOf(conversationId, [1], { outbox: [first] }))
    await text('hello?')
    const again = draft({ to: from, dedupeKey: `holding:${from}`, body: 'again' })
    const other = draft({ to: from })
    await claimNextMessage(database.pool, from, first.from, at)
    expect((await commit(turnOf(conversationId, [2], { outbox: [again, other] })))?.map(({ id }) => id)).toEqual([
      other.id,
    ])
    expect(await one('select id, body from outbox where dedupe_key = $1', first.dedupeKey)).toEqual({
      id: first.id,
      body: 'first',
    })
  })

  test('the same key twice in one turn is one message, the later words', async () => {
    const { conversationId } = await text('leak')
    const key = { to: from, dedupeKey: `twice:${from}` }
    const outbox = [draft({ ...key, body: 'first' }), draft({ ...key, body: 'second' })]
    expect(await commit(turnOf(conversationId, [1], { outbox }))).toHaveLength(1)
    expect((await one('select body from outbox where dedupe_key = $1', key.dedupeKey)).body).toBe('second')
  })

  test('urgent news that waits takes up what is newer, until somebody has it in hand', async () => {
    const { conversationId } = await text('leak')
    const notBefore = new Date(Date.now() + 1_800_000)
    const to = '+447700900201'
    const ends = { to, from: systemNumber, purpose: 'owner-urgent' as const, notBefore }
    const news = (body: string) => draft({ ...ends, dedupeKey: `lead-news:${conversationId}`, body })
    const first = news('cellar too')
    await commit(turnOf(conversationId, [1], { outbox: [first] }))
    await text('and the kitchen')
    const queued = await commit(turnOf(conversationId, [2], { outbox: [news('cellar and kitchen')] }))
    expect(queued).toEqual([{ id: first.id, from: systemNumber, to, notBefore }])
    const body = async () => (await one('select body from outbox where id = $1', first.id)).body
    expect(await body()).toBe('cellar and kitchen')

    await database.pool.query(`update outbox set not_before = now() where id = $1`, [first.id])
    await text('and the hall')
    await commit(turnOf(conversationId, [3], { outbox: [news('cellar, kitchen and hall')] }))
    expect(await body()).toBe('cellar, kitchen and hall')

    await claimNextMessage(database.pool, to, systemNumber, at)
    await text('and the stairs')
    expect(await commit(turnOf(conversationId, [4], { outbox: [news('all of it')] }))).toEqual([])
    expect(await body()).toBe('cellar, kitchen and hall')
  })
})

test('a customer of two clients has a name with each', async () => {
  const other = await insertClient(database.pool, { phone_number: '+447700900299', twilio_number: '+447700900199' })
  await insert(database.pool, 'customers', { client_id: other, phone: customerPhone, name: 'Miss Smith' })
  const { conversationId } = await ingested(database.pool, 'leak')
  await commit(keptTurn({ conversationId, clientId, customerPhone, seqs: [1], lead: leadOf() }))
  const rows = await all('select name from customers where phone = $1 order by name', customerPhone)
  expect(rows.map((row) => row.name)).toEqual(['Ann', 'Miss Smith'])
})
