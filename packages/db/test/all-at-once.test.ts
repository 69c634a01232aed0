/** The whole path in many hands at once, without the queue's order: the rows alone keep every promise. */

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findLateMessages, findLateTexts, releaseAccountHolds } from '../src/path/sweep.ts'
import { closeQuietLeads } from '../src/path/tidy.ts'
import { inTransaction } from '../src/pool.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { claimNextMessage, commitTurn, ingestText, readTurnContext, recordDelivery, recordSent } from './one.ts'
import {
  arrivedText,
  draft,
  insertClient,
  keptTurn,
  leadOf,
  ourNumber,
  ownerPhone,
  rowsOf,
  systemNumber,
} from './rows.ts'

let database: FreshDatabase
let clientId: string

beforeAll(async () => {
  database = await freshDatabase({ max: 24 })
  clientId = await insertClient(database.pool)
})
afterAll(() => database.drop())

const people = ['+447700900301', '+447700900302', '+447700900303', '+447700900304']
const TEXTS = 160
/** What the carrier got, in the order in which it did. */
const ledger: { id: string; to: string; body: string }[] = []
let over = false

async function writeTexts(): Promise<void> {
  await Promise.all(
    Array.from({ length: TEXTS }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 1_500))
      const from = people[n % people.length] ?? ''
      const optWord = n % 17 === 0 ? 'out' : n % 19 === 0 ? 'in' : null
      const text = arrivedText(`text ${n}`, { from, optWord, at: new Date(Date.now() - 90_000) })
      const come = () =>
        inTransaction(database.pool, async (tx, rollback) => {
          const ingested = await ingestText(tx, text)
          if (!ingested.kept) rollback()
        })
      await Promise.all(n % 5 === 0 ? [come(), come()] : [come()])
    }),
  )
}

async function answerWhatWaits(): Promise<void> {
  const conversations = await rowsOf(database.pool, 'select id from conversations')
  const { id } = conversations[Math.floor(Math.random() * conversations.length)] ?? {}
  const context = id ? await readTurnContext(database.pool, String(id), new Date()) : null
  if (!context || context.unanswered.length === 0) return
  const seqs = context.unanswered.map((text) => text.seq)
  const body = `reply from ${seqs[0]}`
  await inTransaction(database.pool, async (tx, rollback) => {
    const turn = keptTurn({
      conversationId: context.conversationId,
      clientId,
      customerPhone: context.phone,
      seqs,
      lead: leadOf({ id: context.lead?.id ?? randomUUID(), from: context.lead?.state ?? null }),
      outbox: [
        draft({ to: context.phone, body, dedupeKey: `${context.conversationId}:${seqs[0]}:reply` }),
        draft({ to: ownerPhone, from: systemNumber, purpose: 'owner-notice', body }),
        draft({ to: ownerPhone, from: systemNumber, purpose: 'alert', dedupeKey: `alert:${seqs[0]}` }),
      ],
      now: new Date(),
    })
    if ((await commitTurn(tx, turn)) === null) rollback()
  })
}

async function deliver(to: string, from: string): Promise<void> {
  const message = await claimNextMessage(database.pool, to, from, new Date())
  if (!message) return
  ledger.push({ id: message.id, to, body: message.body })
  const sid = `SM${message.id}`
  const word = { outboxId: message.id, sid, errorCode: null }
  const [first, second] = Math.random() < 0.5 ? (['sent', 'delivered'] as const) : (['delivered', 'sent'] as const)
  await Promise.all([
    recordSent(database.pool, message, sid),
    recordDelivery(database.pool, { ...word, status: first }),
    recordDelivery(database.pool, { ...word, status: second }),
  ])
}

async function whileItLasts(work: () => Promise<unknown>): Promise<void> {
  while (!over) {
    await work()
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
  }
}

const anybody = () => people[Math.floor(Math.random() * people.length)] ?? ''

async function untilNothingWaits(): Promise<void> {
  await writeTexts()
  const sql = `select 1 from inbound_messages where state = 'RECEIVED' union all select 1 from outbox where state <> 'SENT' limit 1`
  while ((await rowsOf(database.pool, sql)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  over = true
}

test('every text is in one turn, every message leaves once and in order, and nobody waits in a ring', async () => {
  await Promise.all([
    untilNothingWaits(),
    ...Array.from({ length: 5 }, () => whileItLasts(answerWhatWaits)),
    ...Array.from({ length: 4 }, () => whileItLasts(() => deliver(anybody(), ourNumber))),
    ...Array.from({ length: 4 }, () => whileItLasts(() => deliver(ownerPhone, systemNumber))),
    whileItLasts(() => findLateTexts(database.pool, new Date(Date.now() + Math.random() * 600_000))),
    whileItLasts(() => findLateMessages(database.pool, new Date())),
    whileItLasts(() => releaseAccountHolds(database.pool)),
    whileItLasts(() => closeQuietLeads(database.pool, new Date())),
  ]).finally(() => {
    over = true
  })

  const texts = await rowsOf(
    database.pool,
    `select m.conversation_id, m.seq, count(t.id)::int as turns from inbound_messages m
     left join turns t on t.conversation_id = m.conversation_id and m.seq between t.from_seq and t.to_seq group by 1, 2 order by 1, 2`,
  )
  expect(texts).toHaveLength(TEXTS)
  expect(texts.filter((text) => text.turns !== 1)).toEqual([])
  for (const id of new Set(texts.map((text) => text.conversation_id))) {
    const seqs = texts.filter((text) => text.conversation_id === id).map((text) => text.seq)
    expect(seqs).toEqual(seqs.map((_, n) => n + 1))
  }

  const outbox = await rowsOf(database.pool, 'select id, to_number, body from outbox order by seq')
  expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length)
  expect(ledger).toHaveLength(outbox.length)
  for (const person of people) {
    const meant = outbox.filter((row) => row.to_number === person).map((row) => row.id)
    expect(ledger.filter(({ to }) => to === person).map(({ id }) => id)).toEqual(meant)
  }
  expect(await rowsOf(database.pool, `select 1 from leads where state <> 'CLOSED'`)).toHaveLength(people.length)
})
