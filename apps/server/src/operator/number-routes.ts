/** The pool of numbers. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/numbers'
import * as pool from '@jobrun/db/operator/pool-numbers'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byKey } from './by.ts'
import { pageAsked, showPage } from './show-page.ts'

type Shown = OutputOf<typeof contract.addNumber>

export function numberRoutes({ prisma, now }: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  return [
    on(contract.addNumber, async ({ body }) => {
      const { phoneE164, role, region, reason } = body
      const done = await pool.addNumber(
        prisma,
        { phoneE164, role, region: region ?? null },
        byKey(reason ?? null, now()),
      )
      if (done.kind === 'added') return show(done.number)
      const message =
        done.kind === 'known'
          ? `This number is in the pool already (${done.number.role}, ${done.number.status}).`
          : `This is a phone or number of client ${done.clientId} (${done.businessName}): give another.`
      return refuse(409, `phoneE164: ${message}`, { errors: [{ path: 'phoneE164', message }] })
    }),
    on(contract.listNumbers, async ({ query }) => {
      const listed = await pool.listNumbers(prisma, { status: query.status, role: query.role }, pageAsked(query))
      return showPage(listed, show, (row) => ({ at: row.createdAt, id: row.id }))
    }),
  ]
}

/** The database lets no other words into the two columns. */
function show(row: pool.PoolNumberRow): Shown {
  return { ...row, role: row.role as Shown['role'], status: row.status as Shown['status'] }
}
