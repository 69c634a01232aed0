/** Incidents as they stand. Whoever changes them holds the lock of alerts, so that what is decided of them is decided once. */
import { type AlertSeverity, type Finding, severityOf } from '@jobrun/domain/monitor/alert-types'
import type { KnownIncident } from '@jobrun/domain/monitor/incidents'
import { storable } from '../path/storable.ts'
import type { Db, Tx } from '../pool.ts'

/** Until the transaction ends; taken before any row is touched. */
export async function lockAlerts(tx: Tx): Promise<void> {
  await tx.query({ name: 'lock-alerts', text: `select pg_advisory_xact_lock(hashtext('jobrun alerts'))` })
}

const openOnes = `
select id, alert_type as type, subject, kind, last_seen_at as "lastSeenAt" from incidents where closed_at is null`

export async function listOpenKeys(db: Db): Promise<KnownIncident[]> {
  return (await db.query<KnownIncident>({ name: 'open-incidents', text: openOnes })).rows
}

export async function anyOpen(db: Db): Promise<boolean> {
  const text = `select 1 from incidents where closed_at is null limit 1`
  return (await db.query({ name: 'any-open', text })).rowCount === 1
}

export interface SeenIncident extends Finding {
  severity: AlertSeverity
}

/** What closed within 6 h and is back is the same incident: flapping texts nobody. */
const seen = `
with found as (
 select f.type, f.subject, f."clientId", f.severity, f.name, f.words from jsonb_to_recordset($2::jsonb)
  as f(type text, subject text, "clientId" uuid, severity text, name text, words text)
 where f."clientId" is null or exists (select 1 from clients c where c.id = f."clientId")),
 back as (
 update incidents i set closed_at = null, acknowledged_at = null, note = null, last_seen_at = $1, name = f.name, words = f.words
 from found f where i.id = (
  select j.id from incidents j where j.alert_type = f.type and j.subject = f.subject and j.closed_at > $1::timestamptz - interval '6 hours'
  order by j.closed_at desc limit 1)
  and not exists (select 1 from incidents o where o.alert_type = f.type and o.subject = f.subject and o.closed_at is null)
 returning i.alert_type, i.subject),
 kept as (
 update incidents i set last_seen_at = $1, name = f.name, words = f.words
 from found f where i.alert_type = f.type and i.subject = f.subject and i.closed_at is null returning i.alert_type, i.subject)
insert into incidents (alert_type, subject, client_id, severity, kind, name, words, opened_at, last_seen_at)
select f.type, f.subject, f."clientId", f.severity, 'check', f.name, f.words, $1, $1 from found f
where (f.type, f.subject) not in (select alert_type, subject from back union all select alert_type, subject from kept)
order by f.type, f.subject`

/** How many were opened. */
export async function keepSeen(tx: Tx, incidents: readonly SeenIncident[], now: Date): Promise<number> {
  if (incidents.length === 0) return 0
  const values = [now, storable(incidents)]
  return (await tx.query({ name: 'keep-seen', text: seen, values })).rowCount ?? 0
}

/** In the order of their keys, so that two transactions never wait for each other's. */
const raise = `
insert into incidents as i (alert_type, subject, client_id, severity, kind, name, words, opened_at, last_seen_at)
select f.type, f.subject, c.id, f.severity, 'event', f.name, f.words, $1, $1 from jsonb_to_recordset($2::jsonb)
 as f(type text, subject text, "clientId" uuid, severity text, name text, words text) left join clients c on c.id = f."clientId"
order by f.type, f.subject
on conflict (alert_type, subject) where closed_at is null
do update set last_seen_at = greatest(i.last_seen_at, excluded.last_seen_at), name = excluded.name, words = excluded.words`

/**
 * What has just happened becomes an incident, in the transaction in which it happened and without the lock of alerts;
 * the founder's texts follow from the rows, seconds later.
 */
export async function raiseFindings(db: Db, findings: readonly Finding[], now: Date): Promise<void> {
  if (findings.length === 0) return
  const rows = findings.map((finding) => ({ ...finding, severity: severityOf(finding.type) }))
  const once = [...new Map(rows.map((row) => [`${row.type} ${row.subject}`, row])).values()]
  await db.query({ name: 'raise-findings', text: raise, values: [now, storable(once)] })
}

export async function closeIncidents(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const text = `update incidents set closed_at = $2 where id = any($1::uuid[]) and closed_at is null`
  await tx.query({ name: 'close-incidents', text, values: [ids, now] })
}
