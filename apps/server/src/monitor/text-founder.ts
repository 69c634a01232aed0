/** Puts what the alert policy plans into the outbox, each text claimed in the transaction that queues it. */
import { randomUUID } from 'node:crypto'
import { claimText, escalate, readAlertFacts } from '@jobrun/db/monitor/alerts'
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { queueMessages } from '@jobrun/db/path/queue-message'
import type { Tx } from '@jobrun/db/pool'
import { planAlerts } from '@jobrun/domain/monitor/alert-policy'
import { type CopyChannel, copiesOf } from '@jobrun/domain/monitor/copies'
import { alertMessage, type OurEnds } from '../outbox/told-messages.ts'

/** Under the lock of alerts. Gives what it queued. */
export async function textFounder(
  tx: Tx,
  deps: OurEnds & { copyChannels: readonly CopyChannel[] },
  now: Date,
): Promise<QueuedMessage[]> {
  const { texts, escalated } = planAlerts(await readAlertFacts(tx, now), now)
  await escalate(tx, escalated, now)
  const queued: QueuedMessage[] = []
  for (const text of texts) {
    const outboxId = randomUUID()
    const copies = copiesOf(text.severity, deps.copyChannels)
    if (!(await claimText(tx, text, { outboxId, copies, now }))) continue
    const message = { ...alertMessage(deps, { key: outboxId, body: text.body }), id: outboxId }
    queued.push(...(await queueMessages(tx, [message])))
  }
  return queued
}
