/** A client as operators see it. */
import type { getClient } from '@jobrun/contracts/clients'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import type { ClientRow } from '@jobrun/db/operator/clients'
import { inForce } from '@jobrun/db/operator/switches'
import type { Fact } from '@jobrun/domain/grounding/fact'
import { inShort } from '@jobrun/domain/grounding/summary'
import { isLive, isPaid, missingOf } from '@jobrun/domain/pipeline/guard'

export function showClient({ settings, facts, ...client }: ClientRow, now: Date): OutputOf<typeof getClient> {
  const missing = missingOf(client)
  const switches = inForce({ notificationsPaused: false, notificationsPausedUntil: null, ...settings, ...client }, now)
  return {
    ...client,
    aiDailyBudgetUsd: client.aiDailyBudgetMicroUsd === null ? null : client.aiDailyBudgetMicroUsd / 1_000_000,
    facts: inShort(facts as ((typeof facts)[number] & Pick<Fact, 'kind'>)[]),
    missing,
    live: isLive({ missing, paid: isPaid(client, now) }),
    outboundPaused: switches.outboundPaused.on,
    aiDisabled: switches.aiDisabled.on,
    notificationsPaused: switches.notificationsPaused.on,
  }
}
