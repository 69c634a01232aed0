/** Chooses the brain once for a turn, and keeps each finished AI answer so that a turn taken again does not pay twice. */
import { keepAnswer } from '@jobrun/db/path/commit-turn'
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Pool } from '@jobrun/db/pool'
import type { Attempt, Brain, FallibleBrain } from '@jobrun/domain/pipeline/brain'
import { rulesBrain } from '@jobrun/domain/pipeline/rules-brain'
import { withRulesBehind } from '@jobrun/domain/pipeline/with-rules-behind'

/** All AI calls of a turn end by then, whatever they are at. */
const TURN_MS = 8_000

export interface BrainDeps {
  pool: Pool
  /** null: AI is off for the whole fleet. */
  ai: FallibleBrain | null
  elapsed: () => number
}

export function createBrainForTurn({ pool, ai, elapsed }: BrainDeps): (context: TurnContext) => Brain {
  return (context) => {
    if (!ai || context.switches.aiDisabled) return rulesBrain
    return withRulesBehind(remembering(ai, pool, context), rulesBrain, {
      signal: AbortSignal.timeout(TURN_MS),
      elapsed,
    })
  }
}

function remembering(ai: FallibleBrain, pool: Pool, context: TurnContext): FallibleBrain {
  const fromSeq = context.unanswered[0]?.seq ?? 0
  const toSeq = context.unanswered.at(-1)?.seq ?? 0
  async function once<T>(question: string, ask: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    const stored = context.storedAnswers.find((answer) => answer.toSeq === toSeq && answer.question === question)
    if (stored) return stored.answer as Attempt<T>
    const attempt = await ask()
    if (attempt.ok)
      await keepAnswer(pool, { conversationId: context.conversationId, fromSeq, toSeq, question, answer: attempt })
    return attempt
  }
  return {
    sentinel: (question, signal) => once('sentinel', () => ai.sentinel(question, signal)),
    dial: (question, signal) => once('dial', () => ai.dial(question, signal)),
    flow: (question, signal) => once('flow', () => ai.flow(question, signal)),
    lyra: (question, signal) => once(`lyra ${JSON.stringify(question.say)}`, () => ai.lyra(question, signal)),
  }
}
