/** Alerts by e-mail and webhook: claimed, sent, recorded. What may have left is never sent again. */
import type { CopyChannel } from '@jobrun/domain/monitor/copies'
import type { Db } from '../pool.ts'

export interface ClaimedCopy {
  id: string
  channel: CopyChannel
  type: string
  message: string
  attempt: number
}

const LEASE_SECONDS = 60

const claim = `
with next as (
 select id from alert_copies where state = 'READY' and not_before <= greatest(now(), $1::timestamptz) order by not_before limit 1 for update skip locked)
update alert_copies c set state = 'SENDING', attempt = attempt + 1, lease_until = now() + interval '${LEASE_SECONDS} seconds'
from next, alert_logs a where c.id = next.id and a.id = c.alert_id
returning c.id, c.channel, a.alert_type as type, a.message, c.attempt`

export async function claimNextCopy(db: Db, now: Date): Promise<ClaimedCopy | null> {
  return (
    (await db.query<ClaimedCopy & Record<string, unknown>>({ name: 'claim-copy', text: claim, values: [now] }))
      .rows[0] ?? null
  )
}

export type CopyEnd =
  | { state: 'SENT' }
  | { state: 'FAILED' | 'UNKNOWN'; reason: string }
  | { state: 'READY'; reason: string; notBefore: Date }

const end = `
update alert_copies set state = $3, reason = $4, not_before = coalesce($5, not_before), lease_until = null, sent_at = case when $3 = 'SENT' then $6::timestamptz end
where id = $1 and attempt = $2 and state = 'SENDING'`

export async function endCopy(
  db: Db,
  copy: Pick<ClaimedCopy, 'id' | 'attempt'>,
  to: CopyEnd,
  now: Date,
): Promise<void> {
  const reason = 'reason' in to ? to.reason : null
  const values = [copy.id, copy.attempt, to.state, reason, 'notBefore' in to ? to.notBefore : null, now]
  await db.query({ name: 'end-copy', text: end, values })
}

/** A process died while it sent them: nobody knows. */
export async function giveUpAbandonedCopies(db: Db): Promise<void> {
  const text = `update alert_copies set state = 'UNKNOWN', reason = 'the process ended while it was sent', lease_until = null
where state = 'SENDING' and lease_until < now()`
  await db.query({ name: 'abandoned-copies', text })
}
