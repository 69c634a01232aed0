/** The way out, second half: what came of sending. Each is one statement and counts only for the attempt that made it. */
import type { Db } from '../pool.ts'

export interface Attempt {
  id: string
  attempt: number
}

const sent = `
update outbox o set state = 'SENT', twilio_sid = s.sid, sent_at = now(), lease_until = null, reason = null, held_at = null
from unnest($1::uuid[], $2::int[], $3::text[]) as s(id, attempt, sid)
where o.id = any ($1) and o.id = s.id and o.attempt = s.attempt and o.state = 'SENDING'
 and (select x.id from outbox x where x.twilio_sid = s.sid limit 1) is null
returning o.id`

/**
 * For each, false when it is no longer this attempt's to record: a callback or the reconciler was there first, or has
 * given away the sid. No message may be there twice.
 */
export async function recordSent(db: Db, attempts: readonly (Attempt & { sid: string })[]): Promise<boolean[]> {
  const values = [attempts.map(({ id }) => id), attempts.map(({ attempt }) => attempt), attempts.map(({ sid }) => sid)]
  const { rows } = await db.query<{ id: string }>({ name: 'record-sent', text: sent, values })
  const recorded = new Set(rows.map(({ id }) => id))
  return attempts.map(({ id }) => recorded.has(id))
}

const closed = `
with closed as (
 update outbox set state = $3, reason = $4, error_code = $5, lease_until = null, held_at = case when $3 = 'HELD' then coalesce(held_at, now()) end
 where id = $1 and attempt = $2 and state = 'SENDING' returning purpose, turn_id),
 unsaid as (
 update leads l set link_sent_at = null from closed join turns t on t.id = closed.turn_id
 where closed.purpose = 'reply' and l.conversation_id = t.conversation_id and l.state <> 'CLOSED' and l.link_sent_at = t.created_at)
select 1 from closed`

/** It certainly was not sent, and will not be by itself; a booking link that was in it counts as never given. */
export async function recordNotSent(
  db: Db,
  { id, attempt }: Attempt,
  not: { state: 'HELD' | 'SUPPRESSED' | 'FAILED'; reason: string; errorCode: number | null },
): Promise<boolean> {
  const values = [id, attempt, not.state, not.reason, not.errorCode]
  const { rowCount } = await db.query({ name: 'record-not-sent', text: closed, values })
  return rowCount === 1
}

const later = `
update outbox set state = 'READY', reason = $4, error_code = $5, lease_until = null, not_before = greatest(now(), $6::timestamptz) + $3 * interval '1 millisecond'
where id = $1 and attempt = $2 and state = 'SENDING' returning not_before`

const deferred = `
update outbox set state = 'READY', reason = $4, attempt = attempt - 1, claimed_at = null, lease_until = null,
 not_before = greatest($3, now() + interval '1 second')
where id = $1 and attempt = $2 and state = 'SENDING' returning not_before`

/**
 * It was not tried, as this is no time for it: as if it had not been claimed, so that it holds up nothing meanwhile. Gives
 * when it may leave, a second from now at the least: two clocks differ, and must not pass it to and fro.
 */
export async function recordDeferred(
  db: Db,
  { id, attempt }: Attempt,
  until: { notBefore: Date; reason: string },
): Promise<Date | null> {
  const values = [id, attempt, until.notBefore, until.reason]
  const { rows } = await db.query<{ not_before: Date }>({ name: 'record-deferred', text: deferred, values })
  return rows[0]?.not_before ?? null
}

/** It certainly was not sent, and may be tried again after `afterMs`; gives that moment. */
export async function recordRetry(
  db: Db,
  { id, attempt }: Attempt,
  retry: { afterMs: number; reason: string; errorCode: number | null; now: Date },
): Promise<Date | null> {
  const values = [id, attempt, retry.afterMs, retry.reason, retry.errorCode, retry.now]
  const { rows } = await db.query<{ not_before: Date }>({ name: 'record-retry', text: later, values })
  return rows[0]?.not_before ?? null
}
