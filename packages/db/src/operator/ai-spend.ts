/** The sums of ai_usage, each way that an operator looks at them, in one scan of the days asked for. */
import { Prisma } from '../generated/client.ts'
import type { PrismaClient } from '../prisma.ts'

export interface SpendRow {
  day: string | null
  question: string | null
  clientId: string | null
  businessName: string | null
  purpose: string | null
  model: string | null
  outcome: string | null
  /** Which one of the above the row is about; "total" for all. */
  by: 'day' | 'question' | 'client' | 'purpose' | 'model' | 'outcome' | 'total'
  /** Questions, whether they left or not. */
  questions: number
  /** Those that left for the AI. */
  calls: number
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  costMicroUsd: number
}

const MOST_CLIENTS = 100

export async function readAiSpend(
  prisma: PrismaClient,
  of: { from: string; to: string; clientId: string | undefined },
): Promise<SpendRow[]> {
  const ofClient = of.clientId ? Prisma.sql`and u.client_id = ${of.clientId}::uuid` : Prisma.empty
  const rows = await prisma.$queryRaw<SpendRow[]>`
   with sums as (
    select to_char(u.day, 'YYYY-MM-DD') as day, u.question, u.client_id, u.purpose, u.model, u.outcome,
     case when grouping(u.day) = 0 then 'day' when grouping(u.question) = 0 then 'question' when grouping(u.client_id) = 0 then 'client'
      when grouping(u.purpose) = 0 then 'purpose' when grouping(u.model) = 0 then 'model' when grouping(u.outcome) = 0 then 'outcome' else 'total' end as by,
     coalesce(sum(u.calls), 0)::float8 as questions,
     coalesce(sum(u.calls) filter (where u.outcome not in ('breaker-open', 'budget', 'overload')), 0)::float8 as calls,
     coalesce(sum(u.input_tokens), 0)::float8 as input_tokens, coalesce(sum(u.cached_tokens), 0)::float8 as cached_tokens,
     coalesce(sum(u.output_tokens), 0)::float8 as output_tokens, coalesce(sum(u.cost_micro_usd), 0)::float8 as cost_micro_usd
    from ai_usage u where u.day between ${of.from}::date and ${of.to}::date ${ofClient}
    group by grouping sets ((u.day), (u.question), (u.client_id), (u.purpose), (u.model), (u.outcome), ())),
   ranked as (select *, row_number() over (partition by by order by cost_micro_usd desc, client_id) as place from sums)
   select r.day, r.question, r.client_id as "clientId", c.business_name as "businessName", r.purpose, r.model, r.outcome, r.by, r.questions, r.calls,
    r.input_tokens as "inputTokens", r.cached_tokens as "cachedTokens", r.output_tokens as "outputTokens", r.cost_micro_usd as "costMicroUsd"
   from ranked r left join clients c on c.id = r.client_id
   where r.by <> 'client' or r.place <= ${MOST_CLIENTS} order by r.day desc, r.cost_micro_usd desc, r.question, r.outcome`
  return rows
}

/** What turns have cost on the day: everybody's, and the client's where one is asked for. */
export async function readSpentOn(
  prisma: PrismaClient,
  of: { day: string; clientId: string | undefined },
): Promise<{ fleet: number; client: number }> {
  const [row] = await prisma.$queryRaw<[{ fleet: number; client: number }]>`
   select (select coalesce(sum(cost_micro_usd), 0)::float8 from ai_fleet_spend where day = ${of.day}::date and purpose = 'turn') as fleet,
    (select coalesce(sum(cost_micro_usd), 0)::float8 from ai_usage
      where client_id = ${of.clientId ?? null}::uuid and day = ${of.day}::date and purpose = 'turn') as client`
  return row
}
