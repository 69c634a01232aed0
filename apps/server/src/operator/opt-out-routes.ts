/** Opt-outs by hand: somebody rang, or wrote an e-mail. */
import * as contract from '@jobrun/contracts/opt-outs'
import { findClient } from '@jobrun/db/operator/clients'
import * as optOuts from '@jobrun/db/operator/opt-outs'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

export function optOutRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.listOptOuts, async ({ query }) => {
      const listed = await optOuts.listOptOuts(prisma, whose(query.clientId), pageAsked(query))
      return showPage(
        listed,
        (row) => row,
        (row) => ({ at: row.changedAt, id: row.id }),
      )
    }),
    on(contract.recordOptOut, async ({ body }) => {
      const { clientId, phone, source, reason } = body
      if (clientId && !(await findClient(prisma, clientId))) return refuseUnknownClient(clientId)
      return optOuts.recordOptOut(prisma, { clientId, phone }, { ...byCaller(reason, now()), source })
    }),
    on(contract.liftOptOut, async ({ params, body }) => {
      const lifted = await optOuts.liftOptOut(prisma, params.id, {
        ...byCaller(body.reason, now()),
        source: body.source,
      })
      return lifted ?? refuse(404, `There is no opt-out ${params.id}: GET /api/admin/opt-outs lists them.`)
    }),
  ]
}
