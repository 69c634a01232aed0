/** The kill switches, of one client and of the fleet. */
import type { InputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/switches'
import { findClient } from '@jobrun/db/operator/clients'
import * as switches from '@jobrun/db/operator/switches'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { type Refusal, refuse } from '../http/problem.ts'
import { byCaller } from './by.ts'
import { refuseUnknownClient } from './conflict-words.ts'
import { pageAsked, showPage } from './show-page.ts'

export function switchRoutes(deps: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  const { prisma } = deps
  return [
    on(contract.changeClientSwitches, async ({ params, body }) => {
      const now = deps.now()
      const late = refuseLateExpiry(body, now)
      if (late) return late
      const stand = await switches.changeClientSwitches(prisma, params.id, changeOf(body, now))
      return stand
        ? { clientId: params.id, ...show(stand.own), inForce: either(stand) }
        : refuseUnknownClient(params.id)
    }),
    on(contract.changeFleetSwitches, async ({ body }) => {
      const now = deps.now()
      return refuseLateExpiry(body, now) ?? show(await switches.changeFleetSwitches(prisma, changeOf(body, now)))
    }),
    on(contract.getFleetSwitches, async () => show(await switches.fleetSwitches(prisma, deps.now()))),
    on(contract.listClientSwitchLog, async ({ params, query }) => {
      if (!(await findClient(prisma, params.id))) return refuseUnknownClient(params.id)
      return showLog(await switches.listSwitchLog(prisma, params.id, pageAsked(query)))
    }),
    on(contract.listFleetSwitchLog, async ({ query }) =>
      showLog(await switches.listSwitchLog(prisma, null, pageAsked(query))),
    ),
  ]
}

type Change = InputOf<typeof contract.changeFleetSwitches>['body']

function changeOf({ reason, expiresAt, ...turn }: Change, now: Date): switches.SwitchesChange {
  const named = Object.fromEntries(Object.entries(turn).filter(([, on]) => on !== undefined))
  return { turn: named, ...byCaller(reason, now), expiresAt: expiresAt ?? null }
}

function refuseLateExpiry({ expiresAt }: Change, now: Date): Refusal | null {
  if (!expiresAt || expiresAt > now) return null
  const message = `This moment has passed: give one after ${now.toISOString()}, or leave it out.`
  return refuse(422, `expiresAt: ${message}`, { errors: [{ path: 'expiresAt', message }] })
}

function show({ outboundPaused, aiDisabled, notificationsPaused }: switches.TimedSwitches) {
  return {
    outboundPaused: outboundPaused.on,
    outboundPausedUntil: outboundPaused.until,
    aiDisabled: aiDisabled.on,
    aiDisabledUntil: aiDisabled.until,
    notificationsPaused: notificationsPaused.on,
    notificationsPausedUntil: notificationsPaused.until,
  }
}

function either({ own, fleet }: { own: switches.TimedSwitches; fleet: switches.TimedSwitches }) {
  return {
    outboundPaused: own.outboundPaused.on || fleet.outboundPaused.on,
    aiDisabled: own.aiDisabled.on || fleet.aiDisabled.on,
    notificationsPaused: own.notificationsPaused.on || fleet.notificationsPaused.on,
  }
}

function showLog(listed: Awaited<ReturnType<typeof switches.listSwitchLog>>) {
  const entry = (row: switches.SwitchLogRow) => ({
    id: row.id,
    clientId: row.clientId,
    switch: row.switch as switches.SwitchName,
    from: row.fromValue,
    to: row.toValue,
    reason: row.reason,
    actor: row.actor,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
  })
  return showPage(listed, entry, (row) => ({ at: row.createdAt, id: row.id }))
}
