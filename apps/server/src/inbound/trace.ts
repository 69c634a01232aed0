/** What is kept of how a turn was decided, for whoever asks why. */

import type { AiCall } from '@jobrun/db/path/ai-calls'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { CustomerTurn, PlannedTurn } from '@jobrun/domain/inbound/plan-turn'
import type { QueuedDraft } from '@jobrun/domain/outbox/queue-drafts'
import type { Answer, Usage } from '@jobrun/domain/pipeline/brain'
import { storedTurn } from '@jobrun/domain/replay/stored-turn'

interface Made {
  planned: PlannedTurn
  /** What a customer's turn was decided from. */
  from: CustomerTurn | null
  drafts: readonly QueuedDraft[]
  now: Date
  finished: Date
}

export function traceOf(context: TurnContext, { planned, from, drafts, now, finished }: Made) {
  const { verdict } = planned
  return {
    texts: context.unanswered.length,
    waitedMs: now.getTime() - (context.unanswered[0]?.receivedAt.getTime() ?? now.getTime()),
    tookMs: finished.getTime() - now.getTime(),
    context: { switches: context.switches, optedOut: context.optedOut, leadState: context.lead?.state ?? null },
    sentinel: verdict?.answers.sentinel ?? null,
    dial: verdict?.answers.dial ?? null,
    flow: verdict?.answers.flow ?? null,
    danger: verdict?.danger ?? null,
    injection: verdict?.injection ?? null,
    grounding: verdict?.grounding ?? null,
    rune: verdict?.decision ?? { rule: planned.rule, action: planned.action, say: null, tellOwner: null },
    lyra: verdict?.worded ?? null,
    vault: planned.lead,
    plan: { outcome: planned.outcome, purposes: planned.drafts.map((draft) => draft.purpose) },
    input: from && storedTurn(from, optOutTypesOf(context)),
    gate: drafts.map(({ dedupeKey, purpose, state, reason }) => ({ dedupeKey, purpose, state, reason })),
  }
}

function optOutTypesOf({ unanswered }: TurnContext): ReadonlyMap<number, string> {
  return new Map(unanswered.flatMap(({ seq, optOutType }) => (optOutType === null ? [] : [[seq, optOutType]])))
}

/** Tokens and money of every AI call of the turn, also of those whose answer did not count. */
export function usageOf({ verdict }: PlannedTurn): Omit<Usage, 'model'> {
  const total = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, costMicroUsd: 0 }
  for (const [, answer] of answersOf(verdict)) {
    for (const usage of [answer.usage, answer.fellBack?.usage]) {
      if (!usage) continue
      total.inputTokens += usage.inputTokens
      // An answer that an older version kept does not say.
      total.cachedTokens += usage.cachedTokens ?? 0
      total.outputTokens += usage.outputTokens
      total.costMicroUsd += usage.costMicroUsd
    }
  }
  return total
}

/** Questions without an answer for which nothing was paid; the others were counted as they were asked. */
export function unpaidCallsOf({ verdict }: PlannedTurn): AiCall[] {
  return answersOf(verdict).flatMap(([question, { fellBack }]) =>
    fellBack && !fellBack.usage ? [{ question, outcome: fellBack.why, usage: null }] : [],
  )
}

export function answersOf(verdict: PlannedTurn['verdict']): [question: string, answer: Answer<unknown>][] {
  if (!verdict) return []
  const { answer } = verdict.worded
  return [...Object.entries(verdict.answers), ...(answer ? [['lyra', answer] as [string, Answer<unknown>]] : [])]
}
