/** What the founder's commands read and change, each within the turn that asked for it. */
import type { FounderStatus, ShownIncident } from '@jobrun/domain/monitor/founder-answers'
import { auditAll } from '../operator/audit.ts'
import type { Tx } from '../pool.ts'

const columns = `
i.number, i.alert_type as type, i.severity, i.name, i.words, i.opened_at as "openedAt", i.closed_at as "closedAt",
 i.acknowledged_at as "acknowledgedAt", case when greatest(i.muted_until, m.until) > $1 then greatest(i.muted_until, m.until) end as "mutedUntil", i.texts
from incidents i left join client_mutes m on m.client_id = i.client_id`

const open = `select ${columns} where i.closed_at is null order by i.acknowledged_at is not null, i.severity, i.number`

const status = `
select (select max(started_at) from monitor_runs) as "lastRunAt",
 (select max(ends_at) from alert_silences where ends_at > $1 and starts_at <= $1) as "silencedUntil",
 coalesce((select outbound_paused and (outbound_paused_until is null or outbound_paused_until > $1) from fleet_switches where id = 1), false) as "outboundPaused",
 coalesce((select ai_disabled and (ai_disabled_until is null or ai_disabled_until > $1) from fleet_switches where id = 1), false) as "aiDisabled",
 (select count(*)::int from clients where onboarding_complete and (payment_active or grace_until > $1)) as live`

export async function readFounderStatus(tx: Tx, now: Date): Promise<FounderStatus> {
  const incidents = await tx.query<ShownIncident>({ name: 'founder-open', text: open, values: [now] })
  const { rows } = await tx.query<Omit<FounderStatus, 'open'>>({ name: 'founder-status', text: status, values: [now] })
  const [row] = rows
  if (!row) throw new Error('a row without tables is always there')
  return { ...row, open: incidents.rows }
}

export async function findIncident(tx: Tx, number: number, now: Date): Promise<ShownIncident | null> {
  const text = `select ${columns} where i.number = $2`
  return (await tx.query<ShownIncident>({ name: 'founder-incident', text, values: [now, number] })).rows[0] ?? null
}

export async function acknowledgeByText(tx: Tx, number: number, now: Date): Promise<void> {
  const text = `update incidents set acknowledged_at = coalesce(acknowledged_at, $1) where number = $2 and closed_at is null returning id`
  await record(
    tx,
    await tx.query<{ id: string }>({ name: 'founder-ack', text, values: [now, number] }),
    'alert.acknowledge',
    now,
  )
}

export async function muteByText(tx: Tx, number: number, of: { until: Date; now: Date }): Promise<void> {
  const text = `update incidents set muted_until = $1 where number = $2 and closed_at is null returning id`
  const muted = await tx.query<{ id: string }>({ name: 'founder-mute', text, values: [of.until, number] })
  await record(tx, muted, 'alert.mute', of.now)
}

const byText = { actor: 'founder', reason: 'by text' } as const

async function record(tx: Tx, { rows }: { rows: readonly { id: string }[] }, action: string, now: Date): Promise<void> {
  const changes = rows.map(({ id }) => ({
    action,
    subjectType: 'incident',
    subjectId: id,
    clientId: null,
    before: null,
    after: {},
  }))
  await auditAll(tx, { ...byText, now }, changes)
}

export interface NamedClient {
  id: string
  businessName: string
}

const MOST_NAMED = 4

/** By the whole name, or else by its beginning; a few where several are called so. */
export async function findByName(tx: Tx, written: string): Promise<NamedClient[]> {
  const text = `
select id, business_name as "businessName" from clients where lower(business_name) like $1 escape '~'
order by lower(business_name) <> $2, business_name limit ${MOST_NAMED}`
  const wanted = written.toLowerCase()
  const values = [`${wanted.replace(/[~%_]/g, '~$&')}%`, wanted]
  const { rows } = await tx.query<NamedClient>({ name: 'founder-client', text, values })
  const whole = rows.filter(({ businessName }) => businessName.toLowerCase() === wanted)
  return whole.length === 1 ? whole : rows
}

export async function askForCode(
  tx: Tx,
  of: { clientId: string; pause: boolean; code: string; expiresAt: Date },
): Promise<void> {
  const text = `insert into founder_requests (code, client_id, pause, expires_at) values ($1, $2, $3, $4)`
  await tx.query({ name: 'founder-asks', text, values: [of.code, of.clientId, of.pause, of.expiresAt] })
}

const confirm = `
with asked as (
 update founder_requests r set used_at = $2 where id = (
  select id from founder_requests where used_at is null and expires_at > $2 order by expires_at desc limit 1 for update) and r.code = $1
 returning client_id, pause),
 was as (
 select c.id, c.business_name, a.pause, c.outbound_paused and (c.outbound_paused_until is null or c.outbound_paused_until > $2) as paused
 from asked a join clients c on c.id = a.client_id for no key update of c),
 turned as (
 update clients c set outbound_paused = was.pause, outbound_paused_until = null, updated_at = $2 from was where c.id = was.id),
 logged as (
 insert into switch_log (client_id, switch, from_value, to_value, reason, actor, created_at)
 select id, 'outboundPaused', paused, pause, 'by text', 'founder', $2 from was where paused <> pause)
select id, business_name as "businessName", pause from was`

/** Only the last thing asked for can be confirmed, once. */
export async function confirmByCode(
  tx: Tx,
  code: string,
  now: Date,
): Promise<(NamedClient & { pause: boolean }) | null> {
  const { rows } = await tx.query<NamedClient & { pause: boolean }>({
    name: 'founder-confirms',
    text: confirm,
    values: [code, now],
  })
  return rows[0] ?? null
}
