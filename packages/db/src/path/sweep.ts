/** What the queue should have brought and did not: found by age, bounded, each counted so that it is not found at once again. */
import type { Db } from '../pool.ts'
import type { QueuedMessage } from './commit-turn.ts'

export interface LateText {
  id: string
  conversationId: string
  seq: number
  sweeps: number
}

const lateTexts = `
update inbound_messages m set sweeps = m.sweeps + 1
from (select id from inbound_messages where state = 'RECEIVED' and received_at < $1::timestamptz - interval '60 seconds'
  and received_at < $1::timestamptz - (sweeps + 1) * interval '60 seconds' order by received_at limit 200) late
where m.id = late.id returning m.id, m.conversation_id as "conversationId", m.seq, m.sweeps`

/** Texts without an answer a minute after they came, once a minute each. */
export async function findLateTexts(db: Db, now: Date): Promise<LateText[]> {
  return (await db.query<LateText>({ name: 'late-texts', text: lateTexts, values: [now] })).rows
}

const lateMessages = `
select id, from_number as "from", to_number as "to", not_before as "notBefore" from outbox
where state = 'READY' and not_before < now() - interval '10 seconds' order by not_before limit 200`

/** Messages that were due ten seconds ago and nobody has claimed. */
export async function findLateMessages(db: Db): Promise<QueuedMessage[]> {
  return (await db.query<QueuedMessage>({ name: 'late-messages', text: lateMessages })).rows
}

const accountHolds = `
update outbox set state = 'READY', reason = null, held_at = null, not_before = now() where id in (
 select h.id from outbox h where h.state = 'HELD' and h.reason = 'our account' and h.held_at > now() - interval '30 minutes'
  and (exists (select 1 from outbox s where s.state = 'SENT' and s.sent_at > h.held_at)
   or h.id = (select p.id from outbox p where p.state = 'HELD' and p.reason = 'our account' and p.held_at < now() - interval '60 seconds'
    and p.held_at > now() - interval '30 minutes' order by p.held_at desc limit 1))
 limit 200) returning id, from_number as "from", to_number as "to", not_before as "notBefore"`

/** Held for our account's sake: released once anything has been sent again; the newest is tried once a minute to find out. */
export async function releaseAccountHolds(db: Db): Promise<QueuedMessage[]> {
  return (await db.query<QueuedMessage>({ name: 'release-account-holds', text: accountHolds })).rows
}

export interface Ages {
  oldestTextSeconds: number | null
  oldestSendingSeconds: number | null
}

const ages = `
select (select extract(epoch from now() - min(received_at))::float8 from inbound_messages where state = 'RECEIVED') as "oldestTextSeconds",
 (select extract(epoch from now() - min(claimed_at))::float8 from outbox where state = 'SENDING') as "oldestSendingSeconds"`

export async function readAges(db: Db): Promise<Ages> {
  const { rows } = await db.query<Ages>({ name: 'read-ages', text: ages })
  return rows[0] ?? { oldestTextSeconds: null, oldestSendingSeconds: null }
}
