/** How busy it is and what came of it. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { getToday } from '@jobrun/contracts/today'
import { type OutboxSums, sumOutbox, sumTurns, type TurnSums } from '@jobrun/db/operator/today'
import { oldestWaiting } from '@jobrun/db/operator/waiting'
import { whoseIds } from '@jobrun/db/operator/whose'
import type { PrismaClient } from '@jobrun/db/prisma'
import { actions } from '@jobrun/domain/pipeline/rune'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { whose } from './whose.ts'

export interface TodayDeps {
  prisma: PrismaClient
  now: () => Date
}

type Shown = OutputOf<typeof getToday>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURS = 48

export function todayRoutes({ prisma, now }: TodayDeps): ContractRoute[] {
  return [
    on(getToday, async ({ query: { clientId } }) => {
      const at = now()
      const hours = hoursUntil(at)
      const clientIds = whoseIds(whose(clientId))
      const [turns, outbox, waiting] = await Promise.all([
        sumTurns(prisma, { since: hours[0] ?? at, clientIds }),
        sumOutbox(prisma, { since: new Date(at.getTime() - DAY_MS), clientIds }),
        oldestWaiting(prisma, at),
      ])
      const seconds = (since: Date | null) => since && Math.max(0, Math.round((at.getTime() - since.getTime()) / 1_000))
      return {
        hours: hours.map((from) => hourOf(from, turns)),
        ...showDay(turns.filter(({ hour }) => hour.getTime() > at.getTime() - DAY_MS)),
        delivery: showDelivery(outbox),
        oldestWaiting: { text: seconds(waiting.inbound), message: seconds(waiting.outbox) },
      }
    }),
  ]
}

/** The beginnings of the last hours, oldest first, with the one that is under way. */
function hoursUntil(at: Date): Date[] {
  const last = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
  return Array.from({ length: HOURS }, (_, n) => new Date(last - (HOURS - 1 - n) * HOUR_MS))
}

function hourOf(from: Date, turns: readonly TurnSums[]): Shown['hours'][number] {
  const mine = turns.filter(({ hour }) => hour.getTime() === from.getTime())
  return {
    from,
    texts: mine.reduce((sum, { texts }) => sum + texts, 0),
    answers: countOf(mine, ({ answered }) => answered),
  }
}

function showDay(turns: readonly TurnSums[]): Pick<Shown, 'byAction' | 'byBrain'> {
  const decided = turns.filter(({ action }) => action !== null)
  return {
    byAction: actions.map((action) => ({ action, turns: countOf(decided, (row) => row.action === action) })),
    byBrain: { ai: countOf(decided, ({ byAi }) => byAi), rules: countOf(decided, ({ byAi }) => !byAi) },
  }
}

function countOf(turns: readonly TurnSums[], isMeant: (row: TurnSums) => boolean): number {
  return turns.reduce((sum, row) => (isMeant(row) ? sum + row.turns : sum), 0)
}

function showDelivery(rows: readonly OutboxSums[]): Shown['delivery'] {
  const sums = { delivered: 0, sent: 0, undelivered: 0, failed: 0, suppressed: 0, waiting: 0 }
  for (const row of rows) sums[howFar(row)] += row.messages
  return sums
}

function howFar({ state, delivered, undelivered }: OutboxSums): keyof Shown['delivery'] {
  if (state === 'SENT') return undelivered ? 'undelivered' : delivered ? 'delivered' : 'sent'
  if (state === 'FAILED') return 'failed'
  return state === 'SUPPRESSED' ? 'suppressed' : 'waiting'
}
