/** Clients of whom the founder wants to hear nothing for a while. */
import type { PrismaClient } from '../prisma.ts'
import { audit, type By } from './audit.ts'

/** `until` null: hear of it again. false: there is no such client. */
export function muteClient(
  prisma: PrismaClient,
  of: { clientId: string; until: Date | null },
  by: By & { reason: string },
): Promise<boolean> {
  const { clientId, until } = of
  return prisma.$transaction(async (tx) => {
    if (!(await tx.client.findUnique({ where: { id: clientId }, select: { id: true } }))) return false
    const before = await tx.clientMute.findUnique({ where: { clientId } })
    const mute = { until: until ?? by.now, reason: by.reason, mutedAt: by.now }
    await tx.clientMute.upsert({ where: { clientId }, create: { clientId, ...mute }, update: mute })
    await audit(tx, by, {
      action: until ? 'client.mute' : 'client.unmute',
      subjectType: 'client',
      subjectId: clientId,
      clientId,
      before: before && { until: before.until },
      after: until && { until },
    })
    return true
  })
}
