/** Giving a client its own number by hand, and taking it back. The pool's row is the lock. */
import type { Region } from '@jobrun/domain/region'
import type { PrismaTx } from '../prisma.ts'

const RESTING_DAYS = 30
const DAY_MS = 24 * 60 * 60_000

/** Why a number or a phone cannot be had. `clientId` says whose it is. */
export type Conflict =
  | { field: 'phoneNumber' | 'twilioNumber'; because: 'owner-of' | 'number-of'; clientId: string; businessName: string }
  | { field: 'phoneNumber' | 'twilioNumber'; because: 'ours'; role: string }
  | { field: 'twilioNumber'; because: 'resting'; until: Date | null }
  | { field: 'twilioNumber'; because: 'reserved' }
  | { field: 'twilioNumber'; because: 'other-region'; region: string }

export class Conflicted extends Error {
  readonly conflict: Conflict
  constructor(conflict: Conflict) {
    super(`conflict: ${conflict.because}`)
    this.conflict = conflict
  }
}

interface Assignment {
  number: string
  clientId: string
  region: Region
  now: Date
}

/** Unknown numbers join the pool. Throws Conflicted, which undoes the transaction around it. */
export async function assignNumber(tx: PrismaTx, { number, clientId, region, now }: Assignment): Promise<void> {
  const known = await tx.poolNumber.findUnique({ where: { phoneE164: number } })
  if (!known) {
    await tx.poolNumber.create({
      data: {
        phoneE164: number,
        role: 'OPERATIONAL',
        status: 'ASSIGNED',
        region,
        clientId,
        assignedAt: now,
        createdAt: now,
      },
    })
    return
  }
  if (known.role !== 'OPERATIONAL') throw new Conflicted({ field: 'twilioNumber', because: 'ours', role: known.role })
  if (known.region !== null && known.region !== region) {
    throw new Conflicted({ field: 'twilioNumber', because: 'other-region', region: known.region })
  }
  const taken = await tx.poolNumber.updateMany({
    where: { id: known.id, OR: [{ status: 'AVAILABLE' }, { clientId }] },
    data: { status: 'ASSIGNED', clientId, region, assignedAt: now, restsUntil: null },
  })
  if (taken.count === 0) await refuseNumber(tx, known.id)
}

async function refuseNumber(tx: PrismaTx, id: string): Promise<never> {
  const number = await tx.poolNumber.findUniqueOrThrow({ where: { id }, include: { client: true } })
  if (number.client) {
    const { id: clientId, businessName } = number.client
    throw new Conflicted({ field: 'twilioNumber', because: 'number-of', clientId, businessName })
  }
  if (number.status === 'RESTING') {
    throw new Conflicted({ field: 'twilioNumber', because: 'resting', until: number.restsUntil })
  }
  throw new Conflicted({ field: 'twilioNumber', because: 'reserved' })
}

/**
 * A number that a client had rests, so that its customers do not reach a stranger; one that was only reserved for it
 * is available again.
 */
export async function releaseNumbersOf(tx: PrismaTx, clientId: string, now: Date): Promise<void> {
  const free = { clientId: null, assignedAt: null }
  const restsUntil = new Date(now.getTime() + RESTING_DAYS * DAY_MS)
  await tx.poolNumber.updateMany({
    where: { clientId, status: 'RESERVED' },
    data: { ...free, status: 'AVAILABLE' },
  })
  await tx.poolNumber.updateMany({ where: { clientId }, data: { ...free, status: 'RESTING', restsUntil } })
}

/** Who has the phone or the number, by any of the three places where one can be known. null: nobody (any more). */
export async function findConflict(
  tx: PrismaTx,
  wanted: { phoneNumber?: string | undefined; twilioNumber?: string | null | undefined; exceptClientId?: string },
): Promise<Conflict | null> {
  for (const field of ['phoneNumber', 'twilioNumber'] as const) {
    const number = wanted[field]
    if (!number) continue
    const holder = await tx.client.findFirst({
      where: {
        OR: [{ phoneNumber: number }, { twilioNumber: number }],
        ...(wanted.exceptClientId ? { NOT: { id: wanted.exceptClientId } } : {}),
      },
      orderBy: { createdAt: 'asc' },
    })
    if (holder) {
      const because = holder.phoneNumber === number ? 'owner-of' : 'number-of'
      return { field, because, clientId: holder.id, businessName: holder.businessName }
    }
    if (field === 'phoneNumber') {
      const ours = await tx.poolNumber.findUnique({ where: { phoneE164: number } })
      if (ours) return { field, because: 'ours', role: ours.role }
    }
  }
  return null
}
