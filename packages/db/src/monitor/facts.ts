/**
 * What the monitor looks at, one question a kind, each by an index or over a table that stays small; none of them waits
 * for a lock. `now` is the service's clock.
 */
import type { AiSpell } from '@jobrun/domain/monitor/ai-spells'
import type { Lateness, Pool as NumberPool, Oddity, Pause, Reach, Seen, Traffic } from '@jobrun/domain/monitor/facts'
import type { QueryResultRow } from 'pg'
import type { Db } from '../pool.ts'

type Row<T> = T & QueryResultRow

/**
 * Where numbers are wanted: owners without one sign up there, or numbers are kept for them. Whoever never uses the pool is not told
 * that it is empty.
 */
const pools = `
with numbers as (
 select coalesce(region, case when phone_e164 like '+1%' then 'US' else 'GB' end) as region, count(*) filter (where status = 'AVAILABLE') as available
 from twilio_number_pool where role = 'OPERATIONAL' and (status in ('AVAILABLE', 'RESERVED', 'RESTING')
  or status = 'ASSIGNED' and exists (select 1 from onboarding_events)) group by 1),
 signing as (
 select c.region, count(*) filter (where c.payment_active) as waiting
 from onboarding_states s join clients c on c.id = s.client_id where s.current_state = any($1::text[]) and c.twilio_number is null group by 1)
select region, coalesce(available, 0)::int as available, coalesce(waiting, 0)::int as waiting from numbers full join signing using (region)`

export async function readPools(db: Db, unfinished: readonly string[]): Promise<NumberPool[]> {
  return (await db.query<Row<NumberPool>>({ name: 'pools', text: pools, values: [unfinished] })).rows
}

const turnedOn = `select max(created_at) from switch_log l where l.switch = 'outboundPaused' and l.to_value and not l.from_value`

/** One that was turned on by hand, without a row in the log, has lasted since the client was last changed. */
const pauses = `
select c.id as "clientId", c.business_name as "businessName", coalesce((${turnedOn} and l.client_id = c.id), c.updated_at) as since
from clients c where c.outbound_paused and (c.outbound_paused_until is null or c.outbound_paused_until > $1)
union all
select null, '', coalesce((${turnedOn} and l.client_id is null), $1) from fleet_switches f
where f.outbound_paused and (f.outbound_paused_until is null or f.outbound_paused_until > $1)`

export async function readPauses(db: Db, now: Date): Promise<Pause[]> {
  return (await db.query<Row<Pause>>({ name: 'pauses', text: pauses, values: [now] })).rows
}

export const MOST_LOOKED_AT = 20_000

/** Of very many the newest show the rate as well as all of them. */
const traffic = `
with hour as (select action from turns where created_at > $1::timestamptz - interval '1 hour' order by created_at desc limit ${MOST_LOOKED_AT}),
 fell as (
 select 1 from turns where created_at > $1::timestamptz - interval '1 hour'
  and (trace @? '$.*.fellBack.why ? (@ != "budget")' or trace @? '$.lyra.answer.fellBack.why ? (@ != "budget")') limit ${MOST_LOOKED_AT}),
 blocked as (select 1 from turns where outcome = 'BLOCKED' and created_at > $1::timestamptz - interval '1 day' limit ${MOST_LOOKED_AT}),
 sent as (
 select delivery_status in ('undelivered', 'failed') or delivery_status is null as lost from (
  select state, delivery_status, purpose from outbox where created_at > $1::timestamptz - interval '1 day' order by created_at desc limit ${MOST_LOOKED_AT}) o
 where purpose <> 'alert' and (state = 'FAILED' or delivery_status in ('delivered', 'read', 'undelivered', 'failed')))
select (select count(*) from hour where action is not null)::int as turns, (select count(*) from fell)::int as "fellBack",
 (select count(*) from blocked)::int as blocked, count(*)::int as settled, count(*) filter (where lost)::int as "notDelivered" from sent`

export async function readTraffic(db: Db, now: Date): Promise<Traffic> {
  const { rows } = await db.query<Row<Traffic>>({ name: 'traffic', text: traffic, values: [now] })
  return rows[0] ?? { turns: 0, fellBack: 0, blocked: 0, settled: 0, notDelivered: 0 }
}

/** A text's age is by the clock that stamped it, the application's; a claim's by the database's. */
const ages = `
select (select extract(epoch from $1::timestamptz - min(received_at))::float8 from inbound_messages where state = 'RECEIVED') as "oldestText",
 (select extract(epoch from now() - min(claimed_at))::float8 from outbox where state = 'SENDING') as "oldestSending",
 (select extract(epoch from least(now(), $1::timestamptz) - min(not_before))::float8 from outbox where state = 'READY') as "oldestDue"`

export async function readAges(db: Db, now: Date): Promise<Omit<Lateness, 'blockedConversations'>> {
  type Ages = Omit<Lateness, 'blockedConversations'>
  const { rows } = await db.query<Row<Ages>>({ name: 'read-ages', text: ages, values: [now] })
  return rows[0] ?? { oldestText: null, oldestSending: null, oldestDue: null }
}

const spells = `
select ended_at as "endedAt", asked, failed, at_the_end as "atTheEnd", why from ai_spells
where ended_at > $1::timestamptz - interval '15 minutes' order by ended_at desc limit 2000`

/** Of the last 15 minutes, oldest first. */
export async function readAiSpells(db: Db, now: Date): Promise<AiSpell[]> {
  return (await db.query<Row<AiSpell>>({ name: 'ai-spells', text: spells, values: [now] })).rows.reverse()
}

const MOST_OF_EACH = 20

const oddities = `
select * from (
 (select 'link-malformed' as kind, id::text as subject, id as "clientId", business_name as name, '' as detail from clients
  where onboarding_complete and booking_url !~ '^https://[^[:space:]/]+[.][^[:space:]]+$' limit ${MOST_OF_EACH})
 union all
 (select 'client-without-number', c.id::text, c.id, c.business_name, c.twilio_number from clients c
  left join twilio_number_pool p on p.phone_e164 = c.twilio_number
  where c.twilio_number is not null and (p.id is null or p.client_id is distinct from c.id) limit ${MOST_OF_EACH})
 union all
 (select 'number-without-client', p.phone_e164, c.id, c.business_name, p.phone_e164 from twilio_number_pool p join clients c on c.id = p.client_id
  where p.status = 'ASSIGNED' and p.role = 'OPERATIONAL' and c.twilio_number is distinct from p.phone_e164 limit ${MOST_OF_EACH})
 union all
 (select 'complete-not-whole', c.id::text, c.id, coalesce(nullif(c.business_name, ''), c.phone_number),
   concat_ws(', ', case when c.business_name = '' then 'businessName' end, case when c.twilio_number is null then 'twilioNumber' end,
    case when not c.forwarding_enabled then 'forwardingEnabled' end, case when c.notification_preference is null then 'notificationPreference' end)
  from clients c join onboarding_states s on s.client_id = c.id
  where not c.onboarding_complete and s.current_state = 'COMPLETE'
   and exists (select 1 from onboarding_events e where e.client_id = c.id and e.kind = 'by-hand') limit ${MOST_OF_EACH})) o`

export async function findOddities(db: Db): Promise<Oddity[]> {
  return (await db.query<Row<Oddity>>({ name: 'oddities', text: oddities })).rows
}

const seen = `select name, ok_at as "okAt", failed_at as "failedAt", detail from services_seen order by name`

export async function readSeen(db: Db): Promise<Seen[]> {
  return (await db.query<Row<Seen>>({ name: 'services-seen', text: seen })).rows
}

const reach = `
select exists (select 1 from opt_outs where phone = $1 and client_id is null and opted_out) as "optedOut",
 (select count(*)::int from alert_logs where state = 'FAILED'
  and created_at > coalesce((select max(delivered_at) from alert_logs where state = 'DELIVERED'), '-infinity')) as "failedInARow"`

export async function readReach(db: Db, founderPhone: string): Promise<Reach> {
  const { rows } = await db.query<Row<Reach>>({ name: 'founder-reach', text: reach, values: [founderPhone] })
  return rows[0] ?? { optedOut: false, failedInARow: 0 }
}
