/** A client's facts as operators write them; each change in one transaction with its row of the audit log. */
import { type FactKind, faultsOfFact, MOST_FACTS, type WrittenFact } from '@jobrun/domain/grounding/fact'
import type { ClientFactModel } from '../generated/models.ts'
import { type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { audit, type By, differences } from './audit.ts'

export type FactRow = ClientFactModel & { kind: FactKind }

export type KeptFact =
  | { kind: 'kept'; fact: FactRow }
  | { kind: 'unknown-client' }
  | { kind: 'unknown' }
  /** The client has as many as it may. */
  | { kind: 'too-many' }
  /** It has the same one already. */
  | { kind: 'known'; fact: FactRow }
  /** With what stays unchanged it cannot be kept. */
  | { kind: 'faulty'; faults: ReturnType<typeof faultsOfFact> }

const oldestFirst = [{ createdAt: 'asc' }, { id: 'asc' }] as const

/** null: no such client. */
export async function listFacts(prisma: PrismaTx, clientId: string): Promise<FactRow[] | null> {
  const rows = await prisma.clientFact.findMany({ where: { clientId }, orderBy: [...oldestFirst] })
  if (rows.length > 0) return rows as FactRow[]
  return (await prisma.client.findUnique({ where: { id: clientId }, select: { id: true } })) ? [] : null
}

/** The client's row is the lock: of many at once none passes the limit, and the same one is added once. */
async function lockClient(tx: PrismaTx, clientId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from clients where id = ${clientId}::uuid for update`
  return rows.length > 0
}

export function addFact(prisma: PrismaClient, clientId: string, of: { fact: WrittenFact; by: By }): Promise<KeptFact> {
  return prisma.$transaction(async (tx): Promise<KeptFact> => {
    if (!(await lockClient(tx, clientId))) return { kind: 'unknown-client' }
    const facts = (await listFacts(tx, clientId)) ?? []
    const same = facts.find((one) => isSame(one, of.fact))
    if (same) return { kind: 'known', fact: same }
    if (facts.length >= MOST_FACTS) return { kind: 'too-many' }
    return { kind: 'kept', fact: await insertFact(tx, clientId, of) }
  }, patient)
}

async function insertFact(
  tx: PrismaTx,
  clientId: string,
  { fact, by }: { fact: WrittenFact; by: By },
): Promise<FactRow> {
  const made = await tx.clientFact.create({ data: { ...fact, clientId, createdAt: by.now, updatedAt: by.now } })
  const { kind, about, says } = made
  await audit(tx, by, { ...subject('fact.add', made), before: null, after: { kind, about, says } })
  return made as FactRow
}

export function changeFact(
  prisma: PrismaClient,
  of: { clientId: string; id: string },
  { change, by }: { change: Partial<WrittenFact>; by: By },
): Promise<KeptFact> {
  return prisma.$transaction(async (tx): Promise<KeptFact> => {
    if (!(await lockClient(tx, of.clientId))) return { kind: 'unknown-client' }
    const facts = (await listFacts(tx, of.clientId)) ?? []
    const before = facts.find((one) => one.id === of.id)
    if (!before) return { kind: 'unknown' }
    const { kind, about, says } = { ...before, ...change }
    const faults = faultsOfFact({ kind, about, says })
    if (faults.length > 0) return { kind: 'faulty', faults }
    const same = facts.find((one) => one.id !== of.id && isSame(one, { kind, about, says }))
    if (same) return { kind: 'known', fact: same }
    const difference = differences(before, { ...before, kind, about, says }, ['kind', 'about', 'says'])
    if (!difference) return { kind: 'kept', fact: before }
    const data = { kind, about, says, updatedAt: by.now }
    const changed = await tx.clientFact.update({ where: { id: of.id }, data })
    await audit(tx, by, { ...subject('fact.change', before), ...difference })
    return { kind: 'kept', fact: changed as FactRow }
  }, patient)
}

/** null: no such fact of this client. */
export function removeFact(
  prisma: PrismaClient,
  of: { clientId: string; id: string },
  by: By,
): Promise<FactRow | null> {
  return prisma.$transaction(async (tx) => {
    await lockClient(tx, of.clientId)
    const before = await tx.clientFact.findFirst({ where: { id: of.id, clientId: of.clientId } })
    if (!before) return null
    await tx.clientFact.delete({ where: { id: before.id } })
    const { kind, about, says } = before
    await audit(tx, by, { ...subject('fact.remove', before), before: { kind, about, says }, after: null })
    return before as FactRow
  }, patient)
}

function subject(action: string, { id, clientId }: { id: string; clientId: string }) {
  return { action, subjectType: 'fact', subjectId: id, clientId }
}

function isSame(one: WrittenFact, other: WrittenFact): boolean {
  return one.kind === other.kind && one.about === other.about && one.says === other.says
}
