/** Puts news of a client's billing into the outbox: to the owner by day, to the founder at once; each piece once. */
import { randomUUID } from 'node:crypto'
import type { BillingRow } from '@jobrun/db/billing/billing-rows'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import { type NewMessage, queueMessages } from '@jobrun/db/path/queue-message'
import type { Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import type { News } from '@jobrun/domain/billing/billing-news'
import type { Finding } from '@jobrun/domain/monitor/alert-types'
import { leavesAt } from '@jobrun/domain/outbox/quiet-hours'
import { measure } from '@jobrun/domain/outbox/segments'
import type { OurEnds } from '../outbox/told-messages.ts'

export interface TellDeps {
  queue: Pick<Queue, 'queueDeliveries'>
  onboarding: OurEnds
}

export async function tellNews(
  tx: Tx,
  { queue, onboarding: ends }: TellDeps,
  { row, news, now }: { row: BillingRow; news: readonly News[]; now: Date },
): Promise<void> {
  const messages = news.flatMap((one) => forOwner(ends, row, one, now))
  await raiseFindings(
    tx,
    news.flatMap((one) => forFounder(row, one)),
    now,
  )
  await queue.queueDeliveries(tx, await queueMessages(tx, messages), { name: 'first', now })
}

function forOwner(ends: OurEnds, row: BillingRow, { key, owner: body }: News, now: Date): NewMessage[] {
  if (body === null) return []
  const { clientId, ownerPhone: to, timezone, region } = row
  return [
    {
      id: randomUUID(),
      dedupeKey: `billing:${clientId}:${key}`,
      clientId,
      conversationId: null,
      purpose: 'owner-notice',
      from: ends.systemNumber,
      to,
      body,
      ...measure(body),
      notBefore: leavesAt('owner-notice', now, { timezone, region }),
    },
  ]
}

function forFounder({ clientId, businessName, ownerPhone }: BillingRow, { key, founder }: News): Finding[] {
  if (founder === null) return []
  const words = `${businessName} (${ownerPhone}) ${founder}`
  return [{ type: 'BILLING', subject: `${clientId} ${key}`, clientId, name: businessName, words }]
}
