/** Who is stuck in onboarding, as it is now, and of whom the founder wants to hear nothing. */
import type { OutputOf } from '@jobrun/contracts/endpoint'
import * as contract from '@jobrun/contracts/stuck-clients'
import { findWaitingOwners, type WaitingOwnerRow } from '@jobrun/db/monitor/waiting-owners'
import { muteClient } from '@jobrun/db/operator/mutes'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { stateFrom, stuckIn, thresholds, worstFirst } from '@jobrun/domain/monitor/stuck'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { byCaller } from './by.ts'
import { callerNow } from './caller.ts'
import { refuseUnknownClient } from './conflict-words.ts'

export interface StuckDeps {
  prisma: PrismaClient
  pool: Pool
  now: () => Date
}

const HOUR_MS = 3_600_000

export function stuckRoutes({ prisma, pool, now }: StuckDeps): ContractRoute[] {
  return [
    on(contract.listStuckClients, ({ query }) => showStuck(pool, now(), query)),
    on(contract.listTerminalClients, () => showStuck(pool, now(), { terminal: true })),
    on(contract.muteClient, async ({ params, body }) => {
      const at = now()
      const mutedUntil = body.hours > 0 ? new Date(at.getTime() + body.hours * HOUR_MS) : null
      const known = await muteClient(prisma, { clientId: params.id, until: mutedUntil }, byCaller(body.reason, at))
      return known ? { clientId: params.id, mutedUntil } : refuseUnknownClient(params.id)
    }),
  ]
}

type Shown = OutputOf<typeof contract.listStuckClients>
type Wanted = { severity?: 'LOW' | 'MEDIUM' | 'HIGH' | undefined; terminal?: boolean | undefined }

async function showStuck(pool: Pool, now: Date, { severity, terminal }: Wanted): Promise<Shown> {
  const rows = await findWaitingOwners(pool, thresholds(), now)
  const { clientIds } = callerNow()
  const clients = rows
    .filter(({ clientId }) => clientIds === null || clientIds.includes(clientId))
    .flatMap((row) => showOne(row, now))
    .filter((one) => (severity ?? one.severity) === one.severity && (terminal ?? one.isTerminal) === one.isTerminal)
    .toSorted((a, b) =>
      worstFirst(
        { severity: a.severity, minutes: a.timeInStateMinutes },
        { severity: b.severity, minutes: b.timeInStateMinutes },
      ),
    )
  const bySeverity = { LOW: 0, MEDIUM: 0, HIGH: 0 }
  const byState: Record<string, number> = {}
  for (const one of clients) {
    bySeverity[one.severity] += 1
    byState[one.currentState] = (byState[one.currentState] ?? 0) + 1
  }
  return { timestamp: now, total: clients.length, byState, bySeverity, clients }
}

function showOne(row: WaitingOwnerRow, now: Date): Shown['clients'] {
  const state = stateFrom(row.state)
  const stuck = stuckIn({ state, enteredAt: row.enteredAt }, now)
  if (!stuck) return []
  return [
    {
      clientId: row.clientId,
      phoneNumber: row.phone,
      businessName: row.businessName,
      currentState: state,
      timeInStateMinutes: stuck.minutes,
      timeInStateHuman: stuck.human,
      reason: stuck.reason,
      severity: stuck.severity,
      isTerminal: stuck.terminal,
      paymentActive: row.paymentActive,
      twilioNumberAssigned: row.twilioNumber,
      lastUpdated: row.lastUpdated,
      stuckDetectedAt: row.stuckDetectedAt,
    },
  ]
}
