/** A person's answer becomes a row of the outbox, once per key, with its entry in the audit log. */
import type { Purpose } from '@jobrun/domain/outbox/purpose'
import type { OutboxMessageModel } from '../generated/models.ts'
import type { Tx } from '../pool.ts'
import type { PrismaClient } from '../prisma.ts'
import { auditAll, type By } from './audit.ts'

export interface NewAnswer {
  id: string
  dedupeKey: string
  clientId: string | null
  conversationId: string
  purpose: Purpose
  from: string
  to: string
  body: string
  encoding: string
  segments: number
  state: 'READY' | 'HELD'
  reason: string | null
}

export type AnswerRow = OutboxMessageModel

const statement = `
insert into outbox (id, dedupe_key, client_id, conversation_id, purpose, from_number, to_number, body, encoding, segments, state, reason, held_at,
 not_before, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $11 = 'HELD' then $13::timestamptz end, now(), $13)
on conflict (dedupe_key) do nothing returning id`

/** False when the key was used before, and nothing was written. */
export async function keepAnswer(tx: Tx, answer: NewAnswer, by: By): Promise<boolean> {
  const { id, dedupeKey, clientId, conversationId, purpose, from, to, body, encoding, segments, state, reason } = answer
  const ends = [id, dedupeKey, clientId, conversationId, purpose, from, to]
  const values = [...ends, body, encoding, segments, state, reason, by.now]
  const { rowCount } = await tx.query({ name: 'keep-answer-by-hand', text: statement, values })
  if (rowCount !== 1) return false
  const action = { action: 'conversation.answer', subjectType: 'conversation', subjectId: conversationId, clientId }
  await auditAll(tx, by, [{ ...action, before: null, after: { outboxId: id, to, body, state, reason } }])
  return true
}

export function findAnswer(prisma: PrismaClient, dedupeKey: string): Promise<AnswerRow | null> {
  return prisma.outboxMessage.findUnique({ where: { dedupeKey } })
}
