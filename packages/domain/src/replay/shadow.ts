/** Which turns the other brain answers too, afterwards, and which brain that is. */
import type { PlannedTurn } from '../inbound/plan-turn.ts'
import type { BrainName } from '../pipeline/brain.ts'

export interface ShadowWish {
  /** From 0 to 1: the share of turns. */
  share: number
  /** The AI is there and may be asked of this client, but the rules were to answer. */
  aiStandsBy: boolean
}

/**
 * null: nobody. The rules beside an AI that answered; the AI beside rules that were meant to answer. Where the rules only
 * stood in for an AI that failed, or had no money left, there is nothing to compare.
 */
export function shadowOf({ verdict }: PlannedTurn, turnId: string, wish: ShadowWish): BrainName | null {
  if (verdict === null || !isChosen(turnId, wish.share)) return null
  const answers = Object.values(verdict.answers)
  if (answers.some((answer) => answer.by === 'ai')) return 'rules'
  return wish.aiStandsBy && answers.every((answer) => answer.fellBack === null) ? 'ai' : null
}

/** By the turn's id, which is random: the same turn is always chosen, or never. */
function isChosen(turnId: string, share: number): boolean {
  return Number.parseInt(turnId.slice(0, 8), 16) / 2 ** 32 < share
}
