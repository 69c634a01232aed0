/** What the queue should have brought and did not. Doubles do no harm: rows decide, jobs only look. */
import { findLateMessages, findLateTexts, readAges, releaseAccountHolds } from '@jobrun/db/path/sweep'
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

export interface LatenessDeps {
  pool: Pool
  queue: Pick<Queue, 'blockedKeys'>
  now: () => Date
  /** Tells the founder, once per type, subject and day. */
  alert: (type: string, subject: string, words: string) => Promise<void>
}

const LATE_SECONDS = 300

export async function sweep(deps: SweepDeps): Promise<void> {
  const now = deps.now()
  const texts = await sweepTexts(deps, now)
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

/** What sweeping does not mend, somebody has to hear of. */
export async function raiseLateness(deps: LatenessDeps): Promise<void> {
  const { oldestTextSeconds, oldestSendingSeconds } = await readAges(deps.pool, deps.now())
  const minutes = (seconds: number) => Math.floor(seconds / 60)
  if ((oldestTextSeconds ?? 0) > LATE_SECONDS) {
    await deps.alert(
      'OUTBOX_LATE',
      'unanswered',
      `a text has waited ${minutes(oldestTextSeconds ?? 0)} min for its answer.`,
    )
  }
  if ((oldestSendingSeconds ?? 0) > LATE_SECONDS) {
    await deps.alert(
      'OUTBOX_LATE',
      'unsettled',
      `a message has been on its way for ${minutes(oldestSendingSeconds ?? 0)} min.`,
    )
  }
  const blocked = await deps.queue.blockedKeys()
  if (blocked > 0) await deps.alert('OUTBOX_LATE', 'blocked', `${blocked} conversations are blocked in the queue.`)
}
