/** What became of the texts out. */
import { listDeliveries } from '@jobrun/contracts/deliveries'
import * as deliveries from '@jobrun/db/operator/deliveries'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export function deliveryRoutes({ prisma }: { prisma: PrismaClient }): ContractRoute[] {
  return [
    on(listDeliveries, async ({ query }) => {
      const { state, errorCode, clientId } = query
      const listed = await deliveries.listDeliveries(
        prisma,
        { state, errorCode, whose: whose(clientId) },
        pageAsked(query),
      )
      return showPage(
        listed,
        ({ fromNumber, toNumber, ...row }) => ({ ...row, from: fromNumber, to: toNumber }),
        (row) => ({ at: row.createdAt, id: row.id }),
      )
    }),
  ]
}
