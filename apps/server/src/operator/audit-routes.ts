/** Who changed what over this API, and why. */
import { listAuditLog } from '@jobrun/contracts/audit-log'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as audit from '@jobrun/db/operator/audit'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { pageAsked, showPage } from './show-page.ts'

type Entry = OutputOf<typeof listAuditLog>['items'][number]

export function auditRoutes({ prisma }: { prisma: PrismaClient }): ContractRoute[] {
  return [
    on(listAuditLog, async ({ query }) => {
      const of = { clientId: query.clientId, subjectId: query.subjectId }
      const listed = await audit.listAuditLog(prisma, of, pageAsked(query))
      return showPage(listed, show, (row) => ({ at: row.createdAt, id: row.id }))
    }),
  ]
}

function show(row: audit.AuditRow): Entry {
  return { ...row, before: row.before as Entry['before'], after: row.after as Entry['after'] }
}
