/**
 * What the AI was asked and what it cost, written down call by call in the call's own statement, so that a turn taken
 * again, thrown away or never finished has still been paid for. Sums, not rows of calls: reading a budget stays cheap.
 */
import type { AiFailure, Usage } from '@jobrun/domain/pipeline/brain'
import type { Db, Tx } from '../pool.ts'
import { storable } from './storable.ts'

export type AiPurpose = 'turn' | 'shadow'

export interface AiCall {
  /** The one of the four, or whatever else the AI was asked. */
  question: string
  outcome: 'answered' | AiFailure
  /** null: nothing is known to be paid for. */
  usage: Usage | null
}

export interface CallsOf {
  clientId: string | null
  purpose: AiPurpose
  /** Its UTC day is the day that they count for. */
  at: Date
  calls: readonly AiCall[]
}

/** Calls at the same moment would wait for one row that all of them raise. */
const SHARDS = 16

/** In the order of their keys, so that two transactions never wait for each other's rows. */
const counting = `
given as (
 select $1::uuid as client_id, $2::text as purpose, ($3::timestamptz at time zone 'UTC')::date as day, c.question, c.outcome,
  coalesce(c.usage->>'model', '') as model, count(*)::int as calls, coalesce(sum((c.usage->>'inputTokens')::bigint), 0) as input_tokens,
  coalesce(sum((c.usage->>'cachedTokens')::bigint), 0) as cached_tokens, coalesce(sum((c.usage->>'outputTokens')::bigint), 0) as output_tokens,
  coalesce(sum((c.usage->>'costMicroUsd')::bigint), 0) as cost_micro_usd
 from jsonb_to_recordset($4::jsonb) as c(question text, outcome text, usage jsonb) group by 4, 5, 6),
 used as (
 insert into ai_usage as u (client_id, day, question, purpose, outcome, model, calls, input_tokens, cached_tokens, output_tokens, cost_micro_usd)
 select client_id, day, question, purpose, outcome, model, calls, input_tokens, cached_tokens, output_tokens, cost_micro_usd
 from given order by question, outcome, model
 on conflict (client_id, day, question, purpose, outcome, model) do update set calls = u.calls + excluded.calls,
  input_tokens = u.input_tokens + excluded.input_tokens, cached_tokens = u.cached_tokens + excluded.cached_tokens,
  output_tokens = u.output_tokens + excluded.output_tokens, cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd
 returning 1),
 spent as (
 insert into ai_fleet_spend as f (day, purpose, shard, cost_micro_usd)
 select day, purpose, floor(random() * ${SHARDS}), sum(cost_micro_usd) from given where (select count(*) from used) > 0
 group by day, purpose having sum(cost_micro_usd) > 0
 on conflict (day, purpose, shard) do update set cost_micro_usd = f.cost_micro_usd + excluded.cost_micro_usd)`

const countStatement = `with ${counting} select`

const keepStatement = `
with ${counting},
 kept as (
 insert into brain_answers (conversation_id, client_id, from_seq, to_seq, question, brain, answer)
 select $5::uuid, $1::uuid, $6::int, $7::int, $8::text, 'ai', $9::jsonb on conflict do nothing)
select`

function valuesOf({ clientId, purpose, at, calls }: CallsOf): unknown[] {
  return [clientId, purpose, at, storable(calls)]
}

export async function countCalls(db: Pick<Tx, 'query'>, of: CallsOf): Promise<void> {
  if (of.calls.length > 0) await db.query({ name: 'count-ai-calls', text: countStatement, values: valuesOf(of) })
}

export interface KeptAnswer {
  conversationId: string
  fromSeq: number
  toSeq: number
  question: string
  answer: unknown
}

/** Counts one call and keeps what it brought, so that a turn that has to be taken again does not pay for it twice. */
export async function keepAnswer(db: Pick<Tx, 'query'>, of: CallsOf, kept: KeptAnswer): Promise<void> {
  const { conversationId, fromSeq, toSeq, question, answer } = kept
  const values = [...valuesOf(of), conversationId, fromSeq, toSeq, question, storable(answer)]
  await db.query({ name: 'keep-answer', text: keepStatement, values })
}

export interface ClientSpending {
  clientId: string
  businessName: string
  budgetMicroUsd: number
  spentMicroUsd: number
}

const clients = `
select c.id as "clientId", c.business_name as "businessName", c.ai_daily_budget_micro_usd as "budgetMicroUsd",
 sum(u.cost_micro_usd)::float8 as "spentMicroUsd"
from ai_usage u join clients c on c.id = u.client_id
where u.day = ($1::timestamptz at time zone 'UTC')::date and u.purpose = 'turn' and c.ai_daily_budget_micro_usd is not null
group by c.id having sum(u.cost_micro_usd) >= c.ai_daily_budget_micro_usd * $2::float8 and sum(u.cost_micro_usd) > 0
order by c.id limit 200`

/** The clients whose turns have cost at least this share of their own budget on the day. */
export async function findSpenders(db: Db, now: Date, share: number): Promise<ClientSpending[]> {
  return (await db.query<ClientSpending>({ name: 'find-spenders', text: clients, values: [now, share] })).rows
}

const fleet = `
select coalesce(sum(cost_micro_usd), 0)::float8 as spent from ai_fleet_spend
where day = ($1::timestamptz at time zone 'UTC')::date and purpose = $2`

export async function readFleetSpend(db: Db, now: Date, purpose: AiPurpose): Promise<number> {
  const { rows } = await db.query<{ spent: number }>({ name: 'read-fleet-spend', text: fleet, values: [now, purpose] })
  return rows[0]?.spent ?? 0
}
