/**
 * Decides a kept turn again, by the code as it is now. The AI is never asked: what it said then stands in the trace, and
 * it counts again for the same question. So the same code gives the same answer, as often as one likes.
 */
import { type PlannedTurn, planCustomerTurn } from '../inbound/plan-turn.ts'
import type { Answer, Brain, BrainName, Dialled, Facts, Screening, WordingQuestion } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { type Difference, decidedNow, decidedThen, differencesOf, type KeptTrace } from './decided.ts'
import { readStoredTurn } from './stored-turn.ts'

/** What the AI says of a turn that the rules answered, where it was asked afterwards. */
export interface ShadowAnswers {
  sentinel: Screening | null
  dial: Dialled | null
  flow: Facts | null
}

export type Replayed =
  | { kind: 'replayed'; differences: Difference[]; texts: string[] }
  /** The trace does not hold what the turn was decided from. */
  | { kind: 'no-input' }
  /** The AI was to answer, and did not answer this turn then. */
  | { kind: 'no-ai-answers' }

/** `brain`: who is to answer; null: for each question whoever did. */
export async function replayTurn(
  trace: KeptTrace,
  brain: BrainName | null,
  shadow: ShadowAnswers | null = null,
): Promise<Replayed> {
  const turn = readStoredTurn(trace.input)
  if (!turn) return { kind: 'no-input' }
  const then = decidedThen(trace)
  const texts = turn.texts.map((text) => text.body)
  const factsThen = async () => trace.grounding?.found ?? []
  if (brain === 'rules' || trace.sentinel === null) {
    return { kind: 'replayed', texts, differences: compare(then, await planCustomerTurn(rulesBrain, turn, factsThen)) }
  }
  const kept = keptAnswers(trace, brain === 'ai' ? shadow : null)
  if (brain === 'ai' && !(kept.sentinel && kept.dial && kept.flow)) return { kind: 'no-ai-answers' }
  return {
    kind: 'replayed',
    texts,
    differences: compare(then, await planCustomerTurn(recordedBrain(kept), turn, factsThen)),
  }
}

function compare(then: ReturnType<typeof decidedThen>, planned: PlannedTurn): Difference[] {
  return differencesOf(then, decidedNow(planned))
}

interface KeptAnswers {
  sentinel: Answer<Screening> | null
  dial: Answer<Dialled> | null
  flow: Answer<Facts> | null
  /** Counts only for what was to be said then. */
  lyra: Answer<string> | null
  said: string
}

function keptAnswers(trace: KeptTrace, shadow: ShadowAnswers | null): KeptAnswers {
  const { answer } = trace.lyra ?? { answer: null }
  return {
    sentinel: byAi(trace.sentinel) ?? fromShadow(shadow?.sentinel ?? null),
    dial: byAi(trace.dial) ?? fromShadow(shadow?.dial ?? null),
    flow: byAi(trace.flow) ?? fromShadow(shadow?.flow ?? null),
    lyra: byAi(answer),
    said: JSON.stringify(trace.rune.say ?? null),
  }
}

function byAi<T>(answer: Answer<T> | null): Answer<T> | null {
  return answer?.by === 'ai' ? answer : null
}

function fromShadow<T>(value: T | null): Answer<T> | null {
  if (value === null) return null
  return { value, by: 'ai', because: 'asked afterwards', tookMs: 0, usage: null, fellBack: null }
}

function recordedBrain(kept: KeptAnswers): Brain {
  const isSame = (question: WordingQuestion) => JSON.stringify(question.say) === kept.said
  return {
    sentinel: async (question) => kept.sentinel ?? rulesBrain.sentinel(question),
    dial: async (question) => kept.dial ?? rulesBrain.dial(question),
    flow: async (question) => kept.flow ?? rulesBrain.flow(question),
    lyra: async (question) => (kept.lyra && isSame(question) ? kept.lyra : rulesBrain.lyra(question)),
  }
}
