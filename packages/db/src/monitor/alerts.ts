/** What the alert policy decides by, and its decisions: each text is claimed under a key of its own before it is queued. */
import type { AlertFacts, OpenIncident, PlannedText } from '@jobrun/domain/monitor/alert-policy'
import type { Db, Tx } from '../pool.ts'

/** Mutes of the client count too. */
const openOnes = `
select i.id, i.number, i.alert_type as type, i.subject, i.client_id as "clientId", i.severity, i.kind, i.name, i.words, i.opened_at as "openedAt",
 i.acknowledged_at as "acknowledgedAt", greatest(i.muted_until, m.until) as "mutedUntil", i.escalated_at as "escalatedAt", i.texts,
 i.first_text_at as "firstTextAt", i.last_text_at as "lastTextAt", i.text_failed as "textFailed"
from incidents i left join client_mutes m on m.client_id = i.client_id where i.closed_at is null order by i.number`

/** A clock that went back leaves texts in the future, which would be "just now" until it comes. */
const clamp = `
update incidents set first_text_at = least(first_text_at, $1), last_text_at = least(last_text_at, $1) where closed_at is null and last_text_at > $1`

const lately = `select created_at as at, alert_type = 'SUMMARY' as summary from alert_logs where created_at > $1::timestamptz - interval '1 hour' and alert_type <> 'TEST_ALERT'`

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
insert into alert_logs (alert_type, alert_key, severity, title, message, resource_id, client_id, incident_ids, outbox_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9, $10) on conflict (alert_type, alert_key) do nothing`

const texted = `
update incidents set texts = texts + 1, first_text_at = coalesce(first_text_at, $2), last_text_at = $2, text_failed = false where id = any($1::uuid[])`

/** false: somebody has claimed this text before; nothing is changed. */
export async function claimText(tx: Tx, text: PlannedText, of: { outboxId: string; now: Date }): Promise<boolean> {
  const [first, ...more] = text.incidents
  const one = first && more.length === 0 ? first : null
  const title = one ? one.name : `${text.incidents.length} at once`
  const { outboxId, now } = of
  const about = [one?.clientId ?? one?.subject ?? null, one?.clientId ?? null]
  const ids = text.incidents.map(({ id }) => id)
  const values = [text.type, text.key, text.severity, title, text.body, ...about, ids, outboxId, now]
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

/** The last of a text's tries says what became of it. */
const settle = `
with tries as (
 select a.id, o.state, o.delivery_status, o.reason, o.sent_at, (o.state in ('FAILED', 'SUPPRESSED') or o.delivery_status in ('undelivered', 'failed')) as failed
 from alert_logs a cross join lateral (
  select * from outbox o where o.dedupe_key in (a.outbox_id::text, a.outbox_id::text || '~2', a.outbox_id::text || '~3', a.outbox_id::text || '~4')
  order by o.created_at desc, o.seq desc limit 1) o
 where a.state in ('CLAIMED', 'SENT')),
 next as (
 select id, case when failed then 'FAILED' when delivery_status = 'delivered' then 'DELIVERED' when state = 'SENT' then 'SENT' else 'CLAIMED' end as state,
  case when failed then coalesce(reason, delivery_status) end as error, sent_at from tries),
 done as (
 update alert_logs a set state = n.state, error = n.error, sent_at = n.sent_at, delivered_at = case when n.state = 'DELIVERED' then $1::timestamptz end
 from next n where n.id = a.id and n.state <> a.state returning a.id, a.alert_type, a.message, a.state, a.error, a.incident_ids),
 failed as (
 update incidents i set text_failed = true from done d where d.state = 'FAILED' and i.id = any(d.incident_ids) and i.closed_at is null)
select id, alert_type as type, message, state, error from done`

/** Records what became of the texts that were claimed; gives those whose state moved. */
export async function settleTexts(db: Db, now: Date): Promise<SettledAlert[]> {
  return (await db.query<SettledAlert>({ name: 'settle-alerts', text: settle, values: [now] })).rows
}
