/** Clients by hand: made, read, changed. */
import * as contract from '@jobrun/contracts/clients'
import type { InputOf } from '@jobrun/contracts/endpoint'
import * as clients from '@jobrun/db/operator/clients'
import type { PrismaClient } from '@jobrun/db/prisma'
import { type ContractRoute, on } from '../http/contract-route.ts'
import { byCaller } from './by.ts'
import { callerNow } from './caller.ts'
import { refuseConflict, refuseUnknownClient } from './conflict-words.ts'
import { showClient } from './show-client.ts'
import { pageAsked, showPage } from './show-page.ts'

export function clientRoutes(deps: { prisma: PrismaClient; now: () => Date }): ContractRoute[] {
  const { prisma } = deps
  return [
    on(contract.createClient, async ({ body }) => {
      const now = deps.now()
      const kept = await clients.createClient(prisma, wholeClient(body), byCaller(body.reason ?? null, now))
      return kept.ok ? showClient(kept.client, now) : refuseConflict(kept.conflict)
    }),
    on(contract.listClients, async ({ query }) => {
      const now = deps.now()
      const listed = await clients.listClients(prisma, pageAsked(query), { ...query, only: callerNow().clientIds })
      return showPage(
        listed,
        (row) => showClient(row, now),
        (row) => ({ at: row.createdAt, id: row.id }),
      )
    }),
    on(contract.getClient, async ({ params }) => {
      const client = await clients.findClient(prisma, params.id)
      return client ? showClient(client, deps.now()) : refuseUnknownClient(params.id)
    }),
    on(contract.changeClient, async ({ params, body }) => {
      const now = deps.now()
      const { reason, ...change } = body
      const by = byCaller(reason ?? null, now)
      const kept = await clients.changeClient(prisma, params.id, { change: named(change), by })
      if (!kept) return refuseUnknownClient(params.id)
      return kept.ok ? showClient(kept.client, now) : refuseConflict(kept.conflict)
    }),
  ]
}

type NewBody = InputOf<typeof contract.createClient>['body']
type ChangeBody = Omit<InputOf<typeof contract.changeClient>['body'], 'reason'>

function wholeClient(body: NewBody): clients.NewClient {
  return {
    businessName: body.businessName,
    ownerName: body.ownerName ?? null,
    phoneNumber: body.phoneNumber,
    ownerEmail: body.ownerEmail ?? null,
    twilioNumber: body.twilioNumber ?? null,
    region: body.region,
    timezone: body.timezone,
    bookingUrl: body.bookingUrl ?? null,
    notificationPreference: body.notificationPreference ?? null,
    forwardingEnabled: body.forwardingEnabled ?? false,
    paymentActive: body.paymentActive ?? false,
    aiDailyBudgetMicroUsd: microOf(body.aiDailyBudgetUsd ?? null),
    facts: body.facts ?? [],
  }
}

/** Only what was named: a field that is absent must not be emptied. */
function named({ aiDailyBudgetUsd, ...fields }: ChangeBody): clients.ClientChange {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return {
    ...given,
    ...(aiDailyBudgetUsd === undefined ? {} : { aiDailyBudgetMicroUsd: microOf(aiDailyBudgetUsd) }),
  }
}

function microOf(dollars: number | null): number | null {
  return dollars === null ? null : Math.round(dollars * 1_000_000)
}
