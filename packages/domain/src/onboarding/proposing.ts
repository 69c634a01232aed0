/** What is asked of an AI about an owner's answer that no rule reads: the value, for the question that stands. */
import { advance } from './advance.ts'
import { questions } from './questions.ts'
import { nothingCollected, type Standing, type Terms } from './standing.ts'
import { type OnboardingState, stateFacts } from './states.ts'

export interface ProposalQuestion {
  /** In a few words: "trade and town". */
  asks: string
  examples: readonly string[]
  texts: readonly string[]
}

/** null: there is nothing for an AI to do; the rules read the texts, or the question is not one for it. */
export function proposalWanted(
  standing: Standing,
  texts: readonly string[],
  terms: Terms,
): (ProposalQuestion & { state: OnboardingState }) | null {
  const { outcome, standing: after } = advance(standing, { kind: 'said', texts, proposal: null }, terms)
  if (outcome !== 'refused' && outcome !== 'handed over') return null
  const { state } = after
  const { examples, proposable } = questions[state]
  return proposable ? { state, asks: stateFacts[state].asks, examples, texts } : null
}

/** Of somebody who has not been written down yet. */
export function freshStanding(ownerPhone: string, now: Date): Standing {
  return {
    state: 'S1_BUSINESS_TYPE_LOCATION',
    enteredAt: now,
    collected: nothingCollected,
    ownerPhone,
    paid: false,
    ownNumber: null,
    proven: false,
    rejections: 0,
    handedOver: false,
    ahead: [],
    lastAnswer: null,
    pendingCall: null,
    waitsForNumber: false,
    nudges: 0,
    nudgeAt: null,
    completedAt: null,
  }
}
