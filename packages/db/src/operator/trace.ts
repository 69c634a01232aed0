/** Everything that is known of one text, found by the sid of a text that came in or went out. */
import type { PrismaClient } from '../prisma.ts'

/** More texts or messages than this in one turn are left out. */
const MOST = 100

const conversationAndClient = {
  client: { select: { id: true, businessName: true } },
  conversation: { select: { id: true, ourNumber: true, phone: true } },
} as const

const withDeliveries = { deliveries: { orderBy: { receivedAt: 'asc' }, take: MOST } } as const

export async function findMessage(prisma: PrismaClient, messageSid: string) {
  const inbound = await prisma.inboundMessage.findUnique({ where: { messageSid }, include: conversationAndClient })
  if (inbound) {
    const turn = await turnOfText(prisma, inbound)
    const { client, conversation, ...message } = inbound
    return { direction: 'inbound' as const, client, conversation, message, ...(await around(prisma, turn)) }
  }
  const sent = await prisma.outboxMessage.findUnique({
    where: { twilioSid: messageSid },
    include: { ...conversationAndClient, ...withDeliveries, turn: true },
  })
  if (!sent) return null
  const { client, conversation, turn, ...row } = sent
  const known = await around(prisma, turn)
  const outbox = turn ? known.outbox : [row]
  return { direction: 'outgoing' as const, client, conversation, message: known.texts.at(-1) ?? null, ...known, outbox }
}

export type FoundMessage = NonNullable<Awaited<ReturnType<typeof findMessage>>>

/** The turn that begins last at or before the text, if it reaches that far. */
async function turnOfText(prisma: PrismaClient, text: { conversationId: string; seq: number }) {
  const turn = await prisma.turn.findFirst({
    where: { conversationId: text.conversationId, fromSeq: { lte: text.seq } },
    orderBy: { fromSeq: 'desc' },
  })
  return turn && turn.toSeq >= text.seq ? turn : null
}

type TurnRow = NonNullable<Awaited<ReturnType<typeof turnOfText>>>

async function around(prisma: PrismaClient, turn: TurnRow | null) {
  if (!turn) return { turn, texts: [], outbox: [] }
  const [texts, outbox] = await Promise.all([
    prisma.inboundMessage.findMany({
      where: { conversationId: turn.conversationId, seq: { gte: turn.fromSeq, lte: turn.toSeq } },
      orderBy: { seq: 'asc' },
      take: MOST,
    }),
    prisma.outboxMessage.findMany({
      where: { turnId: turn.id },
      orderBy: { seq: 'asc' },
      take: MOST,
      include: withDeliveries,
    }),
  ])
  return { turn, texts, outbox }
}
