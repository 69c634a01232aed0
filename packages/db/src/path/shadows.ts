/**
 * Turns that the other brain is to answer too. Chosen in the turn's own transaction, asked when its replies have left,
 * and never a second time: a row that was claimed stays claimed, so whoever dies while asking has lost this one.
 */
import type { BrainName } from '@jobrun/domain/pipeline/brain'
import type { Agreement } from '@jobrun/domain/replay/agreement'
import { type Db, inTransaction, type Pool, type Tx } from '../pool.ts'
import { type AiCall, countCalls } from './ai-calls.ts'
import { storable } from './storable.ts'

export interface NewShadow {
  turnId: string
  clientId: string
  brain: BrainName
  /** What DIAL said to the turn. */
  intent: string
  turnAt: Date
}

const queueStatement = `
insert into turn_shadows (turn_id, client_id, brain, intent, turn_at) values ($1, $2, $3, $4, $5) on conflict do nothing`

export async function queueShadow(tx: Tx, { turnId, clientId, brain, intent, turnAt }: NewShadow): Promise<void> {
  const values = [turnId, clientId, brain, intent, turnAt]
  await tx.query({ name: 'queue-shadow', text: queueStatement, values })
}

export interface ClaimedShadow {
  turnId: string
  clientId: string
  brain: BrainName
  trace: unknown
  /** The switch, at this moment. */
  aiDisabled: boolean
}

/** A reply that cannot leave must not keep the shadow waiting for ever. */
const claimStatement = `
with due as (
 select s.turn_id from turn_shadows s where s.state = 'WAITING'
  and (s.created_at < now() - interval '2 minutes'
   or not exists (select 1 from outbox o where o.turn_id = s.turn_id and o.state in ('READY', 'SENDING') and o.not_before <= now()))
 order by s.created_at limit 1 for update of s skip locked),
 claimed as (update turn_shadows s set state = 'ASKING' from due where s.turn_id = due.turn_id returning s.turn_id, s.client_id, s.brain)
select c.turn_id as "turnId", c.client_id as "clientId", c.brain, t.trace,
 (cl.ai_disabled and coalesce(cl.ai_disabled_until > $1, true))
  or coalesce((select f.ai_disabled and coalesce(f.ai_disabled_until > $1, true) from fleet_switches f), false) as "aiDisabled"
from claimed c join turns t on t.id = c.turn_id join clients cl on cl.id = c.client_id`

/** The one that waits longest, ours alone from now on. */
export async function claimShadow(db: Db, now: Date): Promise<ClaimedShadow | null> {
  const { rows } = await db.query<ClaimedShadow>({ name: 'claim-shadow', text: claimStatement, values: [now] })
  return rows[0] ?? null
}

export async function skipShadow(db: Db, turnId: string, reason: string): Promise<void> {
  const text = `update turn_shadows set state = 'SKIPPED', reason = $2 where turn_id = $1`
  await db.query({ name: 'skip-shadow', text, values: [turnId, reason] })
}

export interface AnsweredShadow {
  turnId: string
  clientId: string
  answers: unknown
  agreement: Agreement
  calls: readonly AiCall[]
  now: Date
}

const settleStatement = `
update turn_shadows set state = 'DONE', answers = $2, same_sentinel = $3, same_dial = $4, same_flow = $5, same_decision = $6, done_at = $7
where turn_id = $1`

/** What was said and what it cost, together. */
export async function settleShadow(pool: Pool, of: AnsweredShadow): Promise<void> {
  const { turnId, clientId, agreement, now } = of
  const { sentinel, dial, flow, decision } = agreement
  await inTransaction(pool, async (tx) => {
    await countCalls(tx, { clientId, purpose: 'shadow', at: now, calls: of.calls })
    const values = [turnId, storable(of.answers), sentinel, dial, flow, decision, now]
    await tx.query({ name: 'settle-shadow', text: settleStatement, values })
  })
}
