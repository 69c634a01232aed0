/** How long the oldest work has been waiting, for the health of the service. One question each, by index. */
import type { PrismaClient } from '../prisma.ts'

/** Whether the database answers at all. */
export async function askDatabase(prisma: PrismaClient): Promise<void> {
  await prisma.$queryRaw`select 1`
}

export async function readDatabaseClock(prisma: PrismaClient): Promise<Date> {
  const [row] = await prisma.$queryRaw<[{ now: Date }]>`select clock_timestamp() as now`
  return row.now
}

export interface OldestWaiting {
  /** A text that came in and is not answered yet. */
  inbound: Date | null
  /** A message that was due to leave and has not. */
  outbox: Date | null
  /** A message handed to Twilio whose fate is not known yet. */
  sending: Date | null
}

export async function oldestWaiting(prisma: PrismaClient, now: Date): Promise<OldestWaiting> {
  const [inbound, ready, sending] = await Promise.all([
    prisma.inboundMessage.findFirst({
      where: { state: 'RECEIVED' },
      orderBy: { receivedAt: 'asc' },
      select: { receivedAt: true },
    }),
    prisma.outboxMessage.findFirst({
      where: { state: 'READY', notBefore: { lte: now } },
      orderBy: { notBefore: 'asc' },
      select: { notBefore: true },
    }),
    prisma.outboxMessage.findFirst({
      where: { state: 'SENDING' },
      orderBy: { claimedAt: 'asc' },
      select: { claimedAt: true },
    }),
  ])
  return { inbound: inbound?.receivedAt ?? null, outbox: ready?.notBefore ?? null, sending: sending?.claimedAt ?? null }
}
