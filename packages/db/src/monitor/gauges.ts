/** How much of what there is now, for whoever draws it. Ended messages are not counted: there is no end of them. */
import type { Db } from '../pool.ts'
import { readAges } from './facts.ts'

export interface Gauges {
  outbox: { state: string; count: number }[]
  onboarding: { state: string; count: number }[]
  incidents: { type: string; severity: string; count: number }[]
  ages: Awaited<ReturnType<typeof readAges>>
}

type Row = Record<string, string> & { count: number }

const outbox = `
select 'READY' as state, count(*)::int as count from outbox where state = 'READY' union all
select 'SENDING', count(*)::int from outbox where state = 'SENDING' union all
select 'HELD', count(*)::int from outbox where state = 'HELD'`
const onboarding = `select current_state as state, count(*)::int as count from onboarding_states group by 1`
const incidents = `select alert_type as type, severity, count(*)::int as count from incidents where closed_at is null group by 1, 2`

export async function readGauges(db: Db, now: Date): Promise<Gauges> {
  const read = async <T>(name: string, text: string) => (await db.query<Row>({ name, text })).rows as unknown as T[]
  return {
    outbox: await read('gauge-outbox', outbox),
    onboarding: await read('gauge-onboarding', onboarding),
    incidents: await read('gauge-incidents', incidents),
    ages: await readAges(db, now),
  }
}
