/**
 * One look of the monitor: facts, checks, incidents, texts. What it decides is kept in one transaction under the lock of
 * alerts, so that any number of looks at once text the founder once.
 */
import { finishByHand } from '@jobrun/db/monitor/finish-by-hand'
import { closeIncidents, keepSeen, listOpenKeys, lockAlerts } from '@jobrun/db/monitor/incidents'
import { keepRun, type MonitorRun } from '@jobrun/db/monitor/runs'
import { markStuck } from '@jobrun/db/monitor/waiting-owners'
import { inTransaction } from '@jobrun/db/pool'
import { look } from '@jobrun/domain/monitor/checks'
import { settleIncidents } from '@jobrun/domain/monitor/incidents'
import { thresholds } from '@jobrun/domain/monitor/stuck'
import type { Events } from '../events.ts'
import { queueAtomically } from '../outbox/queue-atomically.ts'
import { type GatherDeps, gatherFacts } from './gather-facts.ts'
import { recordOutcomes, type TellFounderDeps } from './tell-founder.ts'
import { type TendAiDeps, tendAi } from './tend-ai.ts'
import { textFounder } from './text-founder.ts'

export interface MonitorDeps extends TellFounderDeps, GatherDeps, TendAiDeps {
  queue: TellFounderDeps['queue'] & GatherDeps['queue']
  /** Writes down what this process has seen until now. */
  keepSightings: () => Promise<void>
  elapsed: () => number
  /** Told that it has run; null: nobody asked for it. */
  heartbeat: (() => Promise<void>) | null
  events: Pick<Events, 'monitorRan' | 'alertSettled' | 'taskFailed' | 'finishedByHand'>
}

export async function runMonitor(deps: MonitorDeps): Promise<MonitorRun> {
  const now = deps.now()
  const began = deps.elapsed()
  await tend(deps, now)
  const looked = look(await gatherFacts(deps, now), now)
  let run: MonitorRun | undefined
  await recordOutcomes(deps, now)
  await queueAtomically(deps, async (tx) => {
    await lockAlerts(tx)
    const { seen, closed } = settleIncidents(await listOpenKeys(tx), looked, now)
    await closeIncidents(tx, closed, now)
    const opened = await keepSeen(tx, seen, now)
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
  await deps.heartbeat?.().catch((error) => deps.events.taskFailed('heartbeat', error))
  return run
}

/** What the monitor mends by itself before it looks; none of it keeps it from looking. */
async function tend(deps: MonitorDeps, now: Date): Promise<void> {
  const mending: Record<string, () => Promise<unknown>> = {
    'keep what was seen': deps.keepSightings,
    'mark stuck': () => markStuck(deps.pool, thresholds(), now),
    'finish by hand': async () => {
      const finished = await inTransaction(deps.pool, (tx) => finishByHand(tx, now))
      for (const one of finished) deps.events.finishedByHand(one)
    },
    'tend the AI': () => tendAi(deps, now),
  }
  for (const [what, mend] of Object.entries(mending)) {
    await mend().catch((error) => deps.events.taskFailed(`monitor: ${what}`, error))
  }
}
