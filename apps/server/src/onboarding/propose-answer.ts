/**
 * Asks the AI, before any transaction, for the value in an owner's answer that no rule reads. It can name nothing but
 * that value; the machine reads it like a text, and for the question that then stands. Without an AI, with the day's
 * money spent, or where the turn is taken late, there is no proposal, and nothing else differs.
 */

import { findOwned } from '@jobrun/db/onboarding/sign-up'
import { readStanding } from '@jobrun/db/onboarding/standing'
import { keepAnswer } from '@jobrun/db/path/ai-calls'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Pool } from '@jobrun/db/pool'
import { type Gathering, lateMs } from '@jobrun/domain/inbound/gather'
import { wordsToUs } from '@jobrun/domain/inbound/plan-people-turn'
import { freshStanding, type ProposalQuestion, proposalWanted } from '@jobrun/domain/onboarding/proposing'
import type { Proposal } from '@jobrun/domain/onboarding/standing'
import { isOn } from '@jobrun/domain/outbox/gate'
import type { Attempt } from '@jobrun/domain/pipeline/brain'
import { whyOverBudget } from '@jobrun/domain/pipeline/budget'
import { whyOverloaded } from '@jobrun/domain/pipeline/overload'
import { personTurnOf } from '../inbound/load-context.ts'

export interface ProposeDeps {
  pool: Pool
  /** null: AI is off. The value, or null where the texts hold none. */
  ai: { propose(question: ProposalQuestion, signal: AbortSignal): Promise<Attempt<string | null>> } | null
  /** For all clients together and a UTC day; null: no limit. */
  fleetBudgetMicroUsd: number | null
  gathering: Gathering
}

const LIMIT_MS = 5_000
const QUESTION = 'propose'

export function createPropose(deps: ProposeDeps): (context: TurnContext, now: Date) => Promise<Proposal | null> {
  return async (context, now) => {
    const { ai, pool } = deps
    if (!ai || context.switches.aiDisabled || isOverBudget(deps, context)) return null
    if (whyOverloaded(lateMs(context.unanswered, now, deps.gathering))) return null
    const owned = await findOwned(pool, context.phone)
    if (owned && isOn(owned.aiDisabled, now)) return null
    const standing = (owned && (await readStanding(pool, owned.id, now))?.standing) ?? freshStanding(context.phone, now)
    const texts = wordsToUs(personTurnOf(context, now))
    // Its words are thrown away: only whether the rules read the texts counts.
    const wanted = proposalWanted(standing, texts, { now, paymentLink: '', monthlyPrice: '', trialDays: 0 })
    if (!wanted) return null
    const { state, ...question } = wanted
    const attempt = await askOnce({ ai, pool }, { context, clientId: owned?.id ?? null, now }, question)
    return attempt.ok && attempt.value !== null ? { state, value: attempt.value } : null
  }
}

function isOverBudget({ fleetBudgetMicroUsd }: ProposeDeps, { aiSpent }: TurnContext): boolean {
  const fleet = { spentMicroUsd: aiSpent.fleetMicroUsd, budgetMicroUsd: fleetBudgetMicroUsd }
  return whyOverBudget({ client: { spentMicroUsd: 0, budgetMicroUsd: null }, fleet }) !== null
}

/** A turn taken again finds the answer that it paid for. */
async function askOnce(
  { ai, pool }: { ai: NonNullable<ProposeDeps['ai']>; pool: Pool },
  { context, clientId, now }: { context: TurnContext; clientId: string | null; now: Date },
  question: ProposalQuestion,
): Promise<Attempt<string | null>> {
  const fromSeq = context.unanswered[0]?.seq ?? 0
  const toSeq = context.unanswered.at(-1)?.seq ?? 0
  const stored = context.storedAnswers.find((answer) => answer.toSeq === toSeq && answer.question === QUESTION)
  if (stored) return stored.answer as Attempt<string | null>
  const attempt = await ai.propose(question, AbortSignal.timeout(LIMIT_MS))
  const { usage } = attempt
  if (attempt.ok || usage) {
    const call = { question: QUESTION, outcome: attempt.ok ? ('answered' as const) : attempt.why, usage }
    const calls = { clientId, purpose: 'turn' as const, at: now, calls: [call] }
    await keepAnswer(pool, calls, {
      conversationId: context.conversationId,
      fromSeq,
      toSeq,
      question: QUESTION,
      answer: attempt,
    })
  }
  return attempt
}
