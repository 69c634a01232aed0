/** What the queue should have brought and did not: found by age, bounded, each counted so that it is not found at once again. */
import type { Db } from '../pool.ts'
import type { QueuedMessage } from './commit-turn.ts'

export interface LateText {
  id: string
  conversationId: string
  seq: number
  sweeps: number
}

/** \`sweeps\` is the text's age in whole minutes when it was last found. Rows of a turn that is being kept are passed over. */
const lateTexts = `
with late as (
 select id from inbound_messages where state = 'RECEIVED' and (received_at < $1::timestamptz - interval '60 seconds'
  and received_at < $1::timestamptz - (sweeps + 1) * interval '60 seconds' or received_at > $1::timestamptz + interval '60 seconds') order by received_at limit 2000 for no key update skip locked),
 found as (
 update inbound_messages m set sweeps = floor(extract(epoch from $1::timestamptz - m.received_at) / 60) from late where m.id = late.id
 returning m.id, m.conversation_id, m.seq, m.sweeps)
select distinct on (conversation_id) id, conversation_id as "conversationId", seq, sweeps from found order by conversation_id, seq desc`

/**
 * The newest of each conversation's texts that have no answer a minute after they came; each text once a minute. One
 * that is yet to come came before the clock was set back, and its job waits for that hour.
 */
export async function findLateTexts(db: Db, now: Date): Promise<LateText[]> {
  return (await db.query<LateText>({ name: 'late-texts', text: lateTexts, values: [now] })).rows
}

const fromTheFuture = `
update outbox set not_before = now() - interval '11 seconds'
where state = 'READY' and created_at > greatest(now(), $1::timestamptz) + interval '60 seconds' and not_before < created_at + interval '5 seconds'`

/** Messages that were due at once when the clock was set back are due now. */
export async function dueAfterSetBack(db: Db, now: Date): Promise<void> {
  await db.query({ name: 'due-after-set-back', text: fromTheFuture, values: [now] })
}

const lateMessages = `
with late as (
 select id, from_number, to_number, not_before, seq from outbox
 where state = 'READY' and not_before < greatest(now(), $1::timestamptz) - interval '10 seconds' order by not_before limit 2000),
 firsts as (select distinct on (to_number, from_number) * from late order by to_number, from_number, seq)
select id, from_number as "from", to_number as "to", null::timestamptz as "notBefore" from firsts order by not_before limit 200`

/** The first of each person's messages that were due ten seconds ago, by either clock, and nobody has claimed. */
export async function findLateMessages(db: Db, now: Date): Promise<QueuedMessage[]> {
  return (await db.query<QueuedMessage>({ name: 'late-messages', text: lateMessages, values: [now] })).rows
}

/** \`held_at\` stays that of the first time: it is how a message lapses, and how one that is being tried is told. */
const accountHolds = `
with held as (
 select id, from_number, held_at, claimed_at, max(claimed_at) over numbers as tried_at, row_number() over (numbers order by held_at desc, seq desc) as place
 from outbox where state = 'HELD' and reason = 'our account' and held_at > now() - interval '30 minutes' window numbers as (partition by from_number)),
 trying as (select from_number from outbox where state in ('READY', 'SENDING') and held_at is not null),
 due as (
 select h.id from held h where h.claimed_at < now() - interval '60 seconds'
  and (exists (select 1 from outbox s where s.from_number = h.from_number and s.state = 'SENT' and s.sent_at > h.claimed_at)
   or h.place = 1 and h.tried_at < now() - interval '60 seconds' and h.from_number not in (select from_number from trying))
 order by h.held_at limit 200)
update outbox o set state = 'READY', reason = null, not_before = now() from due where o.id = due.id and o.state = 'HELD'
returning o.id, o.from_number as "from", o.to_number as "to", null::timestamptz as "notBefore"`

/**
 * Held for our account's sake: released once something has left from the same number after they were refused; until
 * then the newest of each number is tried to find out. None more than once a minute, none for more than half an hour.
 */
export async function releaseAccountHolds(db: Db): Promise<QueuedMessage[]> {
  return (await db.query<QueuedMessage>({ name: 'release-account-holds', text: accountHolds })).rows
}
