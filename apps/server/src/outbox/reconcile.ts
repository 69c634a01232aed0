/**
 * Settles messages whose sending has no known end: Twilio shows them, or has been seen without them often enough.
 * Prefers a late reply to a double one.
 */
import {
  countUnseen,
  findUnsettled,
  releaseUnseen,
  settleAsSent,
  sidsOfOthers,
  type UnsettledMessage,
} from '@jobrun/db/path/reconcile-message'
import type { Carrier, SentText } from '@jobrun/domain/outbox/carrier'
import { isTooLate, mayBe, maySendAgain } from '@jobrun/domain/outbox/reconcile'
import type { Events } from '../events.ts'
import type { Aftermath } from './aftermath.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'
import type { RecordWord } from './record-word.ts'

export interface ReconcileDeps extends QueueingDeps {
  carrier: Pick<Carrier, 'listSent'>
  recordWord: RecordWord
  aftermath: Pick<Aftermath, 'refused'>
  events: Pick<Events, 'messageReconciled'>
}

const MOST_AT_ONCE = 50
const MOST_LISTED = 20

/** How many were settled. */
export async function reconcile(deps: ReconcileDeps): Promise<number> {
  let settled = 0
  for (const message of await findUnsettled(deps.pool, MOST_AT_ONCE)) if (await reconcileOne(deps, message)) settled++
  return settled
}

async function reconcileOne(deps: ReconcileDeps, message: UnsettledMessage): Promise<boolean> {
  const listed = await deps.carrier.listSent({ from: message.from, to: message.to, most: MOST_LISTED })
  if (listed === null) return false
  const found = await ownAmong(deps, message, listed)
  if (found) return settle(deps, message, found)
  if (!maySendAgain(message)) {
    if (message.unseen === 0) await countUnseen(deps.pool, message)
    return false
  }
  if (isTooLate(message)) {
    const detail = 'Twilio was asked again and again and never took it'
    await deps.aftermath.refused(message, { kind: 'refused', failure: 'unexplained', code: null, detail })
    return true
  }
  await queueAtomically(deps, async (tx) => {
    const released = await releaseUnseen(tx, message)
    return released ? [{ id: message.id, from: message.from, to: message.to, notBefore: null }] : []
  })
  deps.events.messageReconciled({ outboxId: message.id, how: 'never reached Twilio; sent again' })
  return true
}

async function ownAmong(
  deps: ReconcileDeps,
  message: UnsettledMessage,
  listed: readonly SentText[],
): Promise<SentText | null> {
  const alike = listed.filter((text) => mayBe(text, message))
  const taken = await sidsOfOthers(
    deps.pool,
    alike.map((text) => text.sid),
  )
  return alike.findLast((text) => !taken.has(text.sid)) ?? null
}

async function settle(deps: ReconcileDeps, message: UnsettledMessage, found: SentText): Promise<boolean> {
  if (!(await settleAsSent(deps.pool, message, found.sid))) return false
  const { sid, status, errorCode } = found
  await deps.recordWord({ outboxId: message.id, sid, status, errorCode })
  deps.events.messageReconciled({ outboxId: message.id, how: 'found at Twilio' })
  return true
}
