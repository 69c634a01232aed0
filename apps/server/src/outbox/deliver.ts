/**
 * Sends what is due to one person, in order. Claim, ask the gate again, send, record: at most one send for each claim,
 * and an outcome nobody knows is left to the reconciler.
 */
import { type ClaimedMessage, claimNextMessage, LEASE_SECONDS } from '@jobrun/db/path/claim-message'
import { recordNotSent, recordSent } from '@jobrun/db/path/record-send'
import type { Pool } from '@jobrun/db/pool'
import type { DeliverJob } from '@jobrun/db/queue'
import type { Carrier } from '@jobrun/domain/outbox/carrier'
import { gate } from '@jobrun/domain/outbox/gate'
import { recipientOf, VALIDITY_SECONDS } from '@jobrun/domain/outbox/purpose'
import type { SendOutcome } from '@jobrun/domain/outbox/send-failure'
import type { Events } from '../events.ts'
import type { Aftermath } from './aftermath.ts'

export interface DeliverDeps {
  pool: Pool
  carrier: Pick<Carrier, 'send'>
  aftermath: Aftermath
  publicBaseUrl: string
  now: () => Date
  elapsed: () => number
  events: Pick<Events, 'messageSent' | 'messageNotSent' | 'messageUnsettled'>
}

const MOST_IN_A_ROW = 50

export function createDeliver(deps: DeliverDeps): (job: DeliverJob) => Promise<void> {
  return async ({ to, from }) => {
    for (let sent = 0; sent < MOST_IN_A_ROW; sent++) {
      const began = deps.elapsed()
      const message = await claimNextMessage(deps.pool, to, from, deps.now())
      if (!message) return
      // A claim that took half of its lease to come back is left to the reconciler.
      if (deps.elapsed() - began > (LEASE_SECONDS * 1_000) / 2) return
      await deliverOne(deps, message)
      if (!message.more) return
    }
  }
}

async function deliverOne(deps: DeliverDeps, message: ClaimedMessage): Promise<void> {
  const answer = gate(message.switches, { optedOut: message.optedOut }, message.purpose)
  if (!answer.open) {
    const state = answer.then === 'hold' ? 'HELD' : 'SUPPRESSED'
    if (answer.then === 'founder') await deps.aftermath.tellFounderInstead(message, answer.because)
    else await recordNotSent(deps.pool, message, { state, reason: answer.because, errorCode: null })
    return deps.events.messageNotSent({ outboxId: message.id, state, reason: answer.because, code: null })
  }
  const { from, to, body } = message
  const statusCallback = `${deps.publicBaseUrl}/api/twilio/status?message=${message.id}`
  await settle(
    deps,
    message,
    await deps.carrier.send({
      from,
      to,
      body,
      statusCallback,
      validitySeconds: VALIDITY_SECONDS[recipientOf(message.purpose)],
    }),
  )
}

async function settle(deps: DeliverDeps, message: ClaimedMessage, outcome: SendOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'accepted':
      // Not ours to record any more means that a callback or the reconciler recorded it before us.
      await recordSent(deps.pool, message, outcome.sid)
      return deps.events.messageSent({ outboxId: message.id, sid: outcome.sid, purpose: message.purpose })
    case 'refused':
      return deps.aftermath.refused(message, outcome)
    case 'unknown':
      return deps.events.messageUnsettled({ outboxId: message.id, detail: outcome.detail })
  }
}
