/** Clients as operators make, read and change them. Each change is one transaction with everything that follows from it. */
import type { WrittenFact } from '@jobrun/domain/grounding/fact'
import type { Region } from '@jobrun/domain/region'
import type { Prisma } from '../generated/client.ts'
import { isDeadlocked, isTaken, type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { type AuditValue, audit, type By, differences } from './audit.ts'
import { assignNumber, type Conflict, Conflicted, findConflict, releaseNumbersOf } from './numbers.ts'
import { beginOnboarding, followOnboarding, isComplete } from './onboarding.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'

export interface ClientFields {
  businessName: string
  ownerName: string | null
  phoneNumber: string
  ownerEmail: string | null
  twilioNumber: string | null
  region: Region
  timezone: string
  bookingUrl: string | null
  notificationPreference: string | null
  forwardingEnabled: boolean
  paymentActive: boolean
  aiDailyBudgetMicroUsd: number | null
}

export interface NewClient extends ClientFields {
  facts: readonly WrittenFact[]
}

export type ClientChange = Partial<ClientFields>

export type ClientRow = Prisma.ClientGetPayload<{ include: typeof withSettings }>

export type Kept = { ok: true; client: ClientRow } | { ok: false; conflict: Conflict }

const withSettings = {
  settings: true,
  facts: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.ClientInclude

export function findClient(prisma: PrismaTx, id: string): Promise<ClientRow | null> {
  return prisma.client.findUnique({ where: { id }, include: withSettings })
}

export interface ClientsAsked {
  search?: string | undefined
  signedUp?: boolean | undefined
  ids?: readonly string[] | undefined
  /** Those that the caller may see; null: all. */
  only?: readonly string[] | null
}

export async function listClients(
  prisma: PrismaClient,
  page: Page,
  { search, signedUp, ids, only = null }: ClientsAsked = {},
): Promise<Listed<ClientRow>> {
  const rows = await prisma.client.findMany({
    where: {
      AND: [
        after('createdAt', page),
        signedUp === undefined ? {} : { onboardingComplete: signedUp },
        search ? { OR: foundBy(search) } : {},
        ids ? { id: { in: [...ids] } } : {},
        only ? { id: { in: [...only] } } : {},
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
    include: withSettings,
  })
  return listed(rows, page)
}

function foundBy(search: string): Prisma.ClientWhereInput[] {
  const contains = { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
  const digits = search.replace(/[^\d]/g, '').replace(/^0+/, '')
  const byNumber =
    digits.length < 3 ? [] : [{ phoneNumber: { contains: digits } }, { twilioNumber: { contains: digits } }]
  return [{ businessName: contains }, { ownerName: contains }, ...byNumber]
}

/** Of many at once with one phone or number, one is made; the others are told whose it is. */
export function createClient(prisma: PrismaClient, client: NewClient, by: By): Promise<Kept> {
  return settleConflicts(prisma, client, (tx) => insertClient(tx, client, by))
}

async function insertClient(tx: PrismaTx, client: NewClient, by: By): Promise<ClientRow> {
  const { facts, ...fields } = client
  const { now } = by
  const conflict = await findConflict(tx, client)
  if (conflict) throw new Conflicted(conflict)
  const { id } = await tx.client.create({
    data: {
      ...fields,
      onboardingComplete: isComplete(fields),
      ...(fields.paymentActive ? { billingState: 'ACTIVE' } : {}),
      createdAt: now,
      updatedAt: now,
      settings: { create: { updatedAt: now } },
      facts: { create: facts.map((fact, at) => ({ ...fact, createdAt: inOrder(now, at), updatedAt: now })) },
    },
  })
  await beginOnboarding(tx, id, fields, now)
  if (fields.twilioNumber) {
    await assignNumber(tx, { number: fields.twilioNumber, clientId: id, region: fields.region, now })
  }
  const made = await tx.client.findUniqueOrThrow({ where: { id }, include: withSettings })
  await audit(tx, by, {
    ...clientSubject('client.create', id),
    before: null,
    after: { ...auditedOf(made), facts: [...facts] },
  })
  return made
}

/** Rows made at one moment, listed as they were written. */
function inOrder(now: Date, at: number): Date {
  return new Date(now.getTime() + at)
}

function clientSubject(action: string, id: string) {
  return { action, subjectType: 'client', subjectId: id, clientId: id }
}

const audited = [
  'businessName',
  'ownerName',
  'phoneNumber',
  'ownerEmail',
  'twilioNumber',
  'region',
  'timezone',
  'bookingUrl',
  'notificationPreference',
  'forwardingEnabled',
  'paymentActive',
  'billingState',
  'graceUntil',
  'aiDailyBudgetMicroUsd',
  'onboardingComplete',
] as const

type Audited = { [Field in (typeof audited)[number]]: AuditValue }

function auditedOf(client: ClientRow): Audited {
  return Object.fromEntries(audited.map((field) => [field, client[field]])) as Audited
}

/** null: no such client. */
export async function changeClient(
  prisma: PrismaClient,
  id: string,
  { change, by }: { change: ClientChange; by: By },
): Promise<Kept | null> {
  try {
    return await settleConflicts(prisma, { ...change, exceptClientId: id }, (tx) =>
      updateClient(tx, id, { change, by }),
    )
  } catch (error) {
    if (error instanceof NoSuchClient) return null
    throw error
  }
}

class NoSuchClient extends Error {}

async function updateClient(
  tx: PrismaTx,
  id: string,
  { change, by }: { change: ClientChange; by: By },
): Promise<ClientRow> {
  const { now } = by
  await tx.$queryRaw`select 1 from clients where id = ${id}::uuid for update`
  const before = await findClient(tx, id)
  if (!before) throw new NoSuchClient()
  const conflict = await findConflict(tx, { ...change, exceptClientId: id })
  if (conflict) throw new Conflicted(conflict)
  const next = { ...before, ...change, region: (change.region ?? before.region) as Region }
  if (next.twilioNumber !== null && next.twilioNumber === next.phoneNumber) {
    throw new Conflicted({ field: 'twilioNumber', because: 'owner-of', clientId: id, businessName: next.businessName })
  }
  await tx.client.update({
    where: { id },
    data: { ...change, ...billingFor(change), onboardingComplete: isComplete(next), updatedAt: now },
  })
  await followOnboarding(tx, { clientId: id, before, after: next }, now)
  if (next.twilioNumber !== before.twilioNumber) {
    await releaseNumbersOf(tx, id, now)
    if (next.twilioNumber) await assignNumber(tx, { number: next.twilioNumber, clientId: id, region: next.region, now })
  }
  const changed = await tx.client.findUniqueOrThrow({ where: { id }, include: withSettings })
  const difference = differences(auditedOf(before), auditedOf(changed), audited)
  if (difference) await audit(tx, by, { ...clientSubject('client.change', id), ...difference })
  return changed
}

/** By hand: paid is ACTIVE, unpaid is SUSPENDED at once, without days of grace. */
function billingFor({ paymentActive }: ClientChange) {
  if (paymentActive === undefined) return {}
  return { billingState: paymentActive ? 'ACTIVE' : 'SUSPENDED', graceUntil: null }
}

const MOST_TRIES = 4

/**
 * The database's unique keys decide who was first. A loser looks for who won; when that one has rolled back meanwhile,
 * or two changes waited for each other, it tries again.
 */
async function settleConflicts(
  prisma: PrismaClient,
  wanted: Parameters<typeof findConflict>[1],
  work: (tx: PrismaTx) => Promise<ClientRow>,
): Promise<Kept> {
  for (let tried = 1; ; tried++) {
    try {
      return { ok: true, client: await prisma.$transaction(work, patient) }
    } catch (error) {
      if (error instanceof Conflicted) return { ok: false, conflict: error.conflict }
      if (!isTaken(error) && !isDeadlocked(error)) throw error
      const conflict = await findConflict(prisma, wanted)
      if (conflict) return { ok: false, conflict }
      if (tried === MOST_TRIES) throw error
    }
  }
}
