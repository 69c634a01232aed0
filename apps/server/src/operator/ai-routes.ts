/** What the AI costs. */
import { getAiSpend } from '@jobrun/contracts/ai-spend'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { readAiSpend, readSpentOn, type SpendRow } from '@jobrun/db/operator/ai-spend'
import { findClient } from '@jobrun/db/operator/clients'
import type { PrismaClient } from '@jobrun/db/prisma'
import type { AiFailure } from '@jobrun/domain/pipeline/brain'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuseUnknownClient } from './conflict-words.ts'

export interface AiRoutesDeps {
  prisma: PrismaClient
  now: () => Date
  fleetBudgetMicroUsd: number | null
}

const DAY_MS = 86_400_000

export function aiRoutes({ prisma, now, fleetBudgetMicroUsd }: AiRoutesDeps): ContractRoute[] {
  return [
    on(getAiSpend, async ({ query: { days, clientId } }) => {
      const client = clientId ? await findClient(prisma, clientId) : null
      if (clientId && !client) return refuseUnknownClient(clientId)
      const today = now()
      const to = dayOf(today)
      const from = dayOf(new Date(today.getTime() - (days - 1) * DAY_MS))
      const spent = await readSpentOn(prisma, { day: to, clientId })
      const budgets = {
        fleet: { spentTodayMicroUsd: spent.fleet, budgetMicroUsd: fleetBudgetMicroUsd },
        client: client && { spentTodayMicroUsd: spent.client, budgetMicroUsd: client.aiDailyBudgetMicroUsd },
      }
      return { from, to, ...showSpend(await readAiSpend(prisma, { from, to, clientId })), budgets }
    }),
  ]
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

type Shown = Omit<OutputOf<typeof getAiSpend>, 'from' | 'to' | 'budgets'>

function showSpend(rows: readonly SpendRow[]): Shown {
  const of = (by: SpendRow['by']) => rows.filter((row) => row.by === by)
  return {
    total: of('total').map(sumsOf)[0] ?? nothing,
    byDay: of('day').map((row) => ({ day: row.day ?? '', ...sumsOf(row) })),
    byStage: of('question').map((row) => ({ stage: row.question ?? '', ...sumsOf(row) })),
    byClient: of('client').map((row) => ({ clientId: row.clientId, businessName: row.businessName, ...sumsOf(row) })),
    byPurpose: of('purpose').map((row) => ({ purpose: row.purpose as 'turn' | 'shadow', ...sumsOf(row) })),
    byModel: of('model')
      .filter(({ model }) => model !== '')
      .map((row) => ({ model: row.model ?? '', ...sumsOf(row) })),
    failures: of('outcome')
      .filter(({ outcome }) => outcome !== 'answered')
      .map(({ outcome, questions, costMicroUsd }) => ({ why: outcome as AiFailure, questions, costMicroUsd })),
  }
}

const nothing = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, costMicroUsd: 0 }

function sumsOf({ calls, inputTokens, cachedTokens, outputTokens, costMicroUsd }: SpendRow) {
  return { calls, inputTokens, cachedTokens, outputTokens, costMicroUsd }
}
