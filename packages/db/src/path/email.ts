/**
 * E-mails in place of owners' notices, each once. Claimed and leased as texts are: leases by the database's clock, what
 * is due by it or ours, whichever is ahead. One whose lease ran out may have been sent, and stays as it is.
 */
import type { Switches } from '@jobrun/domain/outbox/gate'
import type { Purpose } from '@jobrun/domain/outbox/purpose'
import type { Db } from '../pool.ts'
import { type SwitchColumns, switchColumns, switchesOf } from './switch-columns.ts'

/** Much longer than a mailer's limit. */
const LEASE_SECONDS = 120

const queue = `
insert into email_outbox (dedupe_key, client_id, purpose, to_address, body)
select regexp_replace(o.dedupe_key, '~[0-9]+$', ''), o.client_id, o.purpose, c.owner_email, o.body
from outbox o join clients c on c.id = o.client_id
where o.id = any($1) and o.purpose in ('owner-urgent', 'owner-notice') and c.owner_email is not null
on conflict (dedupe_key) do nothing`

/** The words of these notices are to go by e-mail, once, where their owner has an address. */
export async function queueEmails(db: Db, outboxIds: readonly string[]): Promise<void> {
  if (outboxIds.length > 0) await db.query({ name: 'queue-emails', text: queue, values: [outboxIds] })
}

export interface ClaimedEmail {
  id: string
  clientId: string
  purpose: Purpose
  to: string
  body: string
  businessName: string
  attempt: number
  switches: Switches
}

const claim = `
with next as (
 select id from email_outbox where state = 'READY' and not_before <= greatest(now(), $1::timestamptz) order by not_before limit 1 for no key update skip locked)
update email_outbox e set state = 'SENDING', attempt = e.attempt + 1, claimed_at = now(), lease_until = now() + interval '${LEASE_SECONDS} seconds'
from next, clients c left join client_settings s on s.client_id = c.id left join fleet_switches f on f.id = 1
where e.id = next.id and c.id = e.client_id
returning e.id, e.client_id as "clientId", e.purpose, e.to_address as "to", e.body, c.business_name as "businessName", e.attempt, ${switchColumns}`

export async function claimNextEmail(db: Db, now: Date): Promise<ClaimedEmail | null> {
  const { rows } = await db.query<Omit<ClaimedEmail, 'switches'> & SwitchColumns>({
    name: 'claim-email',
    text: claim,
    values: [now],
  })
  const [row] = rows
  if (!row) return null
  const { id, clientId, purpose, to, body, businessName, attempt } = row
  return { id, clientId, purpose, to, body, businessName, attempt, switches: switchesOf(row, now) }
}

export type EmailEnd =
  | { state: 'SENT' }
  | { state: 'READY'; afterMs: number; reason: string }
  | { state: 'SUPPRESSED' | 'FAILED' | 'UNKNOWN'; reason: string }

const settle = `
update email_outbox set state = $3, reason = $4, lease_until = null, sent_at = case when $3 = 'SENT' then now() end,
 not_before = greatest(now(), $6::timestamptz) + $5 * interval '1 millisecond'
where id = $1 and attempt = $2 and state = 'SENDING'`

/** False when it is no longer this attempt's to record. */
export async function settleEmail(
  db: Db,
  of: Pick<ClaimedEmail, 'id' | 'attempt'>,
  { end, now }: { end: EmailEnd; now: Date },
): Promise<boolean> {
  const reason = 'reason' in end ? end.reason : null
  const values = [of.id, of.attempt, end.state, reason, 'afterMs' in end ? end.afterMs : 0, now]
  return (await db.query({ name: 'settle-email', text: settle, values })).rowCount === 1
}

const abandoned = `
select id, client_id as "clientId", body, attempt from email_outbox where state = 'SENDING' and lease_until < now() limit 50`

/** Those whose process ended between claim and record. */
export async function findAbandonedEmails(
  db: Db,
): Promise<Pick<ClaimedEmail, 'id' | 'clientId' | 'body' | 'attempt'>[]> {
  type Found = Pick<ClaimedEmail, 'id' | 'clientId' | 'body' | 'attempt'>
  return (await db.query<Found>({ name: 'abandoned-emails', text: abandoned })).rows
}
