/** What the alert policy decides by, and its decisions: each text is claimed under a key of its own before it is queued. */
import type { AlertFacts, OpenIncident, PlannedText } from '@jobrun/domain/monitor/alert-policy'
import type { CopyChannel } from '@jobrun/domain/monitor/copies'
import type { Db, Tx } from '../pool.ts'

/** Mutes of the client count too. One whose text is still on its way is left out: what becomes of it is not known yet. */
const openOnes = `
with pending as (select unnest(incident_ids) as id from alert_logs where state = 'CLAIMED')
select i.id, i.number, i.alert_type as type, i.subject, i.client_id as "clientId", i.severity, i.kind, i.name, i.words, i.opened_at as "openedAt",
 i.acknowledged_at as "acknowledgedAt", greatest(i.muted_until, m.until) as "mutedUntil", i.escalated_at as "escalatedAt", i.texts,
 i.first_text_at as "firstTextAt", i.last_text_at as "lastTextAt", i.failed_texts as "failedTexts", i.last_seen_at as "lastSeenAt"
from incidents i left join client_mutes m on m.client_id = i.client_id where i.closed_at is null and i.id not in (select id from pending) order by i.number`

/** A clock that went back leaves texts in the future, which would be "just now" until it comes. */
const clamp = `
update incidents set first_text_at = least(first_text_at, $1), last_text_at = least(last_text_at, $1) where closed_at is null and last_text_at > $1`

const lately = `select created_at as at, alert_type = 'SUMMARY' as summary from alert_logs where created_at > $1::timestamptz - interval '1 hour' and alert_type <> 'TEST_ALERT' and state <> 'FAILED'`

const silence = `select max(ends_at) as until from alert_silences where ends_at > $1 and starts_at <= $1`

export async function readAlertFacts(tx: Tx, now: Date): Promise<AlertFacts> {
  const values = [now]
  await tx.query({ name: 'clamp-text-times', text: clamp, values })
  const incidents = (await tx.query<OpenIncident>({ name: 'open-incidents-whole', text: openOnes })).rows
  const claims = await tx.query<{ at: Date; summary: boolean }>({ name: 'texts-lately', text: lately, values })
  return { incidents, lately: claims.rows, silencedUntil: await readSilence(tx, now) }
}

export async function readSilence(db: Db, now: Date): Promise<Date | null> {
  const { rows } = await db.query<{ until: Date | null }>({ name: 'silence', text: silence, values: [now] })
  return rows[0]?.until ?? null
}

const claim = `
with claimed as (
 insert into alert_logs (alert_type, alert_key, severity, title, message, resource_id, client_id, incident_ids, outbox_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9, $10) on conflict (alert_type, alert_key) do nothing returning id),
 copies as (insert into alert_copies (alert_id, channel, not_before) select id, channel, $10 from claimed, unnest($11::text[]) as channel)
select id from claimed`

const texted = `
update incidents set texts = texts + 1, first_text_at = coalesce(first_text_at, $2), last_text_at = $2 where id = any($1::uuid[])`

export interface Claim {
  outboxId: string
  /** Where the same words go too. */
  copies: readonly CopyChannel[]
  now: Date
}

/** false: somebody has claimed this text before; nothing is changed. */
export async function claimText(tx: Tx, text: PlannedText, of: Claim): Promise<boolean> {
  const [first, ...more] = text.incidents
  const one = first && more.length === 0 ? first : null
  const title = one ? one.name : `${text.incidents.length} at once`
  const { outboxId, copies, now } = of
  const about = [one?.clientId ?? one?.subject ?? null, one?.clientId ?? null]
  const ids = text.incidents.map(({ id }) => id)
  const values = [text.type, text.key, text.severity, title, text.body, ...about, ids, outboxId, now, copies]
  const { rowCount } = await tx.query({ name: 'claim-alert', text: claim, values })
  if (rowCount === 0) return false
  await tx.query({ name: 'incidents-texted', text: texted, values: [ids, now] })
  return true
}

export async function escalate(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const text = `update incidents set severity = 'HIGH', escalated_at = $2 where id = any($1::uuid[]) and severity = 'MEDIUM'`
  await tx.query({ name: 'escalate', text, values: [ids, now] })
}

export interface SettledAlert {
  id: string
  type: string
  message: string
  state: string
  error: string | null
}

/**
 * The last of a text's tries says what became of it. One that our account held for longer than it would be tried again
 * came to nothing, and so did one that is not there any more.
 */
const settle = `
with tries as (
 select a.id, a.state as was, o.state, o.delivery_status, o.reason, o.sent_at, o.id is null or o.state in ('FAILED', 'SUPPRESSED')
  or o.delivery_status in ('undelivered', 'failed') or o.state = 'HELD' and o.held_at <= now() - interval '30 minutes' as failed
 from alert_logs a left join lateral (
  select * from outbox o where o.dedupe_key in (a.outbox_id::text, a.outbox_id::text || '~2', a.outbox_id::text || '~3', a.outbox_id::text || '~4')
  order by o.created_at desc, o.seq desc limit 1) o on true
 where a.state in ('CLAIMED', 'SENT') and a.outbox_id is not null),
 next as (
 select id, case when failed then 'FAILED' when delivery_status = 'delivered' then 'DELIVERED' when state = 'SENT' then 'SENT' else 'CLAIMED' end as state,
  case when failed then coalesce(reason, delivery_status, 'lost') end as error, sent_at from tries),
 done as (
 update alert_logs a set state = n.state, error = n.error, sent_at = n.sent_at, delivered_at = case when n.state = 'DELIVERED' then $1::timestamptz end
 from next n where n.id = a.id and n.state <> a.state returning a.id, a.alert_type, a.message, a.state, a.error, a.incident_ids),
 failed as (
 update incidents i set failed_texts = case when d.state = 'FAILED' then failed_texts + 1 else 0 end
 from done d where i.id = any(d.incident_ids) and i.closed_at is null),
 mailed as (
 insert into alert_copies (alert_id, channel, not_before) select id, channel, $1 from done, unnest($2::text[]) as channel
 where state = 'FAILED' on conflict do nothing)
select id, alert_type as type, message, state, error from done`

/** Records what became of the texts that were claimed; gives those whose state moved. What failed goes by `ifFailed`. */
export async function settleTexts(db: Db, ifFailed: readonly CopyChannel[], now: Date): Promise<SettledAlert[]> {
  return (await db.query<SettledAlert>({ name: 'settle-alerts', text: settle, values: [now, ifFailed] })).rows
}
