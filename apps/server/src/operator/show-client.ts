/** A client as operators see it. */
import type { getClient } from '@jobrun/contracts/clients'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { ClientRow } from '@jobrun/db/operator/clients'
import { inForce } from '@jobrun/db/operator/switches'
import { isLive, isPaid, missingOf } from '@jobrun/domain/pipeline/guard'
import type { ClientFacts } from '@jobrun/domain/pipeline/turn'

export function showClient({ settings, ...client }: ClientRow, now: Date): OutputOf<typeof getClient> {
  const missing = missingOf(client)
  const switches = inForce({ notificationsPaused: false, notificationsPausedUntil: null, ...settings, ...client }, now)
  return {
    ...client,
    aiDailyBudgetUsd: client.aiDailyBudgetMicroUsd === null ? null : client.aiDailyBudgetMicroUsd / 1_000_000,
    facts: wholeFacts((settings?.facts ?? {}) as Partial<ClientFacts>),
    missing,
    live: isLive({ missing, paid: isPaid(client, now) }),
    outboundPaused: switches.outboundPaused.on,
    aiDisabled: switches.aiDisabled.on,
    notificationsPaused: switches.notificationsPaused.on,
  }
}

interface WrittenFacts {
  services?: readonly string[] | undefined
  serviceArea?: string | null | undefined
  prices?: readonly string[] | undefined
  hours?: string | null | undefined
}

/** Each of the four is there, empty where it was not said. */
export function wholeFacts(facts: WrittenFacts): {
  services: string[]
  serviceArea: string | null
  prices: string[]
  hours: string | null
} {
  return {
    services: [...(facts.services ?? [])],
    serviceArea: facts.serviceArea ?? null,
    prices: [...(facts.prices ?? [])],
    hours: facts.hours ?? null,
  }
}
