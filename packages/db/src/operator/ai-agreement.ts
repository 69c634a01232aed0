/** The turns that both brains answered: how often they agree, and the ones on which they do not. */
import { Prisma } from '../generated/client.ts'
import type { PrismaClient } from '../prisma.ts'
import { type Listed, listed, type Page, take } from './page.ts'

export interface AgreementRow {
  by: 'day' | 'intent' | 'client' | 'brain' | 'total'
  day: string | null
  intent: string | null
  clientId: string | null
  businessName: string | null
  brain: 'ai' | 'rules' | null
  turns: number
  sentinelCompared: number
  sentinelAgreed: number
  dialCompared: number
  dialAgreed: number
  flowCompared: number
  flowAgreed: number
  decisionCompared: number
  decisionAgreed: number
}

export interface AgreementOf {
  from: Date
  clientId: string | undefined
}

const MOST_CLIENTS = 100

const ofClient = (clientId: string | undefined) =>
  clientId ? Prisma.sql`and s.client_id = ${clientId}::uuid` : Prisma.empty

export function readAgreement(prisma: PrismaClient, { from, clientId }: AgreementOf): Promise<AgreementRow[]> {
  return prisma.$queryRaw<AgreementRow[]>`
   with done as (
    select to_char(s.turn_at at time zone 'UTC', 'YYYY-MM-DD') as day, s.* from turn_shadows s
    where s.state = 'DONE' and s.turn_at >= ${from} ${ofClient(clientId)}),
   sums as (
    select case when grouping(day) = 0 then 'day' when grouping(intent) = 0 then 'intent' when grouping(client_id) = 0 then 'client'
      when grouping(brain) = 0 then 'brain' else 'total' end as by, day, intent, client_id, brain, count(*)::int as turns,
     count(same_sentinel)::int as sentinel_compared, count(*) filter (where same_sentinel)::int as sentinel_agreed,
     count(same_dial)::int as dial_compared, count(*) filter (where same_dial)::int as dial_agreed,
     count(same_flow)::int as flow_compared, count(*) filter (where same_flow)::int as flow_agreed,
     count(same_decision)::int as decision_compared, count(*) filter (where same_decision)::int as decision_agreed
    from done group by grouping sets ((day), (intent), (client_id), (brain), ())),
   ranked as (select *, row_number() over (partition by by order by turns desc, client_id) as place from sums)
   select r.by, r.day, r.intent, r.client_id as "clientId", c.business_name as "businessName", r.brain, r.turns,
    r.sentinel_compared as "sentinelCompared", r.sentinel_agreed as "sentinelAgreed", r.dial_compared as "dialCompared",
    r.dial_agreed as "dialAgreed", r.flow_compared as "flowCompared", r.flow_agreed as "flowAgreed",
    r.decision_compared as "decisionCompared", r.decision_agreed as "decisionAgreed"
   from ranked r left join clients c on c.id = r.client_id
   where r.by <> 'client' or r.place <= ${MOST_CLIENTS} order by r.day desc, r.turns desc, r.intent, r.brain`
}

/** Chosen turns that were not compared: those that wait, those under way or lost, and those skipped, by why. */
export function readNotCompared(prisma: PrismaClient, { from, clientId }: AgreementOf) {
  return prisma.$queryRaw<{ why: string; turns: number }[]>`
   select coalesce(s.reason, lower(s.state)) as why, count(*)::int as turns from turn_shadows s
   where s.state <> 'DONE' and s.turn_at >= ${from} ${ofClient(clientId)} group by 1 order by 2 desc, 1`
}

const withTurn = { turn: { select: { trace: true, label: true } } } as const
export type DisagreementRow = Prisma.TurnShadowGetPayload<{ include: typeof withTurn }>

export async function listDisagreements(
  prisma: PrismaClient,
  { from, clientId }: AgreementOf,
  page: Page,
): Promise<Listed<DisagreementRow>> {
  const { after } = page
  const rows = await prisma.turnShadow.findMany({
    where: {
      state: 'DONE',
      ...(clientId ? { clientId } : {}),
      turnAt: { gte: from, ...(after ? { lte: after.at } : {}) },
      OR: [{ sameSentinel: false }, { sameDial: false }, { sameFlow: false }, { sameDecision: false }],
      ...(after ? { NOT: { turnAt: after.at, turnId: { gte: after.id } } } : {}),
    },
    orderBy: [{ turnAt: 'desc' }, { turnId: 'desc' }],
    take: take(page),
    include: withTurn,
  })
  return listed(rows, page)
}
