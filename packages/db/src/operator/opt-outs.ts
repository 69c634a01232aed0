/** Opt-outs by hand. The rows are those that people's own texts write; the history and the audit log say who did it. */
import type { OptOutModel } from '../generated/models.ts'
import { isTaken, type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

export type OptOutRow = OptOutModel

/** Who is opted out now. */
export async function listOptOuts(prisma: PrismaClient, whose: Whose, page: Page): Promise<Listed<OptOutRow>> {
  const rows = await prisma.optOut.findMany({
    where: { optedOut: true, ...whoseRows(whose), ...after('changedAt', page) },
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

type Said = By & { reason: string; source: string }

/** One that is there already stays as it was said first. Of two at the same moment, one counts. */
export async function recordOptOut(
  prisma: PrismaClient,
  of: { clientId: string | null; phone: string },
  said: Said,
): Promise<OptOutRow> {
  for (let tried = 1; ; tried++) {
    try {
      return await prisma.$transaction((tx) => optOut(tx, of, said), patient)
    } catch (error) {
      if (!isTaken(error) || tried === 2) throw error
    }
  }
}

async function optOut(tx: PrismaTx, of: { clientId: string | null; phone: string }, said: Said): Promise<OptOutRow> {
  const known = await tx.optOut.findFirst({ where: of })
  if (!known) {
    const data = { ...of, source: said.source, wording: said.reason, changedAt: said.now }
    const made = await tx.optOut.create({ data })
    await remember(tx, { before: null, after: made, action: 'opt-out.record' }, said)
    return made
  }
  return turn(tx, known.id, { optedOut: true, action: 'opt-out.record' }, said)
}

/** null: no such opt-out. */
export function liftOptOut(prisma: PrismaClient, id: string, said: Said): Promise<OptOutRow | null> {
  return prisma.$transaction(async (tx) => {
    const known = await tx.optOut.findUnique({ where: { id } })
    return known && turn(tx, id, { optedOut: false, action: 'opt-out.lift' }, said)
  }, patient)
}

async function turn(
  tx: PrismaTx,
  id: string,
  to: { optedOut: boolean; action: string },
  said: Said,
): Promise<OptOutRow> {
  await tx.$queryRaw`select 1 from opt_outs where id = ${id}::uuid for update`
  const before = await tx.optOut.findUniqueOrThrow({ where: { id } })
  if (before.optedOut === to.optedOut) return before
  const data = { optedOut: to.optedOut, source: said.source, wording: said.reason, changedAt: said.now }
  const next = await tx.optOut.update({ where: { id }, data })
  await remember(tx, { before, after: next, action: to.action }, said)
  return next
}

async function remember(
  tx: PrismaTx,
  of: { before: OptOutRow | null; after: OptOutRow; action: string },
  said: Said,
): Promise<void> {
  const { clientId, phone, optedOut, source, wording } = of.after
  await tx.optOutHistory.create({ data: { clientId, phone, optedOut, source, wording, createdAt: said.now } })
  const shown = (row: OptOutRow) => ({ phone, optedOut: row.optedOut, source: row.source, wording: row.wording })
  await audit(tx, said, {
    action: of.action,
    subjectType: 'opt-out',
    subjectId: of.after.id,
    clientId,
    before: of.before && shown(of.before),
    after: shown(of.after),
  })
}
