/** A chatty sender is answered less, never unheard: two machines must not talk all night. */
export const CHATTY_TEXTS = 20
export const CHATTY_WINDOW_MS = 5 * 60_000
export const REPEATED_TEXTS = 5
export const REPEATED_WINDOW_MS = 60 * 60_000
export const QUIET_MS = 60 * 60_000

/** "1", "done" and "back" answer one question after another, so of short words more are taken before we fall silent. */
const SHORT_LETTERS = 10
const REPEATED_SHORT = 15

/** The same for owners, who are asked things and answer them. */
export function isChattyOwner(
  counts: { textsInWindow: number; sameInWindow: number },
  texts: readonly string[],
): boolean {
  const isShort = texts.every((text) => text.trim().length <= SHORT_LETTERS)
  return isChatty(isShort ? { ...counts, sameInWindow: counts.sameInWindow - REPEATED_SHORT + REPEATED_TEXTS } : counts)
}

/** Counts include the texts of this turn. `textsInWindow`: last 5 min; `sameInWindow`: the same body, last hour. */
export function isChatty(counts: { textsInWindow: number; sameInWindow: number }): boolean {
  return counts.textsInWindow > CHATTY_TEXTS || counts.sameInWindow >= REPEATED_TEXTS
}
