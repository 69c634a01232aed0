/** What the subjects of the audit log are called, so that nobody has to read an id. Asked once for a page, by kind. */
import type { PrismaClient } from '../prisma.ts'

export interface Subject {
  /** An operator's, a token's or an incident's. */
  name: string | null
  /** Whom a conversation, a lead or a text is with; the number itself. */
  phone: string | null
  conversationId: string | null
}

interface Named {
  subjectType: string
  subjectId: string
}

type Found = Map<string, Subject>
type Ask = (prisma: PrismaClient, ids: string[]) => Promise<(Partial<Subject> & { id: string })[]>

const withWhom = { id: true, conversationId: true, conversation: { select: { phone: true } } } as const
const ofConversation = (row: { id: string; conversationId: string; conversation: { phone: string } }) => ({
  id: row.id,
  conversationId: row.conversationId,
  phone: row.conversation.phone,
})

/** Kinds that are not here are their client's, and say all in what changed. */
const asks: Readonly<Record<string, Ask>> = {
  conversation: async (prisma, ids) =>
    (await prisma.conversation.findMany({ where: { id: { in: ids } }, select: { id: true, phone: true } })).map(
      (row) => ({ ...row, conversationId: row.id }),
    ),
  lead: async (prisma, ids) =>
    (await prisma.lead.findMany({ where: { id: { in: ids } }, select: withWhom })).map(ofConversation),
  turn: async (prisma, ids) =>
    (await prisma.turn.findMany({ where: { id: { in: ids } }, select: withWhom })).map(ofConversation),
  outbox: async (prisma, ids) =>
    (
      await prisma.outboxMessage.findMany({
        where: { id: { in: ids } },
        select: { id: true, toNumber: true, conversationId: true },
      })
    ).map(({ toNumber, ...row }) => ({ ...row, phone: toNumber })),
  number: async (prisma, ids) =>
    (await prisma.poolNumber.findMany({ where: { id: { in: ids } }, select: { id: true, phoneE164: true } })).map(
      ({ id, phoneE164 }) => ({ id, phone: phoneE164 }),
    ),
  operator: (prisma, ids) => prisma.operator.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  token: (prisma, ids) => prisma.operatorKey.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  incident: async (prisma, ids) =>
    (await prisma.incident.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } })).map(
      ({ id, number }) => ({ id, name: `#${number}` }),
    ),
}

const isUuid = (id: string) => /^[0-9a-f-]{36}$/.test(id)

/** By the subject's id; what is gone, or has no name, is not there. */
export async function nameSubjects(prisma: PrismaClient, rows: readonly Named[]): Promise<Found> {
  const byKind = Map.groupBy(
    rows.filter(({ subjectId }) => isUuid(subjectId)),
    ({ subjectType }) => subjectType,
  )
  const found: Found = new Map()
  for (const [kind, some] of byKind) {
    const named = (await asks[kind]?.(prisma, [...new Set(some.map(({ subjectId }) => subjectId))])) ?? []
    for (const { id, ...subject } of named) found.set(id, { name: null, phone: null, conversationId: null, ...subject })
  }
  return found
}
