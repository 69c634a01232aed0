/**
 * The way out, first half: one due message to each person becomes ours to send, with what the gate has to know, in one
 * statement for all. Leases and ages are by the database's clock; a message is due by that or by ours, whichever is ahead.
 */
import type { Switches } from '@jobrun/domain/outbox/gate'
import type { Purpose } from '@jobrun/domain/outbox/purpose'
import type { Place } from '@jobrun/domain/outbox/quiet-hours'
import type { Db } from '../pool.ts'
import { type SwitchColumns, switchColumns, switchesOf } from './switch-columns.ts'

export const LEASE_SECONDS = 15
/** An earlier message holds up later ones to the same person for so long: order, but no standstill. */
export const ORDER_SECONDS = 120

export interface ClaimedMessage {
  id: string
  dedupeKey: string
  clientId: string | null
  purpose: Purpose
  from: string
  to: string
  body: string
  attempt: number
  optedOut: boolean
  unreachable: boolean
  /** An operator has taken the conversation over since it was composed. */
  takenOver: boolean
  /** Where the client is; null for a message of no client. */
  place: Place | null
  switches: Switches
  /** Of the span that queued it; null: nobody traces. */
  traceContext: string | null
  /** Another one to the same person is due; one that comes later has a job of its own. */
  more: boolean
}

/**
 * The first one is chosen before any row is locked: a claim that waited for another one finds its choice taken and ends
 * with nothing, while one that locked as it chose would go on to the next row by what it saw before it waited.
 */
const statement = `
with next as materialized (
 select p.n, p.now, x.* from unnest($1::text[], $2::text[], $3::timestamptz[]) with ordinality as p(to_number, from_number, now, n)
 cross join lateral (
  select o.id, o.client_id, o.attempt from outbox o
  where o.to_number = p.to_number and o.from_number = p.from_number and o.state = 'READY' and o.not_before <= greatest(now(), p.now)
   and not exists (select 1 from outbox e where e.to_number = o.to_number and e.from_number = o.from_number and e.seq < o.seq
    and e.state in ('READY', 'SENDING') and e.attempt > 0 and e.claimed_at > now() - interval '${ORDER_SECONDS} seconds')
  order by o.seq limit 1) x
 order by p.n)
update outbox o set state = 'SENDING', attempt = o.attempt + 1, claimed_at = now(), lease_until = now() + interval '${LEASE_SECONDS} seconds',
 unseen = 0, unseen_at = null
from next left join clients c on c.id = next.client_id left join client_settings s on s.client_id = c.id left join fleet_switches f on f.id = 1
where o.id = next.id and o.state = 'READY' and o.attempt = next.attempt and o.not_before <= greatest(now(), next.now)
returning next.n::int as n, o.id, o.dedupe_key, o.client_id, o.purpose, o.from_number, o.to_number, o.body, o.attempt, o.trace_context,
 exists (select 1 from outbox l where l.to_number = o.to_number and l.from_number = o.from_number and l.seq > o.seq and l.state = 'READY'
  and l.not_before <= greatest(now(), next.now)) as more,
 exists (select 1 from opt_outs x where x.phone = o.to_number and x.opted_out
  and x.client_id is not distinct from (case when o.purpose in ('owner-urgent', 'owner-notice')
    or o.purpose = 'owner-reply' and o.from_number is distinct from c.twilio_number then null else o.client_id end)) as opted_out,
 exists (select 1 from unreachable_numbers u where u.phone = o.to_number) as unreachable,
 exists (select 1 from conversations v where v.id = o.conversation_id and o.epoch is not null and (v.taken_at is not null or v.epoch <> o.epoch)) as taken_over,
 c.timezone, c.region,
 ${switchColumns}`

interface Row extends SwitchColumns {
  n: number
  id: string
  dedupe_key: string
  client_id: string | null
  purpose: Purpose
  from_number: string
  to_number: string
  body: string
  attempt: number
  trace_context: string | null
  more: boolean
  opted_out: boolean
  unreachable: boolean
  taken_over: boolean
  timezone: string | null
  region: string | null
}

export interface ClaimWish {
  to: string
  from: string
  now: Date
}

/**
 * For each, the next message due from `from` to `to`; null when there is none, or an earlier one is still on its way. No
 * two wishes may be for one pair of numbers.
 */
export async function claimNextMessages(db: Db, wishes: readonly ClaimWish[]): Promise<(ClaimedMessage | null)[]> {
  const values = [wishes.map(({ to }) => to), wishes.map(({ from }) => from), wishes.map(({ now }) => now)]
  const { rows } = await db.query<Row>({ name: 'claim-messages', text: statement, values })
  const claimed = new Map(rows.map((row) => [row.n, row]))
  return wishes.map(({ now }, n) => {
    const row = claimed.get(n + 1)
    return row ? claimedOf(row, now) : null
  })
}

function claimedOf(row: Row, now: Date): ClaimedMessage {
  return {
    id: row.id,
    dedupeKey: row.dedupe_key,
    clientId: row.client_id,
    purpose: row.purpose,
    from: row.from_number,
    to: row.to_number,
    body: row.body,
    attempt: row.attempt,
    traceContext: row.trace_context,
    more: row.more,
    optedOut: row.opted_out,
    unreachable: row.unreachable,
    takenOver: row.taken_over,
    place: row.timezone === null ? null : { timezone: row.timezone, region: row.region ?? '' },
    switches: switchesOf(row, now),
  }
}
