/** Takes Twilio's word on a message of ours, from a callback or from its list: kept once, together with what follows. */
import { type DeliveryWord, recordDelivery } from '@jobrun/db/path/record-delivery'
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
  return (word) =>
    queueAtomically(deps, async (tx) => {
      const message = await recordDelivery(tx, word)
      if (!message) return []
      if (message.otherSid) return deps.aftermath.sentTwice(tx, message, word.sid)
      if (!message.moved) return []
      deps.events.deliveryMoved({ outboxId: word.outboxId, status: word.status, errorCode: word.errorCode })
      return isFailed(word.status) ? deps.aftermath.undelivered(tx, message, word.errorCode) : []
    })
}
