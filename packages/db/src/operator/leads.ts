/** Leads, read and put right by hand; each change with its row in the lead's history and in the audit log. */
import type { LeadState } from '@jobrun/domain/pipeline/turn'
import type { Prisma } from '../generated/client.ts'
import { isTaken, type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { audit, type By, differences } from './audit.ts'
import { after, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

const withPhone = { conversation: { select: { phone: true } } } as const
export type LeadRow = Prisma.LeadGetPayload<{ include: typeof withPhone }>

export async function listLeads(prisma: PrismaClient, of: { whose: Whose; state: LeadState | undefined }, page: Page) {
  const rows = await prisma.lead.findMany({
    where: {
      ...whoseRows(of.whose),
      ...(of.state ? { state: of.state } : {}),
      ...after('openedAt', page),
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: take(page),
    include: withPhone,
  })
  return listed(rows, page)
}

const factFields = ['jobType', 'urgency', 'location', 'requestedTime', 'name', 'extraDetails'] as const
export type LeadFacts = Record<(typeof factFields)[number], string | null>

export interface LeadChangeByHand extends Partial<LeadFacts> {
  state?: LeadState
}

export type ChangedLead =
  | { kind: 'changed'; lead: LeadRow }
  | { kind: 'unknown' }
  /** It cannot be opened again while its customer has another open one. */
  | { kind: 'another-open' }

export async function changeLead(
  prisma: PrismaClient,
  id: string,
  { change, by }: { change: LeadChangeByHand; by: By & { reason: string } },
): Promise<ChangedLead> {
  try {
    return await prisma.$transaction((tx) => updateLead(tx, id, { change, by }), patient)
  } catch (error) {
    if (isTaken(error)) return { kind: 'another-open' }
    throw error
  }
}

async function updateLead(
  tx: PrismaTx,
  id: string,
  { change, by }: { change: LeadChangeByHand; by: By & { reason: string } },
): Promise<ChangedLead> {
  await tx.$queryRaw`select 1 from leads where id = ${id}::uuid for update`
  const before = await tx.lead.findUnique({ where: { id }, include: withPhone })
  if (!before) return { kind: 'unknown' }
  const lead = await tx.lead.update({
    where: { id },
    data: { ...change, ...closingOf(before, change.state, by.now) },
    include: withPhone,
  })
  const changed = differences(before, lead, ['state', ...factFields])
  if (!changed) return { kind: 'changed', lead }
  const facts = factFields.filter((field) => before[field] !== lead[field])
  await tx.leadHistory.create({
    data: {
      leadId: id,
      clientId: lead.clientId,
      fromState: before.state,
      toState: lead.state,
      changes: Object.fromEntries(facts.map((field) => [field, { from: before[field], to: lead[field] }])),
      reason: by.reason,
      createdAt: by.now,
    },
  })
  const subject = { subjectType: 'lead', subjectId: id, clientId: lead.clientId }
  await audit(tx, by, { action: 'lead.change', ...subject, ...changed })
  return { kind: 'changed', lead }
}

function closingOf(before: { state: string }, state: LeadState | undefined, now: Date): { closedAt?: Date | null } {
  if (state === undefined || state === before.state) return {}
  return { closedAt: state === 'CLOSED' ? now : null }
}

/** null: no such lead. */
export async function listLeadHistory(prisma: PrismaClient, leadId: string, page: Page) {
  const lead = await prisma.lead.findUnique({ where: { id: leadId }, select: { id: true } })
  if (!lead) return null
  const rows = await prisma.leadHistory.findMany({
    where: { leadId, ...after('createdAt', page) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page)
}

export type LeadStep = NonNullable<Awaited<ReturnType<typeof listLeadHistory>>>['rows'][number]
