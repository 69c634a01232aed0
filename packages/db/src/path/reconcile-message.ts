/** Messages whose sending has no known end: found when their lease is over, and settled by what Twilio shows. */
import type { Purpose } from '@jobrun/domain/outbox/purpose'
import type { Db } from '../pool.ts'

export interface UnsettledMessage {
  id: string
  clientId: string | null
  purpose: Purpose
  from: string
  to: string
  body: string
  attempt: number
  claimedAt: Date
  claimedSecondsAgo: number
  /** Since it was to leave; a further try to find it does not begin this anew. */
  dueSecondsAgo: number
  unseen: number
  unseenSecondsAgo: number | null
}

/** Looked at again no sooner than this, so that a few that cannot be settled do not keep the others waiting. */
const LOOK_AGAIN_SECONDS = 5

const unsettled = `
with past as (select id from outbox where state = 'SENDING' and lease_until < now() order by lease_until limit $1 for no key update skip locked),
 looked as (update outbox o set lease_until = now() + interval '${LOOK_AGAIN_SECONDS} seconds' from past where o.id = past.id returning o.*)
select id, client_id as "clientId", purpose, from_number as "from", to_number as "to", body, attempt, claimed_at as "claimedAt",
 extract(epoch from now() - claimed_at)::float8 as "claimedSecondsAgo", extract(epoch from now() - not_before)::float8 as "dueSecondsAgo", unseen, extract(epoch from now() - unseen_at)::float8 as "unseenSecondsAgo"
from looked order by claimed_at`

/** Those past their lease, the longest waiting first; whoever else looks at the same moment is given others. */
export async function findUnsettled(db: Db, most: number): Promise<UnsettledMessage[]> {
  return (await db.query<UnsettledMessage>({ name: 'find-unsettled', text: unsettled, values: [most] })).rows
}

const found = `
update outbox o set state = 'SENT', twilio_sid = $3, sent_at = coalesce(sent_at, now()), lease_until = null
where id = $1 and attempt = $2 and state = 'SENDING' and not exists (select 1 from outbox x where x.twilio_sid = $3)`

/** Settles it as sent with this sid; false if the sid belongs to another message or the attempt is over. */
export async function settleAsSent(db: Db, of: { id: string; attempt: number }, sid: string): Promise<boolean> {
  return (await db.query({ name: 'settle-sent', text: found, values: [of.id, of.attempt, sid] })).rowCount === 1
}

const knownSids = `select twilio_sid from outbox where twilio_sid = any($1)`

export async function sidsOfOthers(db: Db, sids: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ twilio_sid: string }>({ name: 'known-sids', text: knownSids, values: [sids] })
  return new Set(rows.map((row) => row.twilio_sid))
}

const seenWithout = `update outbox set unseen = unseen + 1, unseen_at = now() where id = $1 and attempt = $2 and state = 'SENDING'`

export async function countUnseen(db: Db, of: { id: string; attempt: number }): Promise<void> {
  await db.query({ name: 'count-unseen', text: seenWithout, values: [of.id, of.attempt] })
}

const again = `
update outbox set state = 'READY', lease_until = null, reason = 'not seen at Twilio'
where id = $1 and attempt = $2 and state = 'SENDING'`

/** Certain enough that Twilio never took it: may be claimed again. Compare-and-set on the attempt. */
export async function releaseUnseen(db: Db, of: { id: string; attempt: number }): Promise<boolean> {
  return (await db.query({ name: 'release-unseen', text: again, values: [of.id, of.attempt] })).rowCount === 1
}
