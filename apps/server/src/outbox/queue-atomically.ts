/** Work that queues messages: rows and jobs in one transaction, and this process's workers woken once it holds. */
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { inTransaction, type Pool, type Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'

export interface QueueingDeps {
  pool: Pool
  queue: Pick<Queue, 'queueDeliveries' | 'wake'>
  now: () => Date
}

export async function queueAtomically(deps: QueueingDeps, work: (tx: Tx) => Promise<QueuedMessage[]>): Promise<void> {
  const now = deps.now()
  const queued = await inTransaction(deps.pool, async (tx) => {
    const messages = await work(tx)
    await deps.queue.queueDeliveries(tx, messages, { name: `again ${now.getTime()}`, now })
    return messages
  })
  for (const { notBefore } of queued) deps.queue.wake('deliver', notBefore ?? now, now)
}
