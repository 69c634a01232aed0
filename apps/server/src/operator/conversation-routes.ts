/** Conversations, and a person's own words into one: queued like any reply, and asked of the gate like any reply. */
import { randomUUID } from 'node:crypto'
import * as contract from '@jobrun/contracts/conversations'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { writeThreadCursor } from '@jobrun/contracts/page'
import { type AnswerRow, findAnswer, keepAnswer, type NewAnswer } from '@jobrun/db/operator/answers'
import { findClient } from '@jobrun/db/operator/clients'
import * as conversations from '@jobrun/db/operator/conversations'
import { optedOutAmong, switchesFor } from '@jobrun/db/operator/gate-facts'
import { handOver } from '@jobrun/db/operator/take-over'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import type { Queue } from '@jobrun/db/queue'
import { gate } from '@jobrun/domain/outbox/gate'
import { measure } from '@jobrun/domain/outbox/segments'
import { isAnswerable } from '@jobrun/domain/phone'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { showCall } from './call-routes.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export interface ConversationDeps {
  prisma: PrismaClient
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  now: () => Date
}

export function conversationRoutes(deps: ConversationDeps): ContractRoute[] {
  const { prisma } = deps
  return [
    on(contract.listConversations, async ({ query }) => {
      const { clientId } = query
      const isOne = clientId !== 'all' && clientId !== 'none'
      if (isOne && !(await findClient(prisma, clientId))) return refuseUnknownClient(clientId)
      const of = clientId === 'none' ? null : whose(clientId)
      const listed = await conversations.listConversations(prisma, of, pageAsked(query))
      return showPage(listed, showConversation, (row) => ({ at: lastTextAt(row), id: row.id }))
    }),
    on(contract.getConversation, async ({ params }) => {
      const row = await conversations.readConversation(prisma, params.id)
      return row ? showConversation(row) : refuseUnknownConversation(params.id)
    }),
    on(contract.listMessages, async ({ params, query }) => {
      if (!(await conversations.findConversation(prisma, params.id))) return refuseUnknownConversation(params.id)
      const from = query.cursor ?? { beforeSeq: null, before: null, beforeCall: null }
      const { rows, more } = await conversations.readThread(prisma, params.id, { limit: query.limit, ...from })
      return { items: rows.map(showThreadRow), nextCursor: more ? writeThreadCursor(readAfter(from, rows)) : null }
    }),
    on(
      contract.answerConversation,
      async ({ params, headers, body }) => {
        const conversation = await conversations.findConversation(prisma, params.id)
        if (!conversation) return refuseUnknownConversation(params.id)
        const key = headers['idempotency-key']
        const dedupeKey = `answer:${conversation.id}:${key ?? randomUUID()}`
        const before = key === undefined ? null : await findAnswer(prisma, dedupeKey)
        if (before) return showRepeat(before, body.body)
        const now = deps.now()
        const answer = await draft(deps, conversation, { dedupeKey, body: body.body, now })
        if (answer instanceof Refusal) return answer
        await keep(deps, answer, { reason: body.reason ?? null, now })
        const kept = await findAnswer(prisma, dedupeKey)
        if (!kept) throw new Error('an answer that was kept cannot be found')
        return showRepeat(kept, body.body)
      },
      ({ state }) => (state === 'HELD' ? 202 : 201),
    ),
    on(contract.takeOver, async ({ params, body }) => {
      const by = byCaller(body.reason, deps.now())
      return (await handOver(prisma, params.id, { taken: true, by })) ?? refuseUnknownConversation(params.id)
    }),
    on(contract.handBack, async ({ params, body }) => {
      const by = byCaller(body.reason, deps.now())
      return (await handOver(prisma, params.id, { taken: false, by })) ?? refuseUnknownConversation(params.id)
    }),
  ]
}

function refuseUnknownConversation(id: string): Refusal {
  return refuse(404, `There is no conversation ${id}: GET /api/admin/conversations?clientId=… lists a client's.`)
}

type Found = conversations.FoundConversation

/** The row as the gate lets it be queued. An owner's conversation is with us, or about their own business. */
async function draft(
  { prisma }: ConversationDeps,
  conversation: Found,
  of: { dedupeKey: string; body: string; now: Date },
): Promise<NewAnswer | Refusal> {
  const { clientId, client, phone, ourNumber } = conversation
  const unfit = cannotBeTexted(conversation)
  if (unfit) return refuse(409, unfit)
  const purpose = client && client.phoneNumber !== phone ? 'reply' : 'owner-reply'
  const switches = await switchesFor(prisma, clientId, of.now)
  const isOut = await optedOutAmong(prisma, [{ clientId, phone }])
  const answer = gate(switches, { optedOut: isOut({ clientId, phone }) }, purpose)
  if (!answer.open && answer.then !== 'hold') {
    return refuse(
      409,
      `${phone} has opted out, so nothing can be sent. They can opt in again by texting START to ${ourNumber}; ring them if it is urgent.`,
    )
  }
  return {
    id: randomUUID(),
    dedupeKey: of.dedupeKey,
    clientId,
    conversationId: conversation.id,
    purpose,
    from: ourNumber,
    to: phone,
    body: of.body,
    ...measure(of.body),
    state: answer.open ? 'READY' : 'HELD',
    reason: answer.open ? null : answer.because,
  }
}

function cannotBeTexted({ client, numberRole, ourNumber, phone }: Found): string | null {
  if (!isAnswerable(phone)) return `${phone} is a short code or a name, which cannot be answered by text.`
  if (client) {
    if (client.twilioNumber === ourNumber) return null
    const instead = client.twilioNumber ? ` Its number is ${client.twilioNumber} now.` : ''
    return `${ourNumber} is no longer the number of ${client.businessName}, so nothing can be sent from it.${instead}`
  }
  if (numberRole === 'ONBOARDING' || numberRole === 'SYSTEM') return null
  return `${ourNumber} is the number of no client, so nothing can be sent from it.`
}

/** One that was kept at the same moment under the same key is left as it is. */
async function keep(
  { pool, queue }: ConversationDeps,
  answer: NewAnswer,
  { reason, now }: { reason: string | null; now: Date },
): Promise<void> {
  const leaves = await inTransaction(pool, async (tx) => {
    const kept = await keepAnswer(tx, answer, byCaller(reason, now))
    const { id, from, to } = answer
    if (!kept || answer.state !== 'READY') return false
    await queue.queueDeliveries(tx, [{ id, from, to, notBefore: null }], { name: 'first', now })
    return true
  })
  if (leaves) queue.wake('deliver', now, now)
}

/** Other words under the same key are a mistake of the caller's, who would believe them sent. */
function showRepeat(row: AnswerRow, body: string): OutputOf<typeof contract.answerConversation> | Refusal {
  if (row.body !== body || !row.conversationId) {
    return refuse(409, 'This Idempotency-Key was used for another text: give each text a key of its own.')
  }
  const { fromNumber, toNumber, createdAt, conversationId, ...rest } = row
  return { ...rest, conversationId, from: fromNumber, to: toNumber, at: createdAt }
}

function lastTextAt(row: conversations.ConversationRow): Date {
  return row.lastTextAt ?? row.createdAt
}

function showConversation(row: conversations.ConversationRow) {
  return { ...row, lastTextAt: lastTextAt(row) }
}

type Shown = OutputOf<typeof contract.listMessages>['items'][number]

function showThreadRow(one: conversations.ThreadRow): Shown {
  if (one.direction === 'out') return { direction: 'out', at: one.row.createdAt, ...one.row }
  if (one.direction === 'call') return { direction: 'call', ...showCall(one.row) }
  const media = one.row.media as { url: string; contentType: string }[]
  return { direction: 'in', at: one.row.receivedAt, ...one.row, media }
}

/** The oldest that was given of each kind; where none was, what the page before knew. */
function readAfter(from: Omit<conversations.ThreadPage, 'limit'>, rows: conversations.ThreadRow[]) {
  let { beforeSeq, before, beforeCall } = from
  for (const one of rows) {
    if (one.direction === 'in') beforeSeq = one.row.seq
    else if (one.direction === 'out') before = { at: one.row.createdAt, id: one.row.id }
    else beforeCall = { at: one.row.startedAt, id: one.row.id }
  }
  return { beforeSeq, before, beforeCall }
}
