/** Who changed what over this API, and why. */
import { listAuditLog } from '@jobrun/contracts/audit-log'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as audit from '@jobrun/db/operator/audit'
import { nameSubjects, type Subject } from '@jobrun/db/operator/audit-subjects'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { pageAsked, showPage } from './show-page.ts'
import { whose } from './whose.ts'

type Entry = OutputOf<typeof listAuditLog>['items'][number]

export function auditRoutes({ prisma }: { prisma: PrismaClient }): ContractRoute[] {
  return [
    on(listAuditLog, async ({ query }) => {
      const listed = await audit.listAuditLog(prisma, { ...query, whose: whose(query.clientId) }, pageAsked(query))
      const subjects = await nameSubjects(prisma, listed.rows)
      const shown = (row: audit.AuditRow) => show(row, subjects.get(row.subjectId) ?? null)
      return showPage(listed, shown, (row) => ({ at: row.createdAt, id: row.id }))
    }),
  ]
}

function show(row: audit.AuditRow, subject: Subject | null): Entry {
  return { ...row, subject, before: row.before as Entry['before'], after: row.after as Entry['after'] }
}
