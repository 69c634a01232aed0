/**
 * Chooses the brain once for a turn. Counts each AI call as it ends, keeps what it brought so that a turn taken again
 * does not pay twice, and asks no more once the day's money is spent, or when turns are taken late.
 */
import { keepAnswer } from '@jobrun/db/path/ai-calls'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Pool } from '@jobrun/db/pool'
import { type Gathering, lateMs } from '@jobrun/domain/inbound/gather'
import type { Attempt, Brain, BrainName, FallibleBrain } from '@jobrun/domain/pipeline/brain'
import { whyOverBudget } from '@jobrun/domain/pipeline/budget'
import { whyOverloaded } from '@jobrun/domain/pipeline/overload'
import { rulesBrain } from '@jobrun/domain/pipeline/rules-brain'
import { TURN_MS, withRulesBehind } from '@jobrun/domain/pipeline/with-rules-behind'

export interface BrainDeps {
  pool: Pool
  /** null: AI is off for the whole fleet. */
  ai: FallibleBrain | null
  /** The rules may be meant to answer although there is an AI. */
  answers: BrainName
  /** For all clients together and a UTC day; null: no limit. */
  fleetBudgetMicroUsd: number | null
  gathering: Gathering
  elapsed: () => number
  /** Told of each turn that came too late for the AI. */
  overloaded: (now: Date) => void
}

export function createBrainForTurn(deps: BrainDeps): (context: TurnContext, now: Date) => Brain {
  return (context, now) => {
    const { ai, answers, elapsed } = deps
    if (!ai || answers === 'rules' || context.switches.aiDisabled) return rulesBrain
    const signal = AbortSignal.timeout(TURN_MS)
    return withRulesBehind(withinMeans(ai, deps, { context, now }), rulesBrain, { signal, elapsed })
  }
}

interface Asking {
  context: TurnContext
  now: Date
}

function withinMeans(ai: FallibleBrain, deps: BrainDeps, { context, now }: Asking): FallibleBrain {
  const fromSeq = context.unanswered[0]?.seq ?? 0
  const toSeq = context.unanswered.at(-1)?.seq ?? 0
  const unasked = whyNotAsked(deps, { context, now })
  const asked = new Map<string, Promise<Attempt<unknown>>>()

  async function pay<T>(question: string, key: string, ask: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    if (unasked) return { ok: false, ...unasked, service: 'not-asked', usage: null }
    const attempt = await ask()
    const { usage } = attempt
    const call = { question, outcome: attempt.ok ? ('answered' as const) : attempt.why, usage }
    const of = { clientId: context.client?.id ?? null, purpose: 'turn' as const, at: now, calls: [call] }
    // What was paid for is kept even if it is no answer; what failed for nothing is counted with the turn.
    if (attempt.ok || usage) {
      const { conversationId } = context
      await keepAnswer(deps.pool, of, { conversationId, fromSeq, toSeq, question: key, answer: attempt })
    }
    return attempt
  }

  /** The same question in the same turn is asked once, whatever came of it. */
  function once<T>(question: string, key: string, ask: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    const stored = context.storedAnswers.find((answer) => answer.toSeq === toSeq && answer.question === key)
    if (stored) return Promise.resolve(stored.answer as Attempt<T>)
    const answer = asked.get(key) ?? pay(question, key, ask)
    asked.set(key, answer)
    return answer as Promise<Attempt<T>>
  }
  return {
    sentinel: (question, signal) => once('sentinel', 'sentinel', () => ai.sentinel(question, signal)),
    dial: (question, signal) => once('dial', 'dial', () => ai.dial(question, signal)),
    flow: (question, signal) => once('flow', 'flow', () => ai.flow(question, signal)),
    lyra: (question, signal) => once('lyra', `lyra ${JSON.stringify(question.say)}`, () => ai.lyra(question, signal)),
  }
}

function whyNotAsked(deps: BrainDeps, { context, now }: Asking): { why: 'overload' | 'budget'; detail: string } | null {
  const overload = whyOverloaded(lateMs(context.unanswered, now, deps.gathering))
  if (overload) deps.overloaded(now)
  if (overload) return { why: 'overload', detail: `not asked: ${overload}` }
  const budget = overBudget(deps, context)
  return budget ? { why: 'budget', detail: `not asked: ${budget}` } : null
}

function overBudget({ fleetBudgetMicroUsd }: BrainDeps, { aiSpent, client }: TurnContext): string | null {
  return whyOverBudget({
    client: { spentMicroUsd: aiSpent.clientMicroUsd, budgetMicroUsd: client?.aiDailyBudgetMicroUsd ?? null },
    fleet: { spentMicroUsd: aiSpent.fleetMicroUsd, budgetMicroUsd: fleetBudgetMicroUsd },
  })
}
