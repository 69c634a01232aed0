/** Held texts, the latest first. Every held row has the moment it was held. */
import type { PrismaClient } from '../prisma.ts'
import { after, listed, type Page, take } from './page.ts'

export async function listHeld(prisma: PrismaClient, clientId: string | null, page: Page) {
  const rows = await prisma.outboxMessage.findMany({
    where: { state: 'HELD', ...(clientId ? { clientId } : {}), ...after('heldAt', page) },
    orderBy: [{ heldAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

export type HeldRow = Awaited<ReturnType<typeof listHeld>>['rows'][number]
