/** Messages whose sending has no known end: found when their lease is over, and settled by what Twilio shows. */
import type { Db } from '../pool.ts'

export interface UnsettledMessage {
  id: string
  from: string
  to: string
  body: string
  attempt: number
  claimedAt: Date
  claimedSecondsAgo: number
  unseen: number
  unseenSecondsAgo: number | null
}

const unsettled = `
select id, from_number as "from", to_number as "to", body, attempt, claimed_at as "claimedAt",
 extract(epoch from now() - claimed_at)::float8 as "claimedSecondsAgo", unseen, extract(epoch from now() - unseen_at)::float8 as "unseenSecondsAgo"
from outbox where state = 'SENDING' and lease_until < now() order by claimed_at limit $1`

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
update outbox set state = 'READY', lease_until = null, not_before = now(), reason = 'not seen at Twilio'
where id = $1 and attempt = $2 and state = 'SENDING'`

/** Certain enough that Twilio never took it: may be claimed again. Compare-and-set on the attempt. */
export async function releaseUnseen(db: Db, of: { id: string; attempt: number }): Promise<boolean> {
  return (await db.query({ name: 'release-unseen', text: again, values: [of.id, of.attempt] })).rowCount === 1
}
