/**
 * What a turn was decided from, as it is kept in the trace: enough to decide it again by the code of another day. The
 * words for the carrier are read anew, since reading them is a rule as well.
 */
import { wordOf } from '../inbound/opt-word.ts'
import type { CustomerTurn, WordedText } from '../inbound/plan-turn.ts'

interface StoredText extends Omit<WordedText, 'optWord'> {
  optOutType: string | null
}

export interface StoredTurn extends Omit<CustomerTurn, 'texts'> {
  texts: StoredText[]
}

export function storedTurn({ texts, ...rest }: CustomerTurn, optOutTypes: ReadonlyMap<number, string>): StoredTurn {
  const stored = texts.map(({ optWord: _, ...text }) => ({ ...text, optOutType: optOutTypes.get(text.seq) ?? null }))
  return { ...rest, texts: stored }
}

/** JSON has no moments. */
const moments: ReadonlySet<string> = new Set(['now', 'quietUntil', 'linkSentAt', 'alertedAt'])

/** null: the turn was kept without what it was decided from, by an older version or because no brain was asked. */
export function readStoredTurn(kept: unknown): CustomerTurn | null {
  if (typeof kept !== 'object' || kept === null || !('texts' in kept) || !('turn' in kept)) return null
  const { texts, ...rest } = JSON.parse(JSON.stringify(kept), (name, value) =>
    moments.has(name) && typeof value === 'string' ? new Date(value) : value,
  ) as StoredTurn
  return {
    ...rest,
    texts: texts.map(({ optOutType, ...text }) => ({ ...text, optWord: wordOf({ ...text, optOutType }) })),
  }
}
