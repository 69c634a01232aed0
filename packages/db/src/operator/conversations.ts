/** Conversations, and what was said in one, both ways. */
import type { PrismaClient } from '../prisma.ts'
import { optedOutAmong } from './gate-facts.ts'
import { after, listed, type Page, take } from './page.ts'

/** Those in which somebody has texted. Ordered by client first, for the index holds the clientless ones apart. */
export async function listConversations(prisma: PrismaClient, clientId: string | null, page: Page) {
  const rows = await prisma.conversation.findMany({
    where: { clientId, lastTextAt: { not: null }, ...after('lastTextAt', page) },
    orderBy: [{ clientId: 'desc' }, { lastTextAt: 'desc' }, { id: 'desc' }],
    take: take(page),
    include: { leads: { where: { state: { not: 'CLOSED' } }, select: { id: true, state: true } } },
  })
  const isOut = await optedOutAmong(prisma, rows)
  return listed(
    rows.map(({ leads, ...row }) => ({ ...row, openLead: leads[0] ?? null, optedOut: isOut(row) })),
    page,
  )
}

export type ConversationRow = Awaited<ReturnType<typeof listConversations>>['rows'][number]

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

/** How far it has been read back, in each of the two directions. */
export interface ThreadPage {
  limit: number
  beforeSeq: number | null
  before: { at: Date; id: string } | null
}

/**
 * The two directions are read apart, each by its own index, and merged by time: texts in by their order in the
 * conversation, messages out by when they were written.
 */
export async function readThread(prisma: PrismaClient, conversationId: string, page: ThreadPage) {
  const [incoming, outgoing] = await Promise.all([
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
  ])
  const merged = mergeNewestFirst(incoming, outgoing)
  return listed(merged, { limit: page.limit, after: null })
}

export type ThreadRow = Awaited<ReturnType<typeof readThread>>['rows'][number]

function mergeNewestFirst<In extends { receivedAt: Date }, Out extends { createdAt: Date }>(
  incoming: readonly In[],
  outgoing: readonly Out[],
) {
  const merged: ({ direction: 'in'; row: In } | { direction: 'out'; row: Out })[] = []
  let i = 0
  let o = 0
  for (;;) {
    const text = incoming[i]
    const message = outgoing[o]
    if (message && (!text || message.createdAt >= text.receivedAt)) {
      merged.push({ direction: 'out', row: message })
      o++
    } else if (text) {
      merged.push({ direction: 'in', row: text })
      i++
    } else return merged
  }
}
