/** The pool of numbers by hand: listed, and added to. Assigning one to a client is the client's change. */
import type { Region } from '@jobrun/domain/region'
import type { PoolNumberModel } from '../generated/models.ts'
import { isTaken, type PrismaClient, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'

export type PoolNumberRow = PoolNumberModel

export async function listNumbers(
  prisma: PrismaClient,
  of: { status: string | undefined; role: string | undefined },
  page: Page,
): Promise<Listed<PoolNumberRow>> {
  const rows = await prisma.poolNumber.findMany({
    where: {
      ...(of.status ? { status: of.status } : {}),
      ...(of.role ? { role: of.role } : {}),
      ...after('createdAt', page),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

export interface NewNumber {
  phoneE164: string
  role: 'OPERATIONAL' | 'ONBOARDING' | 'SYSTEM'
  region: Region | null
}

export type AddedNumber =
  | { kind: 'added'; number: PoolNumberRow }
  | { kind: 'known'; number: PoolNumberRow }
  /** It is somebody's phone, or a number that is used outside the pool. */
  | { kind: 'somebodys'; clientId: string; businessName: string }

/** A client's number waits for its client; one of our own is in use at once. */
export async function addNumber(prisma: PrismaClient, number: NewNumber, by: By): Promise<AddedNumber> {
  const { phoneE164 } = number
  const somebody = await prisma.client.findFirst({
    where: { OR: [{ phoneNumber: phoneE164 }, { twilioNumber: phoneE164 }] },
    select: { id: true, businessName: true },
  })
  const known = await prisma.poolNumber.findUnique({ where: { phoneE164 } })
  if (known) return { kind: 'known', number: known }
  if (somebody) return { kind: 'somebodys', clientId: somebody.id, businessName: somebody.businessName }
  try {
    return { kind: 'added', number: await insertNumber(prisma, number, by) }
  } catch (error) {
    if (!isTaken(error)) throw error
    return { kind: 'known', number: await prisma.poolNumber.findUniqueOrThrow({ where: { phoneE164 } }) }
  }
}

function insertNumber(prisma: PrismaClient, number: NewNumber, by: By): Promise<PoolNumberRow> {
  const status = number.role === 'OPERATIONAL' ? 'AVAILABLE' : 'ASSIGNED'
  return prisma.$transaction(async (tx) => {
    const added = await tx.poolNumber.create({ data: { ...number, status, createdAt: by.now } })
    await audit(tx, by, {
      action: 'number.add',
      subjectType: 'number',
      subjectId: added.id,
      clientId: null,
      before: null,
      after: { ...number, status },
    })
    return added
  }, patient)
}

/** Pointed at us once more, at the next look. null: there is none of that id. */
export async function setUpAgain(prisma: PrismaClient, id: string, by: By): Promise<PoolNumberRow | null> {
  return prisma.$transaction(async (tx) => {
    const before = await tx.poolNumber.findUnique({ where: { id } })
    if (!before) return null
    const change = { action: 'number.set-up', subjectType: 'number', subjectId: id, clientId: before.clientId }
    await audit(tx, by, {
      ...change,
      before: { setupError: before.setupError },
      after: { phoneE164: before.phoneE164 },
    })
    return tx.poolNumber.update({ where: { id }, data: { setupDueAt: by.now, setupTries: 0, setupError: null } })
  }, patient)
}
