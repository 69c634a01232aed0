/**
 * Makes what the service waits for have happened already: hearts that stopped, leases, the minute before a text counts
 * as lost. Only for when nobody is at work, since a claim that is made older than it is would be sent a second time.
 */
import type { Rows } from '../test/judge.ts'

const statements = [
  `update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`,
  `update pgboss.job set start_after = now() where state = 'retry'`,
  `update leases set expires_at = now() - interval '1 second'`,
  `update inbound_messages set received_at = now() - (sweeps + 1) * interval '61 seconds' where state = 'RECEIVED'`,
  `update outbox set not_before = now() - interval '11 seconds' where state = 'READY' and not_before <= now()`,
  `update outbox set claimed_at = now() - interval '65 seconds', lease_until = now() - interval '1 second',
    unseen_at = unseen_at - interval '16 seconds' where state = 'SENDING'`,
]

const DEADLOCK = '40P01'

/** Where somebody is at work after all, PostgreSQL may give up ours instead of theirs; the next time will do. */
export async function hurry(rows: Rows): Promise<void> {
  for (const statement of statements)
    await rows(statement).catch((error: Error & { code?: string }) => {
      if (error.code !== DEADLOCK) throw error
    })
}

const unsettled = `
select 'text' as what, state, seq::text as number from inbound_messages where state = 'RECEIVED' union all
select purpose, state, attempt::text from outbox where state = 'SENDING' or (state = 'READY' and not_before <= now())`

/** What is unanswered, due and unsent, or on its way. */
export const leftOver = (rows: Rows) => rows<{ what: string; state: string; number: string }>(unsettled)
