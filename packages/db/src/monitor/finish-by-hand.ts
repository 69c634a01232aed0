/**
 * An onboarding that somebody set to COMPLETE in the database counts as a proven call: what follows from that is done
 * once, and what it lacks is flagged. By hand means that the state was not entered when it was completed.
 */
import type { Tx } from '../pool.ts'

const statement = `
with by_hand as (
 select s.client_id, s.completed_at from onboarding_states s join clients c on c.id = s.client_id
 where s.current_state = 'COMPLETE' and not c.onboarding_complete and (s.completed_at is null or s.state_entered_at < s.completed_at)
 limit 100 for no key update of c),
 states as (
 update onboarding_states s set completed_at = coalesce(h.completed_at, $1), state_entered_at = coalesce(h.completed_at, $1),
  stuck_detected_at = null, nudge_at = null from by_hand h where s.client_id = h.client_id),
 proven as (
 update clients c set forwarding_enabled = true, updated_at = $1,
  onboarding_complete = c.business_name <> '' and c.twilio_number is not null and c.notification_preference is not null
 from by_hand h where c.id = h.client_id returning c.id, c.onboarding_complete)
insert into onboarding_events (client_id, event_key, kind, from_state, to_state, outcome, created_at)
select id, 'by-hand:' || extract(epoch from $1::timestamptz), 'by-hand', 'COMPLETE', 'COMPLETE',
 case when onboarding_complete then 'completed by hand' else 'completed by hand, not whole' end, $1 from proven on conflict do nothing
returning client_id as "clientId", outcome`

export async function finishByHand(tx: Tx, now: Date): Promise<{ clientId: string; outcome: string }[]> {
  return (
    await tx.query<{ clientId: string; outcome: string }>({ name: 'finish-by-hand', text: statement, values: [now] })
  ).rows
}
