/** Incidents with the founder's texts about them, and what operators do about them. */
import type { Prisma } from '../generated/client.ts'
import { type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { audit, type By } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'
import { type Whose, whoseRows } from './whose.ts'

export type IncidentState = 'OPEN' | 'ACKNOWLEDGED' | 'MUTED' | 'CLOSED'

export interface AlertFilter {
  type: string | undefined
  severity: string | undefined
  state: IncidentState | undefined
  whose: Whose
}

const mute = { client: { select: { mute: true } } } as const
type WithMute = Prisma.IncidentGetPayload<{ include: typeof mute }>
export type AlertText = Prisma.AlertLogGetPayload<object>
/** Its own `texts` is how many there were. */
export type AlertRow = WithMute & { told: AlertText[] }

const TEXTS_SHOWN = 10

export async function listAlerts(
  prisma: PrismaClient,
  of: AlertFilter,
  page: Page,
  now: Date,
): Promise<Listed<AlertRow>> {
  const rows = await prisma.incident.findMany({
    where: {
      ...(of.type ? { alertType: of.type } : {}),
      ...(of.severity ? { severity: of.severity } : {}),
      ...whoseRows(of.whose),
      AND: [whereState(of.state, now), after('openedAt', page)],
    },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: take(page),
    include: mute,
  })
  const found = listed(rows, page)
  return { ...found, rows: await withTexts(prisma, found.rows) }
}

function whereState(state: IncidentState | undefined, now: Date): Prisma.IncidentWhereInput {
  const muted = { OR: [{ mutedUntil: { gt: now } }, { client: { mute: { until: { gt: now } } } }] }
  // Not the NOT of it: where there is no mute, SQL does not know whether it lasts, and leaves the row out.
  const heard = [
    { OR: [{ mutedUntil: null }, { mutedUntil: { lte: now } }] },
    { OR: [{ clientId: null }, { client: { mute: null } }, { client: { mute: { until: { lte: now } } } }] },
  ]
  switch (state) {
    case undefined:
      return {}
    case 'CLOSED':
      return { closedAt: { not: null } }
    case 'ACKNOWLEDGED':
      return { closedAt: null, acknowledgedAt: { not: null } }
    case 'MUTED':
      return { closedAt: null, acknowledgedAt: null, ...muted }
    case 'OPEN':
      return { closedAt: null, acknowledgedAt: null, AND: heard }
  }
}

async function withTexts(prisma: PrismaTx, rows: readonly WithMute[]): Promise<AlertRow[]> {
  if (rows.length === 0) return []
  const texts = await prisma.alertLog.findMany({
    where: { incidentIds: { hasSome: rows.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: rows.length * TEXTS_SHOWN,
  })
  return rows.map((row) => ({
    ...row,
    told: texts.filter(({ incidentIds }) => incidentIds.includes(row.id)).slice(0, TEXTS_SHOWN),
  }))
}

/** By id, or by the number that texts call it by. */
function named(idOrNumber: string): Prisma.IncidentWhereUniqueInput {
  return /^\d+$/.test(idOrNumber) ? { number: Number(idOrNumber) } : { id: idOrNumber }
}

export async function findAlert(prisma: PrismaTx, idOrNumber: string): Promise<AlertRow | null> {
  const row = await prisma.incident.findUnique({ where: named(idOrNumber), include: mute })
  return row ? ((await withTexts(prisma, [row]))[0] ?? null) : null
}

export type AlertAct = 'ack' | 'resolve'

/** null: there is none. What is so already stays as it was. */
export function actOnAlert(
  prisma: PrismaClient,
  idOrNumber: string,
  { act, by }: { act: AlertAct; by: By },
): Promise<AlertRow | null> {
  return prisma.$transaction(async (tx) => {
    const row = await tx.incident.findUnique({ where: named(idOrNumber) })
    if (!row) return null
    const data = act === 'ack' ? { acknowledgedAt: by.now } : { closedAt: by.now }
    const { count } = await tx.incident.updateMany({
      where: { id: row.id, closedAt: null, ...(act === 'ack' ? { acknowledgedAt: null } : {}) },
      data: { ...data, ...(by.reason ? { note: by.reason } : {}) },
    })
    if (count > 0) {
      await audit(tx, by, {
        action: act === 'ack' ? 'alert.acknowledge' : 'alert.resolve',
        subjectType: 'incident',
        subjectId: row.id,
        clientId: row.clientId,
        before: null,
        after: { type: row.alertType, number: row.number },
      })
    }
    return findAlert(tx, row.id)
  }, patient)
}

export function silence(prisma: PrismaClient, until: Date, by: By & { reason: string }): Promise<Date> {
  return prisma.$transaction(async (tx) => {
    const { actor, reason, now } = by
    const { id } = await tx.alertSilence.create({ data: { reason, actor, startsAt: now, endsAt: until } })
    const about = { action: 'alerts.silence', subjectType: 'silence', subjectId: id, clientId: null }
    await audit(tx, by, { ...about, before: null, after: { until } })
    return until
  }, patient)
}

/** Every silence that lasts ends now. */
export function endSilences(prisma: PrismaClient, by: By): Promise<void> {
  return prisma.$transaction(async (tx) => {
    const lasting = { endsAt: { gt: by.now } }
    const ended = await tx.alertSilence.findMany({ where: lasting })
    if (ended.length === 0) return
    await tx.alertSilence.updateMany({ where: { ...lasting, startsAt: { lte: by.now } }, data: { endsAt: by.now } })
    for (const { id, endsAt } of ended) {
      const about = { action: 'alerts.unsilence', subjectType: 'silence', subjectId: id, clientId: null }
      await audit(tx, by, { ...about, before: { until: endsAt }, after: null })
    }
  }, patient)
}

const MOST_COUNTED = 10_000

/** Newest first. */
export function listSent(prisma: PrismaClient, since: Date): Promise<AlertText[]> {
  return prisma.alertLog.findMany({
    where: { createdAt: { gt: since } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_COUNTED,
  })
}
