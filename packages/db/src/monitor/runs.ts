/** What the monitor found each time it looked, for a week. */
import { storable } from '../path/storable.ts'
import type { Db, Tx } from '../pool.ts'

export interface MonitorRun {
  startedAt: Date
  durationMs: number
  findings: { type: string; subject: string; severity: string; name: string; words: string }[]
  opened: number
  closed: number
  texts: number
}

const keep = `
with old as (delete from monitor_runs where started_at < $1::timestamptz - interval '7 days')
insert into monitor_runs (started_at, duration_ms, findings, opened, closed, texts) values ($1, $2, $3::jsonb, $4, $5, $6)`

export async function keepRun(tx: Tx, run: MonitorRun): Promise<void> {
  const { startedAt, durationMs, findings, opened, closed, texts } = run
  const values = [startedAt, durationMs, storable(findings), opened, closed, texts]
  await tx.query({ name: 'keep-run', text: keep, values })
}

const last = `
select started_at as "startedAt", duration_ms as "durationMs", findings, opened, closed, texts from monitor_runs order by started_at desc limit 1`

export async function lastRun(db: Db): Promise<MonitorRun | null> {
  return (await db.query<MonitorRun>({ name: 'last-run', text: last })).rows[0] ?? null
}
