/** What the monitor's checks look at, read in a bounded number of questions; one that fails does not take the others with it. */
import { readAiOffSince } from '@jobrun/db/monitor/ai-off'
import * as db from '@jobrun/db/monitor/facts'
import { findWaitingOwners } from '@jobrun/db/monitor/waiting-owners'
import { findSpenders, readFleetSpend } from '@jobrun/db/path/ai-calls'
import type { Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import type { Gathered } from '@jobrun/domain/monitor/checks'
import type { Facts } from '@jobrun/domain/monitor/facts'
import { stateFrom, thresholds } from '@jobrun/domain/monitor/stuck'
import { onboardingStates } from '@jobrun/domain/onboarding/states'
import { NEAR } from '@jobrun/domain/pipeline/budget'
import type { Events } from '../events.ts'

export interface GatherDeps {
  pool: Pool
  queue: Pick<Queue, 'blockedKeys'>
  founderPhone: string
  fleetBudgetMicroUsd: number | null
  /** Of configuration and migrations, and where Twilio sends our texts: nothing of it is in our tables. */
  standing: () => Promise<Facts['standing']>
  events: Pick<Events, 'taskFailed'>
}

type Read = { [Kind in keyof Facts]: () => Promise<Facts[Kind]> }

const unfinished = onboardingStates.filter((state) => state !== 'COMPLETE')

export async function gatherFacts(deps: GatherDeps, now: Date): Promise<Gathered> {
  const { pool } = deps
  const read: Read = {
    waitingOwners: () => waitingOwners(pool, now),
    pools: () => db.readPools(pool, unfinished),
    pauses: () => db.readPauses(pool, now),
    traffic: () => db.readTraffic(pool, now),
    lateness: async () => ({ ...(await db.readAges(pool, now)), blockedConversations: await deps.queue.blockedKeys() }),
    spenders: () => spenders(deps, now),
    ai: async () => ({ spells: await db.readAiSpells(pool, now), offSince: await readAiOffSince(pool, now) }),
    oddities: () => db.findOddities(pool),
    standing: deps.standing,
    seen: () => db.readSeen(pool),
    reach: () => db.readReach(pool, deps.founderPhone),
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

async function spenders({ pool, fleetBudgetMicroUsd }: GatherDeps, now: Date): Promise<Facts['spenders']> {
  const spentMicroUsd = await readFleetSpend(pool, now, 'turn')
  const fleet = { clientId: null, businessName: '', spentMicroUsd, budgetMicroUsd: fleetBudgetMicroUsd }
  return [fleet, ...(await findSpenders(pool, now, NEAR))]
}
