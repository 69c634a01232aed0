/** What the other brain says of a kept turn, and whether that is what the customer's answer was made of. */
import { planCustomerTurn } from '../inbound/plan-turn.ts'
import type { Attempt, Brain, BrainName, FallibleBrain, NoAnswer, Usage } from '../pipeline/brain.ts'
import { rulesBrain } from '../pipeline/rules-brain.ts'
import { type Agreement, agreementOf, type Said } from './agreement.ts'
import type { KeptTrace } from './decided.ts'
import { readStoredTurn } from './stored-turn.ts'

export interface ShadowCall {
  question: string
  outcome: 'answered' | NoAnswer['why']
  usage: Usage | null
}

export interface ShadowSaid {
  said: Said
  agreement: Agreement
  /** What an AI was asked; nothing of the rules. */
  calls: ShadowCall[]
}

/**
 * LYRA is not asked: no two wordings agree, and the words' check judges them anyway. null: the trace does not hold what
 * the turn was decided from.
 */
export async function askShadow(
  trace: KeptTrace,
  other: { brain: BrainName; ai: FallibleBrain | null; signal: AbortSignal },
): Promise<ShadowSaid | null> {
  const turn = readStoredTurn(trace.input)
  if (!turn) return null
  const calls: ShadowCall[] = []
  const brain = other.brain === 'ai' && other.ai ? listening(other.ai, other.signal, calls) : rulesBrain
  const { verdict } = await planCustomerTurn(brain, turn, async () => trace.grounding?.found ?? [])
  if (!verdict) return null
  const { sentinel, dial, flow } = verdict.answers
  const whole = [sentinel, dial, flow].every((answer) => answer.by === other.brain)
  const { rule, action } = verdict.decision
  const said: Said = {
    sentinel: sentinel.by === other.brain ? sentinel.value : null,
    dial: dial.by === other.brain ? dial.value : null,
    flow: flow.by === other.brain ? flow.value : null,
    decision: whole ? { rule, action } : null,
  }
  const texts = turn.texts.map((text) => text.body)
  return { said, agreement: agreementOf(saidThen(trace, other.brain), said, texts), calls }
}

/** Only what the one brain said itself is compared with the other's: where the rules stood in, they would agree with themselves. */
function saidThen(trace: KeptTrace, other: BrainName): Said {
  const own = <T>(answer: { value: T; by: BrainName } | null) => (answer && answer.by !== other ? answer.value : null)
  const said = { sentinel: own(trace.sentinel), dial: own(trace.dial), flow: own(trace.flow) }
  const whole = Object.values(said).every((value) => value !== null)
  return { ...said, decision: whole ? { rule: trace.rune.rule, action: trace.rune.action } : null }
}

function listening(ai: FallibleBrain, signal: AbortSignal, calls: ShadowCall[]): Brain {
  async function heard<T>(question: string, asked: Promise<Attempt<T>>): Promise<T | null> {
    const attempt = await asked
    calls.push({ question, outcome: attempt.ok ? 'answered' : attempt.why, usage: attempt.usage })
    return attempt.ok ? attempt.value : null
  }
  const byAi = { by: 'ai', because: "the model's answer", tookMs: 0, usage: null, fellBack: null } as const
  return {
    async sentinel(question) {
      const value = await heard('sentinel', ai.sentinel(question, signal))
      return value === null ? rulesBrain.sentinel(question) : { ...byAi, value }
    },
    async dial(question) {
      const value = await heard('dial', ai.dial(question, signal))
      return value === null ? rulesBrain.dial(question) : { ...byAi, value }
    },
    async flow(question) {
      const value = await heard('flow', ai.flow(question, signal))
      return value === null ? rulesBrain.flow(question) : { ...byAi, value }
    },
    lyra: rulesBrain.lyra,
  }
}
