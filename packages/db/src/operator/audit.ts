/** The audit log: one row for each change by an operator, written in the change's own transaction. */
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../pool.ts'
import type { PrismaClient, PrismaTx } from '../prisma.ts'
import { after, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

/** Who does it, and why. */
export interface By {
  actor: string
  /** Which operator; left out: nobody in person. */
  actorId?: string | null
  reason: string | null
  now: Date
}

export type AuditValue =
  | string
  | number
  | boolean
  | Date
  | null
  | readonly AuditValue[]
  | { [field: string]: AuditValue }

export interface Change {
  action: string
  subjectType: string
  subjectId: string
  clientId: string | null
  /** Only what changed; null: it was not there. */
  before: { [field: string]: AuditValue } | null
  after: { [field: string]: AuditValue } | null
}

export async function audit(tx: PrismaTx, { actor, actorId = null, reason, now }: By, change: Change): Promise<void> {
  const json = (value: Change['before']) =>
    value === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject)
  await tx.auditEntry.create({
    data: { ...change, before: json(change.before), after: json(change.after), actor, actorId, reason, createdAt: now },
  })
}

const statement = `
insert into audit_log (actor, actor_id, action, subject_type, subject_id, client_id, before, after, reason, created_at)
select $2, $5::uuid, c.action, c."subjectType", c."subjectId", c."clientId", nullif(c.before, 'null'), nullif(c.after, 'null'), $3, $4
from jsonb_to_recordset($1::jsonb) as c(action text, "subjectType" text, "subjectId" text, "clientId" uuid, before jsonb, after jsonb)`

/** The same for transactions that write the queue's jobs too. */
export async function auditAll(
  tx: Tx,
  { actor, actorId = null, reason, now }: By,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.query({ name: 'audit', text: statement, values: [JSON.stringify(changes), actor, reason, now, actorId] })
}

/** What was taken away as a file, and of when. */
export async function auditExport(
  prisma: PrismaClient,
  by: By,
  of: { what: string; clientId: string | null; from: Date | null; to: Date | null },
): Promise<void> {
  const { what, clientId, from, to } = of
  const subject = { subjectType: 'export', subjectId: clientId ?? 'all', clientId }
  await audit(prisma, by, { action: `export.${what}`, ...subject, before: null, after: { from, to } })
}

/** The named fields in which two states of a thing differ, as each had them. null: there is no difference. */
export function differences<Row extends object>(
  before: Row,
  next: Row,
  fields: readonly (keyof Row & string)[],
): { before: { [field: string]: AuditValue }; after: { [field: string]: AuditValue } } | null {
  const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(next[field]))
  if (changed.length === 0) return null
  const only = (row: Row) => Object.fromEntries(changed.map((field) => [field, row[field] as AuditValue]))
  return { before: only(before), after: only(next) }
}

interface AuditAsked {
  whose?: Whose
  subjectId?: string | undefined
  actor?: string | undefined
  subjectType?: string | undefined
}

export async function listAuditLog(prisma: PrismaClient, of: AuditAsked, page: Page) {
  const rows = await prisma.auditEntry.findMany({
    where: {
      ...whoseRows(of.whose),
      ...(of.subjectId ? { subjectId: of.subjectId } : {}),
      ...(of.actor ? { actor: of.actor } : {}),
      ...(of.subjectType ? { subjectType: of.subjectType } : {}),
      ...after('createdAt', page),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

export type AuditRow = Awaited<ReturnType<typeof listAuditLog>>['rows'][number]
