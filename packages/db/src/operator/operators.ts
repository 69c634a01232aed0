/** Operators as rows: added, changed, listed. Each change with its row in the audit log, in the same transaction. */
import { isTaken, type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'

export interface OperatorFields {
  name: string
  role: string
  /** null: every client. */
  clientIds: string[] | null
}

export interface OperatorRow extends OperatorFields {
  id: string
  disabledAt: Date | null
  createdAt: Date
}

export interface NewLink {
  hash: string
  expiresAt: Date
}

const columnsOf = (clientIds: string[] | null) => ({ everybody: clientIds === null, clientIds: clientIds ?? [] })

function rowOf(row: Omit<OperatorRow, 'clientIds'> & { everybody: boolean; clientIds: string[] }): OperatorRow {
  const { id, name, role, everybody, clientIds, disabledAt, createdAt } = row
  return { id, name, role, clientIds: everybody ? null : clientIds, disabledAt, createdAt }
}

/** null: the name is taken. */
export async function addOperator(
  prisma: PrismaClient,
  { name, role, clientIds }: OperatorFields,
  { link, by }: { link: NewLink; by: By },
): Promise<OperatorRow | null> {
  try {
    return await prisma.$transaction(async (tx) => {
      const data = { name, role, ...columnsOf(clientIds), createdAt: by.now }
      const row = rowOf(await tx.operator.create({ data }))
      await tx.operatorKey.create({ data: linkOf(row.id, link, by.now) })
      await audit(tx, by, { ...about(row.id, 'operator.add'), before: null, after: { name, role, clientIds } })
      return row
    }, patient)
  } catch (error) {
    if (isTaken(error as Error)) return null
    throw error
  }
}

export interface OperatorChange {
  role?: string
  clientIds?: string[] | null
  disabled?: boolean
}

/** null: no such operator. */
export function changeOperator(
  prisma: PrismaClient,
  id: string,
  { change, by }: { change: OperatorChange; by: By },
): Promise<OperatorRow | null> {
  return prisma.$transaction(async (tx) => {
    const before = await lock(tx, id)
    if (!before) return null
    const { role = before.role, clientIds = before.clientIds, disabled } = change
    const disabledAt = disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? by.now) : null
    const next = rowOf(await tx.operator.update({ where: { id }, data: { role, disabledAt, ...columnsOf(clientIds) } }))
    if (disabled)
      await tx.operatorKey.updateMany({ where: { operatorId: id, revokedAt: null }, data: { revokedAt: by.now } })
    const shown = (row: OperatorRow) => ({ role: row.role, clientIds: row.clientIds, disabledAt: row.disabledAt })
    await audit(tx, by, { ...about(id, 'operator.change'), before: shown(before), after: shown(next) })
    return next
  }, patient)
}

/** A new link in place of those that were not used. false: no such operator, or one that is disabled. */
export function linkOperator(
  prisma: PrismaClient,
  id: string,
  { link, by }: { link: NewLink; by: By },
): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const row = await lock(tx, id)
    if (!row || row.disabledAt) return false
    await tx.operatorKey.updateMany({
      where: { operatorId: id, kind: 'LINK', usedAt: null, revokedAt: null },
      data: { revokedAt: by.now },
    })
    await tx.operatorKey.create({ data: linkOf(id, link, by.now) })
    await audit(tx, by, { ...about(id, 'operator.link'), before: null, after: { expiresAt: link.expiresAt } })
    return true
  }, patient)
}

export async function listOperators(prisma: PrismaClient, page: Page): Promise<Listed<OperatorRow>> {
  const rows = await prisma.operator.findMany({
    where: after('createdAt', page),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows.map(rowOf), page)
}

async function lock(tx: PrismaTx, id: string): Promise<OperatorRow | null> {
  await tx.$queryRaw`select 1 from operators where id = ${id}::uuid for update`
  const row = await tx.operator.findUnique({ where: { id } })
  return row && rowOf(row)
}

function about(subjectId: string, action: string) {
  return { action, subjectType: 'operator', subjectId, clientId: null }
}

/** Whatever the role is when it is used. */
function linkOf(operatorId: string, { hash, expiresAt }: NewLink, now: Date) {
  return { operatorId, kind: 'LINK', role: 'admin', hash, expiresAt, createdAt: now, renewedAt: now }
}
