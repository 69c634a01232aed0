/** Sends alerts by e-mail and webhook, one after another: claim, send, record. They never hold up the founder's text. */
import {
  type ClaimedCopy,
  type CopyEnd,
  claimNextCopy,
  endCopy,
  giveUpAbandonedCopies,
} from '@jobrun/db/monitor/alert-copies'
import type { Pool } from '@jobrun/db/pool'
import type { CopyChannel } from '@jobrun/domain/monitor/copies'
import { type MailOutcome, mailAgainAfterMs } from '@jobrun/domain/outbox/mail'
import type { Events } from '../events.ts'

/** One try. */
export type SendCopy = (copy: { id: string; type: string; message: string }) => Promise<MailOutcome>

export interface SendCopiesDeps {
  pool: Pool
  senders: Readonly<Partial<Record<CopyChannel, SendCopy>>>
  now: () => Date
  events: Pick<Events, 'alertCopied'>
}

const MOST_AT_ONCE = 50

export async function sendCopies(deps: SendCopiesDeps): Promise<void> {
  await giveUpAbandonedCopies(deps.pool)
  for (let sent = 0; sent < MOST_AT_ONCE; sent++) {
    const copy = await claimNextCopy(deps.pool, deps.now())
    if (!copy) return
    const end = await sendOne(deps, copy)
    await endCopy(deps.pool, copy, end, deps.now())
    const reason = 'reason' in end ? end.reason : null
    deps.events.alertCopied({ copyId: copy.id, type: copy.type, channel: copy.channel, state: end.state, reason })
  }
}

async function sendOne({ senders, now }: SendCopiesDeps, copy: ClaimedCopy): Promise<CopyEnd> {
  const send = senders[copy.channel]
  if (!send) return { state: 'FAILED', reason: 'not configured any more' }
  const outcome = await send(copy)
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'SENT' }
    case 'unknown':
      return { state: 'UNKNOWN', reason: outcome.detail }
    case 'refused': {
      const afterMs = outcome.later ? mailAgainAfterMs(copy.attempt) : null
      const reason = outcome.detail
      return afterMs === null
        ? { state: 'FAILED', reason }
        : { state: 'READY', reason, notBefore: new Date(now().getTime() + afterMs) }
    }
  }
}
