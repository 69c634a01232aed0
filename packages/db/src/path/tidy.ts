/** What ends by itself: leads nobody has written about for 14 days, switches past their expiry, answers kept for retries. */
import type { Db } from '../pool.ts'

export const LEAD_DAYS = 14

const leads = `
with quiet as (
 select id, state from leads where state <> 'CLOSED' and last_text_at < $1::timestamptz - interval '${LEAD_DAYS} days'
 order by last_text_at limit 100 for update skip locked),
 closed as (
 update leads l set state = 'CLOSED', closed_at = $1 where l.id = any (array(select id from quiet))
 returning l.id, l.client_id, (select q.state from quiet q where q.id = l.id) as was)
insert into lead_history (lead_id, client_id, from_state, to_state, reason, created_at)
select id, client_id, was, 'CLOSED', 'no text for ${LEAD_DAYS} days', $1 from closed`

export async function closeQuietLeads(db: Db, now: Date): Promise<number> {
  return (await db.query({ name: 'close-quiet-leads', text: leads, values: [now] })).rowCount ?? 0
}

const expiring = [
  ['clients', 'id', 'outbound_paused', 'outboundPaused'],
  ['clients', 'id', 'ai_disabled', 'aiDisabled'],
  ['client_settings', 'client_id', 'notifications_paused', 'notificationsPaused'],
  ['fleet_switches', 'null::uuid', 'outbound_paused', 'outboundPaused'],
  ['fleet_switches', 'null::uuid', 'ai_disabled', 'aiDisabled'],
  ['fleet_switches', 'null::uuid', 'notifications_paused', 'notificationsPaused'],
] as const

/** A switch past its expiry is off already to every reader; here it is written down, once, with the reason. */
export async function endExpiredSwitches(db: Db, now: Date): Promise<number> {
  let ended = 0
  for (const [table, clientId, column, name] of expiring) {
    const text = `
     with over as (update ${table} set ${column} = false, ${column}_until = null where ${column} and ${column}_until <= $1 returning ${clientId} as client_id)
     insert into switch_log (client_id, switch, from_value, to_value, reason, actor, created_at)
     select client_id, '${name}', true, false, 'expired', 'clock', $1 from over`
    ended += (await db.query({ text, values: [now] })).rowCount ?? 0
  }
  return ended
}

export async function forgetOldAnswers(db: Db, now: Date): Promise<void> {
  const text = `delete from brain_answers where created_at < $1::timestamptz - interval '1 day'`
  await db.query({ name: 'forget-answers', text, values: [now] })
}
