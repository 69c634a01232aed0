/** Calls, and whom a client does not want texted back. */
import type { IgnoredNumberModel } from '../generated/models.ts'
import { isTaken, type PrismaClient, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'
import { after, listed, type Page, take } from './page.ts'

export async function listCalls(prisma: PrismaClient, clientId: string | undefined, page: Page) {
  const rows = await prisma.call.findMany({
    where: { ...(clientId ? { clientId } : {}), ...after('startedAt', page) },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

export type CallRow = Awaited<ReturnType<typeof listCalls>>['rows'][number]

export async function listIgnored(prisma: PrismaClient, clientId: string, page: Page) {
  const rows = await prisma.ignoredNumber.findMany({
    where: { clientId, ...after('createdAt', page) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

type Said = By & { reason: string }

/** One that is there already stays as it was said first. */
export async function ignoreNumber(
  prisma: PrismaClient,
  of: { clientId: string; phone: string },
  said: Said,
): Promise<IgnoredNumberModel> {
  const known = () => prisma.ignoredNumber.findUnique({ where: { clientId_phone: of } })
  try {
    return (await known()) ?? (await add(prisma, of, said))
  } catch (error) {
    const meanwhile = isTaken(error) ? await known() : null
    if (meanwhile) return meanwhile
    throw error
  }
}

function add(prisma: PrismaClient, of: { clientId: string; phone: string }, said: Said): Promise<IgnoredNumberModel> {
  return prisma.$transaction(async (tx) => {
    const made = await tx.ignoredNumber.create({ data: { ...of, reason: said.reason, createdAt: said.now } })
    const subject = { subjectType: 'ignored-number', subjectId: made.id, clientId: of.clientId }
    await audit(tx, said, { action: 'ignored-number.add', ...subject, before: null, after: { phone: of.phone } })
    return made
  }, patient)
}

/** null: it is not on any list. */
export function stopIgnoring(prisma: PrismaClient, id: string, said: Said): Promise<IgnoredNumberModel | null> {
  return prisma.$transaction(async (tx) => {
    const known = await tx.ignoredNumber.findUnique({ where: { id } })
    const { count } = await tx.ignoredNumber.deleteMany({ where: { id } })
    if (!known || count === 0) return null
    const subject = { subjectType: 'ignored-number', subjectId: id, clientId: known.clientId }
    await audit(tx, said, { action: 'ignored-number.remove', ...subject, before: { phone: known.phone }, after: null })
    return known
  }, patient)
}
