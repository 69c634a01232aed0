/** Conversations, and what was said in one, both ways. */
import type { Prisma } from '../generated/client.ts'
import type { PrismaClient } from '../prisma.ts'
import { optedOutAmong } from './gate-facts.ts'
import { after, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

const asListed = {
  leads: { where: { state: { not: 'CLOSED' } }, select: { id: true, state: true } },
  inbound: { orderBy: { seq: 'desc' }, take: 1, select: { body: true, receivedAt: true } },
  outbox: { orderBy: { createdAt: 'desc' }, take: 1, select: { body: true, createdAt: true } },
} satisfies Prisma.ConversationInclude

/**
 * Those in which somebody has texted or rung; null: those of no client. Ordered by client first where it is one, for the index holds the
 * clientless ones apart.
 */
export async function listConversations(prisma: PrismaClient, whose: Whose | null, page: Page) {
  const rows = await prisma.conversation.findMany({
    where: {
      ...(whose === null ? { clientId: null } : whoseRows(whose)),
      lastTextAt: { not: null },
      ...after('lastTextAt', page),
    },
    orderBy: [
      ...(whose === null || typeof whose === 'string' ? [{ clientId: 'desc' as const }] : []),
      { lastTextAt: 'desc' },
      { id: 'desc' },
    ],
    take: take(page),
    include: asListed,
  })
  return listed(await withMarks(prisma, rows), page)
}

export async function readConversation(prisma: PrismaClient, id: string): Promise<ConversationRow | null> {
  const row = await prisma.conversation.findUnique({ where: { id }, include: asListed })
  const [shown = null] = row ? await withMarks(prisma, [row]) : []
  return shown
}

type Read = Prisma.ConversationGetPayload<{ include: typeof asListed }>

async function withMarks(prisma: PrismaClient, rows: readonly Read[]) {
  const isOut = await optedOutAmong(prisma, rows)
  return rows.map(({ leads, inbound, outbox, ...row }) => ({
    ...row,
    openLead: leads[0] ?? null,
    optedOut: isOut(row),
    lastText: newest(inbound[0], outbox[0]),
  }))
}

export type ConversationRow = Awaited<ReturnType<typeof withMarks>>[number]

function newest(textIn: Read['inbound'][number] | undefined, out: Read['outbox'][number] | undefined) {
  if (out && (!textIn || out.createdAt > textIn.receivedAt))
    return { direction: 'out' as const, body: out.body, at: out.createdAt }
  return textIn ? { direction: 'in' as const, body: textIn.body, at: textIn.receivedAt } : null
}

/** With its client, and with whom its number is now. */
export async function findConversation(prisma: PrismaClient, id: string) {
  const conversation = await prisma.conversation.findUnique({
    where: { id },
    include: { client: { select: { id: true, businessName: true, phoneNumber: true, twilioNumber: true } } },
  })
  if (!conversation) return null
  const number = await prisma.poolNumber.findUnique({ where: { phoneE164: conversation.ourNumber } })
  return { ...conversation, numberRole: number?.role ?? null }
}

export type FoundConversation = NonNullable<Awaited<ReturnType<typeof findConversation>>>

/** How far it has been read back: texts in, messages out, calls. */
export interface ThreadPage {
  limit: number
  beforeSeq: number | null
  before: { at: Date; id: string } | null
  beforeCall: { at: Date; id: string } | null
}

/**
 * The three kinds are read apart, each by its own index, and merged by time: texts in by their order in the
 * conversation, messages out by when they were written, calls by when they rang.
 */
export async function readThread(prisma: PrismaClient, conversationId: string, page: ThreadPage) {
  const [incoming, outgoing, calls] = await Promise.all([
    prisma.inboundMessage.findMany({
      where: { conversationId, ...(page.beforeSeq === null ? {} : { seq: { lt: page.beforeSeq } }) },
      orderBy: { seq: 'desc' },
      take: page.limit + 1,
    }),
    prisma.outboxMessage.findMany({
      where: { conversationId, ...after('createdAt', { limit: page.limit, after: page.before }) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
      include: { deliveries: { orderBy: { receivedAt: 'asc' } } },
    }),
    prisma.call.findMany({
      where: { conversationId, ...after('startedAt', { limit: page.limit, after: page.beforeCall }) },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: page.limit + 1,
    }),
  ])
  type Said =
    | { direction: 'in'; at: Date; row: (typeof incoming)[number] }
    | { direction: 'out'; at: Date; row: (typeof outgoing)[number] }
    | { direction: 'call'; at: Date; row: (typeof calls)[number] }
  const merged = mergeNewestFirst<Said>([
    outgoing.map((row) => ({ direction: 'out', at: row.createdAt, row })),
    incoming.map((row) => ({ direction: 'in', at: row.receivedAt, row })),
    calls.map((row) => ({ direction: 'call', at: row.startedAt, row })),
  ])
  return listed(merged, { limit: page.limit, after: null })
}

export type ThreadRow = Awaited<ReturnType<typeof readThread>>['rows'][number]

/** Each kind keeps its own order; of two at the same moment the kind that is named first counts as the newer. */
function mergeNewestFirst<One extends { at: Date }>(kinds: readonly (readonly One[])[]): One[] {
  const next = kinds.map(() => 0)
  const merged: One[] = []
  for (;;) {
    const heads = kinds.map((kind, k) => kind[next[k] ?? 0])
    const newest = heads.reduce((best, head, k) => {
      const bestAt = heads[best]?.at
      return head && (!bestAt || head.at > bestAt) ? k : best
    }, 0)
    const head = heads[newest]
    if (!head) return merged
    merged.push(head)
    next[newest] = (next[newest] ?? 0) + 1
  }
}
