/** Held texts, and what an operator does to them. Every held row has the moment it was held. */
import type { OutboxMessageModel } from '../generated/models.ts'
import type { QueuedMessage } from '../path/commit-turn.ts'
import type { Tx } from '../pool.ts'
import type { PrismaClient } from '../prisma.ts'
import { auditAll, type By } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

export type HeldRow = OutboxMessageModel

export async function listHeld(prisma: PrismaClient, whose: Whose, page: Page): Promise<Listed<HeldRow>> {
  const rows = await prisma.outboxMessage.findMany({
    where: { state: 'HELD', ...whoseRows(whose), ...after('heldAt', page) },
    orderBy: [{ heldAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

/** A message in whatever state it is now. */
export function findOutboxMessage(prisma: PrismaClient, id: string): Promise<HeldRow | null> {
  return prisma.outboxMessage.findUnique({ where: { id } })
}

/** The first held ones of a client in the order of leaving. */
export async function listHeldOf(
  prisma: PrismaClient,
  of: { clientId: string; upTo: Date | undefined; most: number },
): Promise<Listed<HeldRow>> {
  const rows = await prisma.outboxMessage.findMany({
    where: { state: 'HELD', clientId: of.clientId, ...(of.upTo ? { heldAt: { lte: of.upTo } } : {}) },
    orderBy: { seq: 'asc' },
    take: of.most + 1,
  })
  return { rows: rows.slice(0, of.most), more: rows.length > of.most }
}

const released = `
update outbox set state = 'READY', reason = null, error_code = null, held_at = null, not_before = now(), epoch = null
where id = any ($1) and state = 'HELD'
returning id, from_number as "from", to_number as "to", null::timestamptz as "notBefore"`

/** READY again, those that nobody else released or dropped meanwhile. */
export async function releaseHeld(tx: Tx, rows: readonly HeldRow[], by: By): Promise<QueuedMessage[]> {
  const values = [rows.map(({ id }) => id)]
  const done = await tx.query<QueuedMessage>({ name: 'release-held', text: released, values })
  await auditMoves(tx, chosen(rows, done.rows), { action: 'held.release', after: { state: 'READY' } }, by)
  return done.rows
}

const changed = `
update outbox set body = $2, encoding = $3, segments = $4 where id = $1 and state = 'HELD' and body = $5 returning id`

/** Worded anew and still HELD; false: it was let go, dropped or changed by somebody else meanwhile. */
export async function changeHeld(
  tx: Tx,
  row: HeldRow,
  to: Pick<HeldRow, 'body' | 'encoding' | 'segments'>,
  by: By,
): Promise<boolean> {
  const values = [row.id, to.body, to.encoding, to.segments, row.body]
  const done = await tx.query({ name: 'change-held', text: changed, values })
  if (done.rowCount === 0) return false
  const change = { action: 'held.change', subjectType: 'outbox', subjectId: row.id, clientId: row.clientId }
  await auditAll(tx, by, [{ ...change, before: { body: row.body }, after: { body: to.body } }])
  return true
}

const dropped = `
update outbox set state = 'SUPPRESSED', reason = 'dropped' where id = any ($1) and state = 'HELD' returning id`

/** SUPPRESSED for good; gives the ids of those that were still held. */
export async function dropHeld(tx: Tx, rows: readonly HeldRow[], by: By): Promise<{ id: string }[]> {
  const done = await tx.query<{ id: string }>({ name: 'drop-held', text: dropped, values: [rows.map(({ id }) => id)] })
  await auditMoves(
    tx,
    chosen(rows, done.rows),
    { action: 'held.drop', after: { state: 'SUPPRESSED', reason: 'dropped' } },
    by,
  )
  return done.rows
}

/** The rows of `done`, in the order of `rows`. */
export function chosen(rows: readonly HeldRow[], done: readonly { id: string }[]): HeldRow[] {
  const ids = new Set(done.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}

function auditMoves(
  tx: Tx,
  rows: readonly HeldRow[],
  move: { action: string; after: { state: string; reason?: string } },
  by: By,
): Promise<void> {
  const changes = rows.map((row) => ({
    ...move,
    subjectType: 'outbox',
    subjectId: row.id,
    clientId: row.clientId,
    before: { state: row.state, reason: row.reason, heldAt: row.heldAt, errorCode: row.errorCode },
  }))
  return auditAll(tx, by, changes)
}
