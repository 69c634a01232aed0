/** What the gate has to know before an operator's act: the switches in force for a client, and who has opted out. */
import type { Switches } from '@jobrun/domain/outbox/gate'
import type { PrismaClient } from '../prisma.ts'
import { allOff, fleetSwitches, inForce } from './switches.ts'

/** clientId null: the fleet's alone. */
export async function switchesFor(prisma: PrismaClient, clientId: string | null, now: Date): Promise<Switches> {
  const [fleet, client] = await Promise.all([
    fleetSwitches(prisma, now),
    clientId ? prisma.client.findUnique({ where: { id: clientId }, include: { settings: true } }) : null,
  ])
  const own = inForce({ ...allOff, ...client?.settings, ...client }, now)
  return {
    outboundPaused: own.outboundPaused.on || fleet.outboundPaused.on,
    aiDisabled: own.aiDisabled.on || fleet.aiDisabled.on,
    notificationsPaused: own.notificationsPaused.on || fleet.notificationsPaused.on,
  }
}

/** null: from us. */
export interface FromWhom {
  clientId: string | null
  phone: string
}

/** Tells of each of these people whether they have opted out of that client's texts. */
export async function optedOutAmong(
  prisma: PrismaClient,
  people: readonly FromWhom[],
): Promise<(person: FromWhom) => boolean> {
  const phones = [...new Set(people.map(({ phone }) => phone))]
  const rows = await prisma.optOut.findMany({
    where: { phone: { in: phones }, optedOut: true },
    select: { clientId: true, phone: true },
  })
  const keyOf = ({ clientId, phone }: FromWhom) => `${phone} ${clientId ?? ''}`
  const out = new Set(rows.map(keyOf))
  return (person) => out.has(keyOf(person))
}
