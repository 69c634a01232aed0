/** Texts out, the newest first. What went wrong is found by partial indexes, so that it is quick among millions. */
import type { Prisma } from '../generated/client.ts'
import type { OutboxMessageModel } from '../generated/models.ts'
import type { PrismaClient } from '../prisma.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

export type DeliveryState =
  | 'READY'
  | 'SENDING'
  | 'SENT'
  | 'HELD'
  | 'SUPPRESSED'
  | 'FAILED'
  | 'DELIVERED'
  | 'UNDELIVERED'

export interface WhichDeliveries {
  state: DeliveryState | undefined
  errorCode: number | undefined
  whose: Whose
}

export async function listDeliveries(
  prisma: PrismaClient,
  { state, errorCode, whose }: WhichDeliveries,
  page: Page,
): Promise<Listed<OutboxMessageModel>> {
  const rows = await prisma.outboxMessage.findMany({
    where: {
      ...(state ? whereState(state) : {}),
      ...(errorCode === undefined ? {} : { errorCode }),
      ...whoseRows(whose),
      ...after('createdAt', page),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

function whereState(state: DeliveryState): Prisma.OutboxMessageWhereInput {
  if (state === 'DELIVERED') return { deliveryStatus: { in: ['delivered', 'read'] } }
  if (state === 'UNDELIVERED') return { undelivered: true }
  return { state }
}
