/** The AI first; for each question whose answer is late, refused, malformed or out of bounds, the rules answer it. */
import type { Answer, Attempt, Brain, FallibleBrain } from './brain.ts'

/** All AI calls of a turn end by then, whatever they are at. */
export const TURN_MS = 8_000

export interface TurnTime {
  /** Ends the AI's calls when the turn's time is over. */
  signal: AbortSignal
  /** Milliseconds of a clock that only moves forward. */
  elapsed: () => number
}

export function withRulesBehind(ai: FallibleBrain, rules: Brain, time: TurnTime): Brain {
  async function ask<T>(attempted: () => Promise<Attempt<T>>, byRules: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const began = time.elapsed()
    const attempt = await attempted()
    const tookMs = Math.round(time.elapsed() - began)
    if (attempt.ok) {
      return { value: attempt.value, by: 'ai', because: attempt.because, tookMs, usage: attempt.usage, fellBack: null }
    }
    const { why, detail, service, usage } = attempt
    return { ...(await byRules()), tookMs, fellBack: { why, detail, service, usage } }
  }
  return {
    sentinel: (question) =>
      ask(
        () => ai.sentinel(question, time.signal),
        () => rules.sentinel(question),
      ),
    dial: (question) =>
      ask(
        () => ai.dial(question, time.signal),
        () => rules.dial(question),
      ),
    flow: (question) =>
      ask(
        () => ai.flow(question, time.signal),
        () => rules.flow(question),
      ),
    lyra: (question) =>
      ask(
        () => ai.lyra(question, time.signal),
        () => rules.lyra(question),
      ),
  }
}
