/** Stripe's events, each once by its id: kept when it comes, and done with in the transaction that changes something. */
import type { EventSubject } from '@jobrun/domain/billing/stripe-event'
import type { ToldEvent } from '@jobrun/domain/billing/till'
import { storable } from '../path/storable.ts'
import type { Db, Tx } from '../pool.ts'

const keep = `
insert into stripe_events (id, type, subject, created_at, received_at, state, outcome, done_at)
values ($1, $2, $3::jsonb, $4, $5, case when $6 then 'RECEIVED' else 'DONE' end, case when not $6 then 'not one that we act on' end, case when not $6 then $5::timestamptz end)
on conflict (id) do nothing`

/** false: it is here already. */
export async function keepStripeEvent(
  tx: Tx,
  event: ToldEvent,
  { handled, now }: { handled: boolean; now: Date },
): Promise<boolean> {
  const values = [event.id, event.type, storable(event.subject), event.createdAt, now, handled]
  return (await tx.query({ name: 'keep-stripe-event', text: keep, values })).rowCount === 1
}

export interface WaitingEvent {
  id: string
  type: string
  subject: EventSubject
}

/** null: it is done with, or unknown. */
export async function readWaitingEvent(db: Db, id: string): Promise<WaitingEvent | null> {
  const text = `select id, type, subject from stripe_events where id = $1 and state = 'RECEIVED'`
  const { rows } = await db.query<WaitingEvent>({ name: 'read-stripe-event', text, values: [id] })
  return rows[0] ?? null
}

export async function finishStripeEvent(
  db: Db,
  of: { id: string; clientId: string | null; outcome: string; now: Date },
): Promise<void> {
  const text = `update stripe_events set state = 'DONE', client_id = $2, outcome = $3, done_at = $4 where id = $1 and state = 'RECEIVED'`
  await db.query({ name: 'finish-stripe-event', text, values: [of.id, of.clientId, of.outcome, of.now] })
}

/** Those whose errand was lost. */
export async function findWaitingEvents(db: Db, before: Date): Promise<string[]> {
  const text = `select id from stripe_events where state = 'RECEIVED' and received_at < $1 order by received_at limit 200`
  const { rows } = await db.query<{ id: string }>({ name: 'find-stripe-events', text, values: [before] })
  return rows.map(({ id }) => id)
}
