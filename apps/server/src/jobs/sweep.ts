/** What the queue should have brought and did not. Doubles do no harm: rows decide, jobs only look. */
import { dueAfterSetBack, findLateMessages, findLateTexts, releaseAccountHolds } from '@jobrun/db/path/sweep'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { derivedId } from '@jobrun/domain/ids'
import type { Events } from '../events.ts'

export interface SweepDeps {
  pool: Pool
  queue: Pick<Queue, 'queueTurns' | 'queueDeliveries' | 'wake'>
  now: () => Date
  events: Pick<Events, 'swept'>
}

export async function sweep(deps: SweepDeps): Promise<void> {
  const now = deps.now()
  const texts = await sweepTexts(deps, now)
  await dueAfterSetBack(deps.pool, now)
  const messages = [...(await releaseAccountHolds(deps.pool)), ...(await findLateMessages(deps.pool, now))]
  const tenSeconds = Math.floor(now.getTime() / 10_000)
  await deps.queue.queueDeliveries(deps.pool, messages, { name: `sweep ${tenSeconds}`, now })
  if (messages.length > 0) deps.queue.wake('deliver', now, now)
  if (texts + messages.length > 0) deps.events.swept({ texts, messages: messages.length })
}

async function sweepTexts(deps: SweepDeps, now: Date): Promise<number> {
  return inTransaction(deps.pool, async (tx) => {
    const late = await findLateTexts(tx, now)
    const jobs = late.map(({ id, sweeps, ...turn }) => ({ id: derivedId(id, `sweep ${sweeps}`), ...turn, afterMs: 0 }))
    await deps.queue.queueTurns(tx, jobs)
    return late.length
  })
}
