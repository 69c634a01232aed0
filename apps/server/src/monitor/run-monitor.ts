/**
 * One look of the monitor: facts, checks, incidents, texts. What it decides is kept in one transaction under the lock of
 * alerts, so that any number of looks at once text the founder once.
 */
import { settleTexts } from '@jobrun/db/monitor/alerts'
import { closeIncidents, keepSeen, listOpenKeys, lockAlerts } from '@jobrun/db/monitor/incidents'
import { keepRun, type MonitorRun } from '@jobrun/db/monitor/runs'
import { markStuck } from '@jobrun/db/monitor/waiting-owners'
import { look } from '@jobrun/domain/monitor/checks'
import { settleIncidents } from '@jobrun/domain/monitor/incidents'
import { thresholds } from '@jobrun/domain/monitor/stuck'
import type { Events } from '../events.ts'
import { type QueueingDeps, queueAtomically } from '../outbox/queue-atomically.ts'
import type { OurEnds } from '../outbox/told-messages.ts'
import { gatherFacts } from './gather-facts.ts'
import { textFounder } from './text-founder.ts'

export interface MonitorDeps extends QueueingDeps, OurEnds {
  elapsed: () => number
  events: Pick<Events, 'monitorRan' | 'alertSettled' | 'taskFailed'>
}

export async function runMonitor(deps: MonitorDeps): Promise<MonitorRun> {
  const now = deps.now()
  const began = deps.elapsed()
  await markStuck(deps.pool, thresholds(), now)
  const looked = look(await gatherFacts(deps, now), now)
  let run: MonitorRun | undefined
  await recordOutcomes(deps, now)
  await queueAtomically(deps, async (tx) => {
    await lockAlerts(tx)
    const { seen, closed } = settleIncidents(await listOpenKeys(tx), looked, now)
    await closeIncidents(tx, closed, now)
    const opened = await keepSeen(tx, seen, { kind: 'check', now })
    const queued = await textFounder(tx, deps, now)
    run = {
      startedAt: now,
      durationMs: Math.round(deps.elapsed() - began),
      findings: seen.map(({ type, subject, severity, name, words }) => ({ type, subject, severity, name, words })),
      opened,
      closed: closed.length,
      texts: queued.length,
    }
    await keepRun(tx, run)
    return queued
  })
  if (!run) throw new Error('the transaction held, and kept no run')
  deps.events.monitorRan({ ...run, findings: run.findings.length })
  return run
}

/** A text that came to nothing is printed in full: the log is then the only one who tells. */
export async function recordOutcomes(deps: MonitorDeps, now: Date): Promise<void> {
  for (const alert of await settleTexts(deps.pool, now)) deps.events.alertSettled(alert)
}
