/** A chatty sender is answered less, never unheard: two machines must not talk all night. */
export const CHATTY_TEXTS = 20
export const CHATTY_WINDOW_MS = 5 * 60_000
export const REPEATED_TEXTS = 5
export const REPEATED_WINDOW_MS = 60 * 60_000
export const QUIET_MS = 60 * 60_000

/** Counts include the texts of this turn. `textsInWindow`: last 5 min; `sameInWindow`: the same body, last hour. */
export function isChatty(counts: { textsInWindow: number; sameInWindow: number }): boolean {
  return counts.textsInWindow > CHATTY_TEXTS || counts.sameInWindow >= REPEATED_TEXTS
}
