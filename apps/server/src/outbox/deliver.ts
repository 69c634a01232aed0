/**
 * Sends what is due to one person, in order. Claim, ask the gate again, send, record: at most one send for each claim,
 * and an outcome nobody knows is left to the reconciler.
 */
import { createGroupStatement } from '@jobrun/db/group-commit'
import { type ClaimedMessage, type ClaimWish, claimNextMessages, LEASE_SECONDS } from '@jobrun/db/path/claim-message'
import { type Attempt, recordDeferred, recordSent } from '@jobrun/db/path/record-send'
import type { DeliverJob } from '@jobrun/db/queue'
import type { Carrier } from '@jobrun/domain/outbox/carrier'
import { type Gate, gate } from '@jobrun/domain/outbox/gate'
import { recipientOf, VALIDITY_SECONDS } from '@jobrun/domain/outbox/purpose'
import { QUIET_HOURS } from '@jobrun/domain/outbox/queue-drafts'
import { leavesAt } from '@jobrun/domain/outbox/quiet-hours'
import type { SendOutcome } from '@jobrun/domain/outbox/send-failure'
import { type Span, within } from '@jobrun/domain/tracing'
import type { Events } from '../events.ts'
import type { Aftermath } from './aftermath.ts'
import { type QueueingDeps, queueAtomically } from './queue-atomically.ts'

export interface DeliverDeps extends QueueingDeps {
  carrier: Pick<Carrier, 'send'>
  aftermath: Aftermath
  /** Asked before somebody who has only rung is texted. */
  isLandline: (phone: string) => Promise<boolean>
  publicBaseUrl: string
  elapsed: () => number
  events: Pick<Events, 'messageSent' | 'messageDeferred' | 'messageUnsettled' | 'spanBegins'>
}

interface SendDeps extends DeliverDeps {
  /** False when it is no longer ours to record: a callback or the reconciler was there first. */
  record: (sent: Attempt & { sid: string }) => Promise<boolean>
  span: Span
}

const MOST_IN_A_ROW = 50

export function createDeliver(deps: DeliverDeps): (job: DeliverJob) => Promise<void> {
  const claim = createGroupStatement<ClaimWish, ClaimedMessage | null>(deps.pool, {
    restMs: 25,
    keyOf: ({ to, from }) => `${from} ${to}`,
    work: claimNextMessages,
  })
  const record = createGroupStatement<Attempt & { sid: string }, boolean>(deps.pool, {
    restMs: 25,
    keyOf: ({ id }) => id,
    work: recordSent,
  })
  return async ({ to, from }) => {
    for (let sent = 0; sent < MOST_IN_A_ROW; sent++) {
      const began = deps.elapsed()
      const message = await claim({ to, from, now: deps.now() })
      if (!message) return
      const answer = await askGate(deps, message)
      // A claim that took half of its lease to come this far is left to the reconciler.
      if (deps.elapsed() - began > (LEASE_SECONDS * 1_000) / 2) return
      await within(spanOf(deps, message), (span) => deliverOne({ ...deps, record, span }, message, answer))
      if (!message.more) return
    }
  }
}

async function askGate(deps: DeliverDeps, message: ClaimedMessage): Promise<Gate> {
  const { switches, purpose } = message
  const answer = gate(switches, message, purpose)
  if (!answer.open || purpose !== 'text-back') return answer
  return gate(switches, { ...message, landline: await deps.isLandline(message.to) }, purpose)
}

async function deliverOne(deps: SendDeps, message: ClaimedMessage, answer: Gate): Promise<void> {
  if (!answer.open) {
    deps.span.set({ 'jobrun.outcome': answer.because })
    return deps.aftermath.keptIn(message, answer)
  }
  const now = deps.now()
  const leaves = leavesAt(message.purpose, now, message.place)
  if (leaves > now) return defer(deps, message, leaves)
  const { from, to, body } = message
  const statusCallback = `${deps.publicBaseUrl}/api/twilio/status?message=${message.id}`
  const validitySeconds = VALIDITY_SECONDS[recipientOf(message.purpose)]
  const sending = deps.events.spanBegins({ name: 'carrier', kind: 'client', parent: deps.span.context })
  const outcome = await within(sending, () => deps.carrier.send({ from, to, body, statusCallback, validitySeconds }))
  deps.span.set({
    'jobrun.outcome': outcome.kind,
    'jobrun.error_code': outcome.kind === 'refused' ? outcome.code : null,
  })
  await settle(deps, message, outcome)
}

function spanOf({ events }: DeliverDeps, { id, purpose, attempt, traceContext }: ClaimedMessage): Span {
  const attributes = { 'jobrun.outbox_id': id, 'jobrun.purpose': purpose, 'jobrun.attempt': attempt }
  return events.spanBegins({ name: 'message delivered', kind: 'producer', parent: traceContext, attributes })
}

async function settle(deps: SendDeps, message: ClaimedMessage, outcome: SendOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'accepted':
      // Not ours to record any more means that a callback or the reconciler recorded it before us.
      await deps.record({ id: message.id, attempt: message.attempt, sid: outcome.sid })
      return deps.events.messageSent({ outboxId: message.id, sid: outcome.sid, purpose: message.purpose })
    case 'refused':
      return deps.aftermath.refused(message, outcome)
    case 'unknown':
      return deps.events.messageUnsettled({ outboxId: message.id, detail: outcome.detail })
  }
}

async function defer(deps: DeliverDeps, message: ClaimedMessage, until: Date): Promise<void> {
  await queueAtomically(deps, async (tx) => {
    const notBefore = await recordDeferred(tx, message, { notBefore: until, reason: QUIET_HOURS })
    return notBefore ? [{ id: message.id, from: message.from, to: message.to, notBefore }] : []
  })
  deps.events.messageDeferred({ outboxId: message.id, until, reason: QUIET_HOURS })
}
