/** Tells the founder when a day's money for the AI runs out, once at 80 % and once when the rules take over. */
import { findSpenders, readFleetSpend } from '@jobrun/db/path/ai-calls'
import type { Pool } from '@jobrun/db/pool'
import { budgetState, dollars, NEAR, type Spending } from '@jobrun/domain/pipeline/budget'

export interface BudgetDeps {
  pool: Pool
  fleetBudgetMicroUsd: number | null
  now: () => Date
  /** Tells the founder, once per type, subject and day. */
  alert: (type: string, subject: string, words: string) => Promise<void>
}

export async function raiseBudgets(deps: BudgetDeps): Promise<void> {
  const now = deps.now()
  const fleet = {
    spentMicroUsd: await readFleetSpend(deps.pool, now, 'turn'),
    budgetMicroUsd: deps.fleetBudgetMicroUsd,
  }
  if (fleet.spentMicroUsd > 0) await raise(deps, { subject: 'fleet', whom: 'all clients together' }, fleet)
  for (const client of await findSpenders(deps.pool, now, NEAR)) {
    await raise(deps, { subject: client.clientId, whom: `${client.businessName} (client ${client.clientId})` }, client)
  }
}

async function raise(deps: BudgetDeps, of: { subject: string; whom: string }, spending: Spending): Promise<void> {
  const spent = `the AI has cost ${dollars(spending.spentMicroUsd)} of ${dollars(spending.budgetMicroUsd ?? 0)} today (UTC) for ${of.whom}`
  switch (budgetState(spending)) {
    case 'within':
      return
    case 'near':
      return deps.alert('BUDGET', `${of.subject}:80`, `${spent}. When it is used up the rules answer.`)
    case 'reached':
      return deps.alert('BUDGET', `${of.subject}:100`, `${spent}. The rules answer until midnight UTC.`)
  }
}
