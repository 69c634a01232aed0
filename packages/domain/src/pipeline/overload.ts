/** What gives way when texts come faster than they can be answered: the AI, never a text. */

/** A turn that is taken so late is answered by the rules: whoever has waited waits for no AI, nor do those behind. */
const TOO_LATE_MS = 5_000

/** Why the AI is not asked, in words for the trace; null while turns are taken in time. */
export function whyOverloaded(lateMs: number): string | null {
  if (lateMs <= TOO_LATE_MS) return null
  return `the turn was taken ${Math.round(lateMs / 1_000)} s late; beyond ${TOO_LATE_MS / 1_000} s the rules answer`
}
