/** Carries out what follows a text that was refused or not delivered, each in one transaction. */
import { randomUUID } from 'node:crypto'
import type { ClaimedMessage } from '@jobrun/db/path/claim-message'
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { type NewMessage, queueMessages, recordOptOut } from '@jobrun/db/path/queue-message'
import { readOwnerPhone } from '@jobrun/db/path/read-owner-phone'
import type { Delivered } from '@jobrun/db/path/record-delivery'
import { recordNotSent, recordRetry } from '@jobrun/db/path/record-send'
import type { Tx } from '@jobrun/db/pool'
import { type AfterFailure, afterFailure } from '@jobrun/domain/outbox/after-failure'
import { founderInstead } from '@jobrun/domain/outbox/queue-drafts'
import { measure } from '@jobrun/domain/outbox/segments'
import { failureOf, type SendOutcome } from '@jobrun/domain/outbox/send-failure'
import type { Events } from '../events.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'

export interface Aftermath {
  refused(message: Tried, outcome: Extract<SendOutcome, { kind: 'refused' }>): Promise<void>
  tellFounderInstead(message: ClaimedMessage, because: string): Promise<void>
  /** Inside the transaction that records the word; gives what it queued. */
  undelivered(tx: Tx, message: Delivered, errorCode: number | null): Promise<QueuedMessage[]>
  sentTwice(tx: Tx, message: Delivered, sid: string): Promise<QueuedMessage[]>
}

export interface AftermathDeps extends QueueingDeps {
  systemNumber: string
  founderPhone: string
  events: Pick<Events, 'messageNotSent' | 'sentTwice'>
}

type Failed = Pick<ClaimedMessage, 'id' | 'purpose' | 'to' | 'from' | 'body' | 'clientId'>
/** A message with the attempt that came to nothing. */
export type Tried = Failed & Pick<ClaimedMessage, 'attempt'>

export function createAftermath(deps: AftermathDeps): Aftermath {
  const day = () => deps.now().toISOString().slice(0, 10)
  return {
    async refused(message, outcome) {
      const after = afterFailure(message, outcome.failure, { tries: message.attempt, code: outcome.code, day: day() })
      await queueAtomically(deps, async (tx) => {
        const ours = await recordRefusal(tx, message, { after, code: outcome.code })
        if (!ours) return []
        const again = after.retryAfterMs === null ? [] : [await retryJob(tx, message)]
        return [...again, ...(await spread(tx, deps, { message, after }))]
      })
      const state = after.state === 'RETRY' ? 'READY' : after.state
      deps.events.messageNotSent({
        outboxId: message.id,
        state,
        reason: `${after.reason}: ${outcome.detail}`,
        code: outcome.code,
      })
    },
    async tellFounderInstead(message, because) {
      const { systemNumber, founderPhone } = deps
      const draft = founderInstead(message.body, because, {
        subject: message.id,
        day: day(),
        addresses: { systemNumber, founderPhone },
      })
      await queueAtomically(deps, async (tx) => {
        const ours = await recordNotSent(tx, message, { state: 'SUPPRESSED', reason: because, errorCode: null })
        return ours
          ? queueMessages(tx, [{ id: randomUUID(), clientId: message.clientId, conversationId: null, ...draft }])
          : []
      })
    },
    async undelivered(tx, message, errorCode) {
      const { base, tries } = triesOf(message.dedupeKey)
      const after = afterFailure(message, failureOf(errorCode, null), { tries, code: errorCode, day: day() })
      const again =
        after.retryAfterMs === null
          ? []
          : await queueMessages(tx, [anotherTry(message, `${base}~${tries + 1}`, after, deps.now())])
      return [...again, ...(await spread(tx, deps, { message, after }))]
    },
    async sentTwice(tx, message, sid) {
      deps.events.sentTwice({ outboxId: message.id, sid, otherSid: message.otherSid ?? '' })
      const alert = alertMessage(
        deps,
        `alert:SENT_TWICE:${message.id}:${day()}`,
        'SENT_TWICE: one of our texts went out twice; see the log.',
      )
      return queueMessages(tx, [alert])
    },
  }
}

async function recordRefusal(
  tx: Tx,
  message: Tried,
  of: { after: AfterFailure; code: number | null },
): Promise<boolean> {
  const { after, code } = of
  if (after.state !== 'RETRY')
    return recordNotSent(tx, message, { state: after.state, reason: after.reason, errorCode: code })
  const retry = { afterMs: after.retryAfterMs ?? 0, reason: after.reason, errorCode: code }
  return (await recordRetry(tx, message, retry)) !== null
}

async function retryJob(tx: Tx, { id, from, to }: Tried): Promise<QueuedMessage> {
  const { rows } = await tx.query<{ notBefore: Date }>({
    text: `select not_before as "notBefore" from outbox where id = $1`,
    values: [id],
  })
  return { id, from, to, notBefore: rows[0]?.notBefore ?? new Date(0) }
}

/** The opt-out, the owner's notice and the alert that follow. */
async function spread(
  tx: Tx,
  deps: AftermathDeps,
  of: { message: Failed; after: AfterFailure },
): Promise<QueuedMessage[]> {
  const { message, after } = of
  const toOwner = message.purpose === 'owner-urgent' || message.purpose === 'owner-notice'
  if (after.optOut) {
    const clientId = toOwner ? null : message.clientId
    await recordOptOut(tx, { clientId, phone: message.to, source: 'carrier', wording: 'Twilio 21610' })
  }
  const messages: NewMessage[] = []
  if (after.alert) messages.push(alertMessage(deps, after.alert.key, after.alert.body))
  const ownerPhone = after.ownerNotice && message.clientId ? await readOwnerPhone(tx, message.clientId) : null
  if (after.ownerNotice && ownerPhone) {
    messages.push({
      id: randomUUID(),
      dedupeKey: `undelivered:${message.id}`,
      clientId: message.clientId,
      conversationId: null,
      purpose: 'owner-notice',
      from: deps.systemNumber,
      to: ownerPhone,
      body: after.ownerNotice,
      ...measure(after.ownerNotice),
      notBefore: null,
    })
  }
  return queueMessages(tx, messages)
}

function alertMessage(
  deps: Pick<AftermathDeps, 'systemNumber' | 'founderPhone'>,
  dedupeKey: string,
  body: string,
): NewMessage {
  const ends = { from: deps.systemNumber, to: deps.founderPhone }
  return {
    id: randomUUID(),
    dedupeKey,
    clientId: null,
    conversationId: null,
    purpose: 'alert',
    ...ends,
    body,
    ...measure(body),
    notBefore: null,
  }
}

/** A text that reached the carrier and not the phone is tried again as a message of its own: `key`, `key~2`, `key~3`. */
function triesOf(dedupeKey: string): { base: string; tries: number } {
  const [, base, number] = /^(.*)~(\d+)$/.exec(dedupeKey) ?? []
  return base && number ? { base, tries: Number(number) } : { base: dedupeKey, tries: 1 }
}

function anotherTry(message: Delivered, dedupeKey: string, after: AfterFailure, now: Date): NewMessage {
  const { clientId, conversationId, purpose, from, to, body } = message
  const notBefore = new Date(now.getTime() + (after.retryAfterMs ?? 0))
  return { id: randomUUID(), dedupeKey, clientId, conversationId, purpose, from, to, body, ...measure(body), notBefore }
}
