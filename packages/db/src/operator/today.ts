/** Sums of what happened lately, each in one scan of an index by time. */
import type { Action } from '@jobrun/domain/pipeline/rune'
import { Prisma } from '../generated/client.ts'
import type { PrismaClient } from '../prisma.ts'

export interface TurnSums {
  hour: Date
  action: Action | null
  answered: boolean
  byAi: boolean
  texts: number
  turns: number
}

export interface OutboxSums {
  state: string
  delivered: boolean
  undelivered: boolean
  messages: number
}

interface Since {
  since: Date
  /** null: everybody. */
  clientIds: readonly string[] | null
}

/** One row an hour, action, outcome and brain: some hundreds for two days, however many texts there were. */
export function sumTurns(prisma: PrismaClient, { since, clientIds }: Since): Promise<TurnSums[]> {
  const ofThem = clientIds ? Prisma.sql`and client_id = any (${clientIds}::uuid[])` : Prisma.empty
  return prisma.$queryRaw<TurnSums[]>`
   select date_trunc('hour', created_at, 'UTC') as hour, action, outcome = 'ANSWERED' as answered, input_tokens > 0 as "byAi",
    sum(to_seq - from_seq + 1)::float8 as texts, count(*)::float8 as turns
   from turns where created_at >= ${since} ${ofThem} group by 1, 2, 3, 4`
}

export function sumOutbox(prisma: PrismaClient, { since, clientIds }: Since): Promise<OutboxSums[]> {
  const ofThem = clientIds ? Prisma.sql`and client_id = any (${clientIds}::uuid[])` : Prisma.empty
  return prisma.$queryRaw<OutboxSums[]>`
   select state, coalesce(delivery_status in ('delivered', 'read'), false) as delivered, undelivered, count(*)::float8 as messages
   from outbox where created_at >= ${since} ${ofThem} group by 1, 2, 3`
}
