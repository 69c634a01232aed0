/** An operator takes a conversation over, and hands it back. The row's lock puts it before or after each turn's commit. */
import { type PrismaClient, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'

export interface Handover {
  id: string
  takenAt: Date | null
  takenBy: string | null
  onTheirWay: number
}

/** null: no such conversation. What is so already stays as it is. */
export function handOver(
  prisma: PrismaClient,
  id: string,
  { taken, by }: { taken: boolean; by: By },
): Promise<Handover | null> {
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from conversations where id = ${id}::uuid for update`
    const row = await tx.conversation.findUnique({ where: { id } })
    if (!row) return null
    const before = { takenAt: row.takenAt, takenBy: row.takenBy }
    const next = taken ? { takenAt: by.now, takenBy: by.actor } : { takenAt: null, takenBy: null }
    const changes = taken !== (row.takenAt !== null)
    if (changes) {
      await tx.conversation.update({ where: { id }, data: { ...next, epoch: { increment: 1 } } })
      const action = taken ? 'conversation.take-over' : 'conversation.hand-back'
      const about = { action, subjectType: 'conversation', subjectId: id, clientId: row.clientId }
      await audit(tx, by, { ...about, before, after: next })
    }
    const onTheirWay = await tx.outboxMessage.count({
      where: { conversationId: id, state: 'SENDING', epoch: { not: null } },
    })
    return { id, ...(changes ? next : before), onTheirWay }
  }, patient)
}
