/** The pool of numbers. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/numbers'
import { listPool } from '@jobrun/db/numbers/pool-rows'
import * as pool from '@jobrun/db/operator/pool-numbers'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { driftOf } from '@jobrun/domain/numbers/drift'
import { type NumberDesk, setupAt } from '@jobrun/domain/numbers/number-desk'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { pageAsked, showPage } from './show-page.ts'

type Shown = OutputOf<typeof contract.addNumber>

export interface NumberRouteDeps {
  prisma: PrismaClient
  pool: Pool
  desk: Pick<NumberDesk, 'list'>
  onboarding: { publicBaseUrl: string }
  now: () => Date
}

export function numberRoutes(deps: NumberRouteDeps): ContractRoute[] {
  const { prisma, now } = deps
  return [
    on(contract.addNumber, async ({ body }) => {
      const { phoneE164, role, region, reason } = body
      const done = await pool.addNumber(
        prisma,
        { phoneE164, role, region: region ?? null },
        byCaller(reason ?? null, now()),
      )
      if (done.kind === 'added') return show(done.number)
      const message =
        done.kind === 'known'
          ? `This number is in the pool already (${done.number.role}, ${done.number.status}).`
          : `This is a phone or number of client ${done.clientId} (${done.businessName}): give another.`
      return refuse(409, `phoneE164: ${message}`, { errors: [{ path: 'phoneE164', message }] })
    }),
    on(contract.checkNumbers, () => check(deps)),
    on(contract.setUpNumber, async ({ params, body }) => {
      const number = await pool.setUpAgain(prisma, params.id, byCaller(body.reason, now()))
      return number
        ? show(number)
        : refuse(404, `There is no number ${params.id}: GET /api/admin/numbers lists them all.`)
    }),
    on(contract.listNumbers, async ({ query }) => {
      const listed = await pool.listNumbers(prisma, { status: query.status, role: query.role }, pageAsked(query))
      return showPage(listed, show, (row) => ({ at: row.createdAt, id: row.id }))
    }),
  ]
}

async function check({ pool: db, desk, onboarding }: NumberRouteDeps): Promise<OutputOf<typeof contract.checkNumbers>> {
  const pooled = await listPool(db)
  const account = await desk.list()
  if (!account.ok) return { problem: `${account.detail}.`, inPool: pooled.length, inAccount: 0, faults: [] }
  const faults = driftOf(pooled, account.value, setupAt(onboarding.publicBaseUrl))
  return { problem: null, inPool: pooled.length, inAccount: account.value.length, faults }
}

/** The database lets no other words into the two columns. */
function show(row: pool.PoolNumberRow): Shown {
  return { ...row, role: row.role as Shown['role'], status: row.status as Shown['status'] }
}
