/** Takes Twilio's word on a message of ours, from a callback or from its list: kept once, together with what follows. */
import { createGroupStatement } from '@jobrun/db/group-commit'
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { type Delivered, type DeliveryWord, recordDeliveries } from '@jobrun/db/path/record-delivery'
import type { Tx } from '@jobrun/db/pool'
import { isFailed } from '@jobrun/domain/outbox/delivery-status'
import type { Events } from '../events.ts'
import type { Aftermath } from './aftermath.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'

export interface RecordWordDeps extends QueueingDeps {
  aftermath: Pick<Aftermath, 'undelivered' | 'sentTwice'>
  events: Pick<Events, 'deliveryMoved'>
}

export type RecordWord = (word: DeliveryWord) => Promise<void>

export function createRecordWord(deps: RecordWordDeps): RecordWord {
  const keep = createGroupStatement<DeliveryWord, Delivered | null>(deps.pool, {
    // Three for each message, and nobody waits for one but Twilio: more together cost less each.
    restMs: 50,
    most: 200,
    keyOf: ({ outboxId }) => outboxId,
    work: recordDeliveries,
  })
  return async (word) => {
    // Nothing follows a text that goes well, so its words are one statement each.
    if (isFailed(word.status)) return queueAtomically(deps, (tx) => record(tx, word, deps))
    const message = await keep(word)
    if (message?.otherSid) return queueAtomically(deps, (tx) => deps.aftermath.sentTwice(tx, message, word.sid))
    if (message?.moved) tell(deps, word)
  }
}

async function record(tx: Tx, word: DeliveryWord, deps: RecordWordDeps): Promise<QueuedMessage[]> {
  const [message] = await recordDeliveries(tx, [word])
  if (message?.otherSid) return deps.aftermath.sentTwice(tx, message, word.sid)
  if (!message?.moved) return []
  tell(deps, word)
  return deps.aftermath.undelivered(tx, message, word.errorCode)
}

function tell({ events }: RecordWordDeps, { outboxId, status, errorCode }: DeliveryWord): void {
  events.deliveryMoved({ outboxId, status, errorCode })
}
