/** What the monitor's checks look at, read in a bounded number of questions; one that fails does not take the others with it. */
import { findWaitingOwners } from '@jobrun/db/monitor/waiting-owners'
import type { Pool } from '@jobrun/db/pool'
import type { Facts, Gathered } from '@jobrun/domain/monitor/checks'
import { stateFrom, thresholds } from '@jobrun/domain/monitor/stuck'
import type { Events } from '../events.ts'

export interface GatherDeps {
  pool: Pool
  events: Pick<Events, 'taskFailed'>
}

type Read = { [Kind in keyof Facts]: () => Promise<Facts[Kind]> }

export async function gatherFacts(deps: GatherDeps, now: Date): Promise<Gathered> {
  const read: Read = {
    waitingOwners: () => waitingOwners(deps.pool, now),
  }
  const kinds = Object.keys(read) as (keyof Facts)[]
  const gathered = await Promise.all(kinds.map(async (kind) => [kind, await attempt(kind, read[kind], deps)] as const))
  return Object.fromEntries(gathered) as Gathered
}

/** What went wrong goes to the log; the founder's text has no words of the database's. */
async function attempt(kind: string, read: () => Promise<unknown>, { events }: GatherDeps) {
  try {
    return { ok: true, value: await read() }
  } catch (error) {
    events.taskFailed(`monitor: ${kind}`, error)
    return { ok: false, problem: 'its facts could not be read, see the log.' }
  }
}

async function waitingOwners(pool: Pool, now: Date): Promise<Facts['waitingOwners']> {
  const rows = await findWaitingOwners(pool, thresholds(), now)
  return rows.map((row) => ({ ...row, state: stateFrom(row.state), paid: row.paymentActive }))
}
