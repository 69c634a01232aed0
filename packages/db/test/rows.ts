/** Rows to begin a test with, and short ways to look at what became of them. */

import { randomUUID } from 'node:crypto'
import { inboundIdOf } from '@jobrun/domain/ids'
import type { CallsOf } from '../src/path/ai-calls.ts'
import type { KeptTurn, OutboxRow } from '../src/path/commit-turn.ts'
import type { ArrivedText } from '../src/path/ingest-text.ts'
import { inTransaction, type Pool } from '../src/pool.ts'
import { ingestText } from './one.ts'

export const at = new Date('2026-03-02T10:00:00Z')
export const ourNumber = '+447700900100'
export const systemNumber = '+447700900000'
export const ownerPhone = '+447700900200'
export const customerPhone = '+447700900301'

type Row = Record<string, unknown>

export async function rowsOf(pool: Pool, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await pool.query<Row>(sql, values)).rows
}

export async function rowOf(pool: Pool, sql: string, values: unknown[] = []): Promise<Row> {
  const [row, ...more] = await rowsOf(pool, sql, values)
  if (!row || more.length > 0) throw new Error(`${more.length + (row ? 1 : 0)} rows instead of one: ${sql}`)
  return row
}

/** One row with these columns; the rest have the database's defaults. */
export async function insert(pool: Pool, table: string, columns: Row): Promise<Row> {
  const names = Object.keys(columns)
  const places = names.map((_, n) => `$${n + 1}`)
  const sql = `insert into ${table} (${names.join(', ')}) values (${places.join(', ')}) returning *`
  return rowOf(pool, sql, Object.values(columns))
}

export async function insertClient(pool: Pool, columns: Row = {}): Promise<string> {
  const row = { business_name: 'Dave’s Plumbing', phone_number: ownerPhone, twilio_number: ourNumber, ...columns }
  return String((await insert(pool, 'clients', row)).id)
}

let messages = 0

/** A message that is due, to the customer from the client's number. */
export async function insertMessage(pool: Pool, columns: Row = {}): Promise<string> {
  const row = {
    dedupe_key: `message ${++messages}`,
    purpose: 'reply',
    from_number: ourNumber,
    to_number: customerPhone,
    body: 'Thanks, we are on our way.',
    encoding: 'GSM-7',
    segments: 1,
    not_before: new Date(Date.now() - 1_000),
    ...columns,
  }
  return String((await insert(pool, 'outbox', row)).id)
}

/** The columns of a message that was handed to Twilio so long ago. */
export function sendingFor(seconds: number): Row {
  const claimed = Date.now() - seconds * 1_000
  return { state: 'SENDING', attempt: 1, claimed_at: new Date(claimed), lease_until: new Date(claimed + 15_000) }
}

export function arrivedText(body: string, more: Partial<ArrivedText> = {}): ArrivedText {
  const messageSid = `SM${randomUUID().replaceAll('-', '')}`
  const id = inboundIdOf(messageSid)
  const ends = { to: ourNumber, from: customerPhone }
  return { id, messageSid, ...ends, body, media: [], optOutType: null, optWord: null, at, traceContext: null, ...more }
}

export async function ingested(pool: Pool, body: string, more: Partial<ArrivedText> = {}) {
  const result = await inTransaction(pool, (tx) => ingestText(tx, arrivedText(body, more)))
  if (!result.kept) throw new Error(`«${body}» was there already`)
  return result
}

export function draft(more: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: randomUUID(),
    dedupeKey: `draft ${randomUUID()}`,
    purpose: 'reply',
    from: ourNumber,
    to: customerPhone,
    body: 'When would suit you?',
    encoding: 'GSM-7',
    segments: 1,
    state: 'READY',
    reason: null,
    notBefore: null,
    ...more,
  }
}

/** One call of the AI that brought an answer. */
export const oneCall: CallsOf = {
  clientId: null,
  purpose: 'turn',
  at,
  calls: [
    {
      question: 'dial',
      outcome: 'answered',
      usage: { model: 'm-1', inputTokens: 100, cachedTokens: 40, outputTokens: 10, costMicroUsd: 120 },
    },
  ],
}

type Lead = NonNullable<KeptTurn['lead']>

export function leadOf({
  change,
  ...more
}: Partial<Omit<Lead, 'change'>> & { change?: Partial<Lead['change']> } = {}): Lead {
  const nothing = { jobType: null, urgency: null, location: null, requestedTime: null, name: null, extraDetails: null }
  return {
    id: randomUUID(),
    from: null,
    reason: 'a rule',
    ...more,
    change: {
      state: 'NEEDS_INFO',
      facts: { ...nothing, jobType: 'plumbing', name: 'Ann' },
      asked: [],
      clarifications: 0,
      handedOver: false,
      linkSent: false,
      alertedAt: null,
      changes: { jobType: { from: null, to: 'plumbing' } },
      ...change,
    },
  }
}

export function keptTurn(of: Pick<KeptTurn, 'conversationId' | 'seqs'> & Partial<KeptTurn>): KeptTurn {
  return {
    turnId: randomUUID(),
    clientId: null,
    customerPhone,
    outcome: 'ANSWERED',
    action: null,
    rule: null,
    trace: { stages: [] },
    usage: { inputTokens: 7, cachedTokens: 2, outputTokens: 3, costMicroUsd: 11 },
    lead: null,
    epoch: 0,
    quietUntil: null,
    outbox: [],
    traceContext: null,
    now: at,
    ...of,
  }
}
