/** Carries out what follows a text that was refused, not let out, or not delivered, each in one transaction. */
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import type { ClaimedMessage } from '@jobrun/db/path/claim-message'
import type { QueuedMessage } from '@jobrun/db/path/commit-turn'
import { queueMessages, recordOptOut } from '@jobrun/db/path/queue-message'
import { readOwner } from '@jobrun/db/path/read-owner'
import type { Delivered } from '@jobrun/db/path/record-delivery'
import { recordNotSent, recordRetry } from '@jobrun/db/path/record-send'
import { markUnreachable } from '@jobrun/db/path/unreachable'
import type { Tx } from '@jobrun/db/pool'
import { type AfterFailure, afterFailure } from '@jobrun/domain/outbox/after-failure'
import type { Gate } from '@jobrun/domain/outbox/gate'
import { goesByMail } from '@jobrun/domain/outbox/mail'
import { isOwnersNotice } from '@jobrun/domain/outbox/purpose'
import { ownerNotTold } from '@jobrun/domain/outbox/queue-drafts'
import { failureOf, type SendOutcome } from '@jobrun/domain/outbox/send-failure'
import type { Events } from '../events.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'
import { anotherTry, noticeMessage, type OurEnds, triesOf } from './told-messages.ts'

export interface Aftermath {
  refused(message: Tried, outcome: Extract<SendOutcome, { kind: 'refused' }>): Promise<void>
  /** The gate did not let it out. */
  keptIn(message: ClaimedMessage, answer: Extract<Gate, { open: false }>): Promise<void>
  /** Inside the transaction that records the word; gives what it queued. */
  undelivered(tx: Tx, message: Delivered, errorCode: number | null): Promise<QueuedMessage[]>
  sentTwice(tx: Tx, message: Delivered, sid: string): Promise<QueuedMessage[]>
}

/** Queues these owners' notices as e-mails, once each. Does nothing where e-mail is off or an owner has no address. */
export type MailInstead = (tx: Tx, outboxIds: readonly string[]) => Promise<void>

export interface AftermathDeps extends QueueingDeps, OurEnds {
  mailInstead: MailInstead
  events: Pick<Events, 'messageNotSent' | 'sentTwice'>
}

type Failed = Pick<ClaimedMessage, 'id' | 'purpose' | 'to' | 'from' | 'body' | 'clientId'>
/** A message with the attempt that came to nothing. */
export type Tried = Failed & Pick<ClaimedMessage, 'attempt'>

export function createAftermath(deps: AftermathDeps): Aftermath {
  return {
    async refused(message, outcome) {
      const { code } = outcome
      const after = afterFailure(message, outcome.failure, { tries: message.attempt, code })
      await queueAtomically(deps, async (tx) => {
        const ours = await recordRefusal(tx, message, { after, code, now: deps.now() })
        if (!ours) return []
        const again = after.retryAfterMs === null ? [] : [await retryJob(tx, message)]
        return [...again, ...(await spread(tx, deps, { message, after, code }))]
      })
      const state = after.state === 'RETRY' ? 'READY' : after.state
      deps.events.messageNotSent({
        outboxId: message.id,
        purpose: message.purpose,
        state,
        reason: `${after.reason}: ${outcome.detail}`,
        code,
      })
    },
    async keptIn(message, { because, then }) {
      const state = then === 'hold' ? 'HELD' : 'SUPPRESSED'
      await queueAtomically(deps, async (tx) => {
        const ours = await recordNotSent(tx, message, { state, reason: because, errorCode: null })
        if (!ours) return []
        if (goesByMail(message.purpose, because)) await deps.mailInstead(tx, [message.id])
        if (then !== 'founder') return []
        await raiseFindings(tx, [ownerNotTold({ ...message, subject: message.id, because })], deps.now())
        return []
      })
      deps.events.messageNotSent({ outboxId: message.id, purpose: message.purpose, state, reason: because, code: null })
    },
    async undelivered(tx, message, errorCode) {
      const { base, tries } = triesOf(message.dedupeKey)
      const after = afterFailure(message, failureOf(errorCode, null), { tries, code: errorCode })
      const notBefore = new Date(deps.now().getTime() + (after.retryAfterMs ?? 0))
      const again =
        after.retryAfterMs === null
          ? []
          : await queueMessages(tx, [anotherTry(message, `${base}~${tries + 1}`, notBefore)])
      return [...again, ...(await spread(tx, deps, { message, after, code: errorCode }))]
    },
    async sentTwice(tx, message, sid) {
      deps.events.sentTwice({ outboxId: message.id, sid, otherSid: message.otherSid ?? '' })
      const words = 'one of our texts went out twice; see the log.'
      const { id, clientId } = message
      await raiseFindings(tx, [{ type: 'SENT_TWICE', subject: id, clientId, name: id, words }], deps.now())
      return []
    },
  }
}

async function recordRefusal(
  tx: Tx,
  message: Tried,
  of: { after: AfterFailure; code: number | null; now: Date },
): Promise<boolean> {
  const { after, code, now } = of
  if (after.state !== 'RETRY')
    return recordNotSent(tx, message, { state: after.state, reason: after.reason, errorCode: code })
  const retry = { afterMs: after.retryAfterMs ?? 0, reason: after.reason, errorCode: code, now }
  return (await recordRetry(tx, message, retry)) !== null
}

async function retryJob(tx: Tx, { id, from, to }: Tried): Promise<QueuedMessage> {
  const { rows } = await tx.query<{ notBefore: Date }>({
    text: `select not_before as "notBefore" from outbox where id = $1`,
    values: [id],
  })
  return { id, from, to, notBefore: rows[0]?.notBefore ?? new Date(0) }
}

interface Fate {
  message: Failed
  after: AfterFailure
  code: number | null
}

/** What is remembered of the number, and the owner's notice, e-mail and what the founder hears that follow. */
async function spread(tx: Tx, deps: AftermathDeps, fate: Fate): Promise<QueuedMessage[]> {
  const { message, after } = fate
  await remember(tx, fate)
  if (after.byMail) await deps.mailInstead(tx, [message.id])
  await raiseFindings(tx, after.findings, deps.now())
  const { clientId } = message
  const owner = after.ownerNotice && clientId ? await readOwner(tx, clientId) : null
  if (after.ownerNotice && clientId && owner) {
    const notice = { about: message.id, clientId, body: after.ownerNotice, owner, now: deps.now() }
    return queueMessages(tx, [noticeMessage(deps, notice)])
  }
  return []
}

async function remember(tx: Tx, { message, after, code }: Fate): Promise<void> {
  if (after.optOut) {
    const clientId = isOwnersNotice(message.purpose) ? null : message.clientId
    await recordOptOut(tx, { clientId, phone: message.to, source: 'carrier', wording: 'Twilio 21610' })
  }
  if (after.unreachable) await markUnreachable(tx, { phone: message.to, reason: after.reason, errorCode: code })
}
