/**
 * Lets the other brain answer turns that were chosen for it, one after the other and after their customers were answered.
 * One process at a time, so the budget is passed by one turn at most.
 */
import { readFleetSpend } from '@jobrun/db/path/ai-calls'
import { type ClaimedShadow, claimShadow, settleShadow, skipShadow } from '@jobrun/db/path/shadows'
import type { Pool } from '@jobrun/db/pool'
import type { FallibleBrain } from '@jobrun/domain/pipeline/brain'
import { budgetState } from '@jobrun/domain/pipeline/budget'
import { TURN_MS } from '@jobrun/domain/pipeline/with-rules-behind'
import { askShadow } from '@jobrun/domain/replay/ask-shadow'
import type { KeptTrace } from '@jobrun/domain/replay/decided'
import type { Events } from '../events.ts'

export interface ShadowDeps {
  pool: Pool
  /** null: there is no AI. */
  ai: FallibleBrain | null
  budgetMicroUsd: number
  now: () => Date
  elapsed: () => number
  events: Pick<Events, 'taskFailed'>
}

/** Well within the lease of the task. */
const LONGEST_RUN_MS = 30_000

export async function askShadows(deps: ShadowDeps): Promise<void> {
  const until = deps.elapsed() + LONGEST_RUN_MS
  while (deps.elapsed() < until) {
    const now = deps.now()
    const claimed = await claimShadow(deps.pool, now)
    if (!claimed) return
    // It stays claimed: better one answer fewer than one paid for twice.
    await askOne(deps, claimed, now).catch((error) => deps.events.taskFailed('shadow', error))
  }
}

async function askOne(deps: ShadowDeps, claimed: ClaimedShadow, now: Date): Promise<void> {
  const { turnId, clientId, brain } = claimed
  const refused = brain === 'ai' ? await whyNotAi(deps, claimed, now) : null
  if (refused) return skipShadow(deps.pool, turnId, refused)
  const signal = AbortSignal.timeout(TURN_MS)
  const asked = await askShadow(claimed.trace as KeptTrace, { brain, ai: deps.ai, signal })
  if (!asked) return skipShadow(deps.pool, turnId, 'no-input')
  const { said, agreement, calls } = asked
  await settleShadow(deps.pool, { turnId, clientId, answers: said, agreement, calls, now })
}

async function whyNotAi({ pool, ai, budgetMicroUsd }: ShadowDeps, claimed: ClaimedShadow, now: Date) {
  if (!ai) return 'no-ai'
  if (claimed.aiDisabled) return 'ai-disabled'
  const spentMicroUsd = await readFleetSpend(pool, now, 'shadow')
  return budgetState({ spentMicroUsd, budgetMicroUsd }) === 'reached' ? 'budget' : null
}
