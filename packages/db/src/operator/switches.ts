/** Kill switches: as they stand, and each change of one with its row in the log, in the same transaction. */
import { isOn, type Switches } from '@jobrun/domain/outbox/gate'
import { type PrismaClient, type PrismaTx, patient } from '../prisma.ts'
import { type AuditValue, audit } from './audit.ts'
import { after, type Listed, listed, type Page, take } from './page.ts'

export const switchNames = ['outboundPaused', 'aiDisabled', 'notificationsPaused'] as const satisfies (keyof Switches)[]
export type SwitchName = (typeof switchNames)[number]

export interface TimedSwitch {
  on: boolean
  /** null: without an end, or off */
  until: Date | null
}
export type TimedSwitches = Record<SwitchName, TimedSwitch>

export interface SwitchesChange {
  turn: Partial<Record<SwitchName, boolean>>
  reason: string
  actor: string
  actorId?: string | null
  expiresAt: Date | null
  now: Date
}

type Columns = { [Name in SwitchName]: boolean } & { [Name in `${SwitchName}Until`]: Date | null }

export const allOff: Columns = {
  outboundPaused: false,
  outboundPausedUntil: null,
  aiDisabled: false,
  aiDisabledUntil: null,
  notificationsPaused: false,
  notificationsPausedUntil: null,
}

/** A switch whose end has come is off, whether or not anybody has swept it. */
export function inForce(columns: Columns, now: Date): TimedSwitches {
  const one = (name: SwitchName): TimedSwitch => {
    const until = columns[`${name}Until`]
    return isOn({ on: columns[name], until }, now) ? { on: true, until } : { on: false, until: null }
  }
  return {
    outboundPaused: one('outboundPaused'),
    aiDisabled: one('aiDisabled'),
    notificationsPaused: one('notificationsPaused'),
  }
}

export async function fleetSwitches(prisma: PrismaTx, now: Date): Promise<TimedSwitches> {
  return inForce((await prisma.fleetSwitches.findUnique({ where: { id: 1 } })) ?? allOff, now)
}

export function changeFleetSwitches(prisma: PrismaClient, change: SwitchesChange): Promise<TimedSwitches> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`insert into fleet_switches (id) values (1) on conflict do nothing`
    await tx.$queryRaw`select 1 from fleet_switches where id = 1 for update`
    const { next, changed } = turned(await fleetSwitches(tx, change.now), change)
    if (changed.length > 0) {
      await tx.fleetSwitches.update({ where: { id: 1 }, data: columnsOf(next, switchNames) })
      await logChanges(tx, null, { changed, change })
    }
    return next
  }, patient)
}

/** null: no such client. */
export function changeClientSwitches(
  prisma: PrismaClient,
  clientId: string,
  change: SwitchesChange,
): Promise<{ own: TimedSwitches; fleet: TimedSwitches } | null> {
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from clients where id = ${clientId}::uuid for update`
    const client = await tx.client.findUnique({ where: { id: clientId }, include: { settings: true } })
    if (!client) return null
    const before = inForce({ ...allOff, ...client.settings, ...client }, change.now)
    const { next, changed } = turned(before, change)
    if (changed.length > 0) {
      await keepClientSwitches(tx, clientId, next)
      await logChanges(tx, clientId, { changed, change })
    }
    return { own: next, fleet: await fleetSwitches(tx, change.now) }
  }, patient)
}

async function keepClientSwitches(tx: PrismaTx, clientId: string, next: TimedSwitches): Promise<void> {
  await tx.client.update({ where: { id: clientId }, data: columnsOf(next, ['outboundPaused', 'aiDisabled']) })
  const notifications = columnsOf(next, ['notificationsPaused'])
  await tx.clientSettings.upsert({
    where: { clientId },
    create: { clientId, ...notifications },
    update: notifications,
  })
}

interface Changed {
  name: SwitchName
  from: TimedSwitch
  to: TimedSwitch
}

/** What really changes: on or off, or when it ends. */
function turned(
  before: TimedSwitches,
  { turn, expiresAt }: SwitchesChange,
): { next: TimedSwitches; changed: Changed[] } {
  const next = { ...before }
  const changed: Changed[] = []
  for (const name of switchNames) {
    const wanted = turn[name]
    if (wanted === undefined) continue
    const to = { on: wanted, until: wanted ? expiresAt : null }
    const { on, until } = before[name]
    if (on === to.on && until?.getTime() === to.until?.getTime()) continue
    next[name] = to
    changed.push({ name, from: before[name], to })
  }
  return { next, changed }
}

function columnsOf(switches: TimedSwitches, names: readonly SwitchName[]): Partial<Columns> {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, switches[name].on],
      [`${name}Until`, switches[name].until],
    ]),
  )
}

async function logChanges(
  tx: PrismaTx,
  clientId: string | null,
  { changed, change }: { changed: readonly Changed[]; change: SwitchesChange },
): Promise<void> {
  const { reason, actor, now } = change
  await tx.switchLogEntry.createMany({
    data: changed.map(({ name, from, to }) => ({
      clientId,
      switch: name,
      fromValue: from.on,
      toValue: to.on,
      reason,
      actor,
      expiresAt: to.until,
      createdAt: now,
    })),
  })
  const shown = (pick: (one: Changed) => AuditValue) => Object.fromEntries(changed.map((one) => [one.name, pick(one)]))
  await audit(tx, change, {
    action: 'switches.change',
    subjectType: clientId ? 'client' : 'fleet',
    subjectId: clientId ?? 'fleet',
    clientId,
    before: shown(({ from }) => ({ on: from.on, until: from.until })),
    after: shown(({ to }) => ({ on: to.on, until: to.until })),
  })
}

/** clientId null: the fleet's. */
export async function listSwitchLog(prisma: PrismaClient, clientId: string | null, page: Page) {
  const rows = await prisma.switchLogEntry.findMany({
    where: { clientId, ...after('createdAt', page) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take(page),
  })
  return listed(rows, page) satisfies Listed<unknown>
}

export type SwitchLogRow = Awaited<ReturnType<typeof listSwitchLog>>['rows'][number]
