/** What operators see of calls, and the callers whom a client does not want texted back. */
import * as contract from '@jobrun/contracts/calls'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as calls from '@jobrun/db/operator/calls'
import { findClient } from '@jobrun/db/operator/clients'
import type { PrismaClient } from '@jobrun/db/prisma'
import { callKinds } from '@jobrun/domain/calls/call-texts'
import { noTexts } from '@jobrun/domain/calls/plan-call'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'

export function callRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.listCalls, async ({ query }) => {
      const listed = await calls.listCalls(prisma, query.clientId, pageAsked(query))
      const position = (row: calls.CallRow) => ({ at: row.startedAt, id: row.id })
      const show = (row: calls.CallRow) => ({ ...row, ...showCall(row) })
      return showPage(listed, show, position)
    }),
    on(contract.listIgnored, async ({ params, query }) => {
      if (!(await findClient(prisma, params.id))) return refuseUnknownClient(params.id)
      const listed = await calls.listIgnored(prisma, params.id, pageAsked(query))
      return showPage(
        listed,
        (row) => row,
        (row) => ({ at: row.createdAt, id: row.id }),
      )
    }),
    on(contract.ignoreNumber, async ({ params, body }) => {
      if (!(await findClient(prisma, params.id))) return refuseUnknownClient(params.id)
      return calls.ignoreNumber(prisma, { clientId: params.id, phone: body.phone }, byCaller(body.reason, now()))
    }),
    on(contract.stopIgnoring, async ({ params, body }) => {
      const known = await calls.stopIgnoring(prisma, params.id, byCaller(body.reason, now()))
      const list = 'GET /api/admin/clients/:id/ignored-numbers lists them.'
      return known ?? refuse(404, `There is no ignored number ${params.id}: ${list}`)
    }),
  ]
}

/** The database lets no other words into the two columns. */
export function showCall(
  row: calls.CallRow,
): Omit<OutputOf<typeof contract.listCalls>['items'][number], 'clientId' | 'conversationId' | 'ourNumber'> {
  return {
    ...row,
    from: row.caller,
    kind: callKinds.find((one) => one === row.kind) ?? null,
    noText: noTexts.find((one) => one === row.noText) ?? null,
    at: row.startedAt,
  }
}
