/** What people say that turns should have been taken for; each word of theirs with its row in the audit log. */
import type { Expectation } from '@jobrun/domain/rules/predict'
import type { Prisma } from '../generated/client.ts'
import type { TurnLabelModel } from '../generated/models.ts'
import type { Db } from '../pool.ts'
import { type PrismaClient, patient } from '../prisma.ts'
import { type AuditValue, audit, type By } from './audit.ts'

export type LabelRow = TurnLabelModel

/** A later label takes the place of the one before. */
export type Labelled = { kind: 'labelled'; label: LabelRow } | { kind: 'unknown' } | { kind: 'no-input' }

export async function labelTurn(
  prisma: PrismaClient,
  turnId: string,
  { expect, by }: { expect: Expectation; by: By & { reason: string } },
): Promise<Labelled> {
  return prisma.$transaction(async (tx): Promise<Labelled> => {
    await tx.$queryRaw`select 1 from turns where id = ${turnId}::uuid for no key update`
    const turn = await tx.turn.findUnique({ where: { id: turnId }, include: { label: true } })
    if (!turn) return { kind: 'unknown' }
    if (!(turn.trace as { input?: unknown } | null)?.input) return { kind: 'no-input' }
    const { clientId, label: before } = turn
    const written = {
      expect: { ...expect } as Prisma.InputJsonObject,
      reason: by.reason,
      actor: by.actor,
      updatedAt: by.now,
    }
    const label = await tx.turnLabel.upsert({
      where: { turnId },
      create: { turnId, clientId, createdAt: by.now, ...written },
      update: written,
    })
    await audit(tx, by, {
      action: 'turn.label',
      subjectType: 'turn',
      subjectId: turnId,
      clientId,
      before: before && { expect: before.expect as AuditValue },
      after: { expect: label.expect as AuditValue },
    })
    return { kind: 'labelled', label }
  }, patient)
}

export interface StoredLabel {
  turnId: string
  expect: Expectation
  input: unknown
}

const statement = `
select l.turn_id as "turnId", l.expect, t.trace->'input' as input from turn_labels l join turns t on t.id = l.turn_id
order by l.created_at, l.turn_id`

/** All of them, the oldest first: people write them one by one. */
export async function readLabels(db: Db): Promise<StoredLabel[]> {
  return (await db.query<StoredLabel>({ text: statement })).rows
}
