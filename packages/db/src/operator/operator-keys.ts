/** What lets an operator in: links that open once, sessions that are renewed, tokens of programs. Known by hash alone. */
import type { Pool } from '../pool.ts'
import type { PrismaClient } from '../prisma.ts'
import { patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'

export interface KeyHolder {
  keyId: string
  operatorId: string
  name: string
  /** The operator's own, and the most that this key may. */
  role: string
  keyRole: string
  clientIds: string[] | null
  renewedAt: Date
  endsAt: Date | null
  /** By what a session was called before it was renewed. */
  byPrevious: boolean
}

/** A browser sends several requests at once: those that left before the answer with the new cookie still count. */
const PREVIOUS_COUNTS_SECONDS = 300

const holder = `
k.id as "keyId", o.id as "operatorId", o.name, o.role, k.role as "keyRole",
case when o.everybody then null else o.client_ids end as "clientIds",
k.renewed_at as "renewedAt", k.ends_at as "endsAt"`

const byHash = `
select ${holder}, k.hash <> $1 as "byPrevious"
from operator_keys k join operators o on o.id = k.operator_id
where (k.hash = $1 or (k.previous_hash = $1 and k.renewed_at > $3::timestamptz - make_interval(secs => ${PREVIOUS_COUNTS_SECONDS})))
  and k.kind = $2 and k.revoked_at is null and k.expires_at > $3 and o.disabled_at is null`

export async function findHolder(
  pool: Pool,
  { hash, kind, now }: { hash: string; kind: 'SESSION' | 'TOKEN'; now: Date },
): Promise<KeyHolder | null> {
  const { rows } = await pool.query<KeyHolder>({ name: 'operator-by-key', text: byHash, values: [hash, kind, now] })
  return rows[0] ?? null
}

/** Uses up a link, and opens a session in the same statement: of two at once, one gets in. */
const open = `
with used as (
  update operator_keys k set used_at = $2 from operators o
  where k.hash = $1 and k.kind = 'LINK' and k.used_at is null and k.revoked_at is null and k.expires_at > $2
    and o.id = k.operator_id and o.disabled_at is null
  returning k.operator_id, k.role
), session as (
  insert into operator_keys (operator_id, kind, hash, role, created_at, renewed_at, expires_at, ends_at)
  select operator_id, 'SESSION', $3, role, $2, $2, $4, $5 from used returning *
)
select ${holder}, false as "byPrevious" from session k join operators o on o.id = k.operator_id`

export async function openSession(
  pool: Pool,
  of: { linkHash: string; hash: string; now: Date; expiresAt: Date; endsAt: Date },
): Promise<KeyHolder | null> {
  const { rows } = await pool.query<KeyHolder>(open, [of.linkHash, of.now, of.hash, of.expiresAt, of.endsAt])
  return rows[0] ?? null
}

/** false: another request was first. */
export async function renewSession(
  pool: Pool,
  of: { keyId: string; renewedAt: Date; hash: string; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update operator_keys set previous_hash = hash, hash = $3, renewed_at = $4, expires_at = $5
     where id = $1 and renewed_at = $2 and revoked_at is null`,
    [of.keyId, of.renewedAt, of.hash, of.now, of.expiresAt],
  )
  return rowCount === 1
}

export async function endSession(pool: Pool, keyId: string, now: Date): Promise<void> {
  await pool.query('update operator_keys set revoked_at = $2 where id = $1 and revoked_at is null', [keyId, now])
}

const shownOfToken = {
  id: true,
  name: true,
  role: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  usedAt: true,
} as const

export function listTokens(prisma: PrismaClient, operatorId: string) {
  return prisma.operatorKey.findMany({
    where: { operatorId, kind: 'TOKEN' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: shownOfToken,
  })
}

export function addToken(
  prisma: PrismaClient,
  token: { operatorId: string; name: string; role: string; hash: string; expiresAt: Date },
  by: By,
) {
  return prisma.$transaction(async (tx) => {
    const data = { ...token, kind: 'TOKEN', createdAt: by.now, renewedAt: by.now }
    const row = await tx.operatorKey.create({ data, select: shownOfToken })
    const { name, role, expiresAt } = token
    await audit(tx, by, { ...aboutToken(row.id, 'token.add'), before: null, after: { name, role, expiresAt } })
    return row
  }, patient)
}

/** null: they have no such token. */
export function revokeToken(prisma: PrismaClient, { id, operatorId }: { id: string; operatorId: string }, by: By) {
  return prisma.$transaction(async (tx) => {
    const theirs = { id, operatorId, kind: 'TOKEN' }
    const { count } = await tx.operatorKey.updateMany({
      where: { ...theirs, revokedAt: null },
      data: { revokedAt: by.now },
    })
    if (count > 0)
      await audit(tx, by, { ...aboutToken(id, 'token.revoke'), before: null, after: { revokedAt: by.now } })
    return tx.operatorKey.findFirst({ where: theirs, select: shownOfToken })
  }, patient)
}

function aboutToken(subjectId: string, action: string) {
  return { action, subjectType: 'token', subjectId, clientId: null }
}
