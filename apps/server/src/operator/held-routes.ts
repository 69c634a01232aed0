/** What is held back. Letting it go, or dropping it, is a decision of its own. */
import { listHeld } from '@jobrun/contracts/held'
import * as held from '@jobrun/db/operator/held'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { pageAsked, showPage } from './show-page.ts'

const LAPSES_AFTER_MS = 30 * 60_000

export function heldRoutes(deps: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(listHeld, async ({ query }) => {
      const now = deps.now()
      const listed = await held.listHeld(deps.prisma, query.clientId ?? null, pageAsked(query))
      return showPage(
        listed,
        (row) => showHeld(row, now),
        (row) => ({ at: heldAt(row), id: row.id }),
      )
    }),
  ]
}

/** Rows made by hand may lack the moment; they are as old as they are. */
function heldAt(row: held.HeldRow): Date {
  return row.heldAt ?? row.createdAt
}

function showHeld(row: held.HeldRow, now: Date) {
  const { fromNumber, toNumber, ...rest } = row
  const since = heldAt(row)
  return {
    ...rest,
    from: fromNumber,
    to: toNumber,
    heldAt: since,
    lapsed: now.getTime() - since.getTime() >= LAPSES_AFTER_MS,
  }
}
