/** Takes Twilio's word on a message of ours, from a callback or from its list: kept once, together with what follows. */
import { createGroupStatement } from '@jobrun/db/group-commit'
import { type Delivered, type DeliveryWord, recordDeliveries } from '@jobrun/db/path/record-delivery'
import { isFailed } from '@jobrun/domain/outbox/delivery-status'
import type { Events } from '../events.ts'
import type { Aftermath } from './aftermath.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'

export interface RecordWordDeps extends QueueingDeps {
  aftermath: Pick<Aftermath, 'undelivered' | 'sentTwice'>
  events: Pick<Events, 'deliveryMoved'>
}

/** Gives the trace context of the message; null: it has none, or is none of ours. */
export type RecordWord = (word: DeliveryWord) => Promise<string | null>

type Keep = (word: DeliveryWord) => Promise<Delivered | null>

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
    const message = await (isFailed(word.status) ? recordFailed(deps, word) : recordWell(deps, keep, word))
    return message?.traceContext ?? null
  }
}

async function recordWell(deps: RecordWordDeps, keep: Keep, word: DeliveryWord): Promise<Delivered | null> {
  const message = await keep(word)
  if (message?.otherSid) await queueAtomically(deps, (tx) => deps.aftermath.sentTwice(tx, message, word.sid))
  else if (message?.moved) tell(deps, word)
  return message
}

/** With what follows of it in one transaction. */
async function recordFailed(deps: RecordWordDeps, word: DeliveryWord): Promise<Delivered | null> {
  const recorded: Delivered[] = []
  await queueAtomically(deps, async (tx) => {
    const [message] = await recordDeliveries(tx, [word])
    if (!message) return []
    recorded.push(message)
    if (message.otherSid) return deps.aftermath.sentTwice(tx, message, word.sid)
    return message.moved ? deps.aftermath.undelivered(tx, message, word.errorCode) : []
  })
  const [message = null] = recorded
  if (message?.moved && !message.otherSid) tell(deps, word)
  return message
}

function tell({ events }: RecordWordDeps, { outboxId, status, errorCode }: DeliveryWord): void {
  events.deliveryMoved({ outboxId, status, errorCode })
}
