/** When a person's texts are a turn: those that come close together are answered once. */

export interface Gathering {
  /** A text waits this long for the next one. */
  quietMs: number
  /** The oldest text waits no longer than this in all. */
  mostMs: number
}

export interface UnfinishedText {
  seq: number
  receivedAt: Date
}

/** The moment at which a text that came at `now` may be answered. `oldest` is the oldest unfinished text's time. */
export function answerAfter(now: Date, oldest: Date | null, gathering: Gathering): Date {
  const quiet = now.getTime() + gathering.quietMs
  const most = (oldest ?? now).getTime() + gathering.mostMs
  return new Date(Math.max(now.getTime(), Math.min(quiet, most)))
}

/** How long after it might have been answered this turn is taken: more than a moment when turns come faster than answers. */
export function lateMs(
  unfinished: readonly Pick<UnfinishedText, 'receivedAt'>[],
  now: Date,
  gathering: Gathering,
): number {
  const times = unfinished.map((text) => text.receivedAt.getTime())
  const due = Math.min(Math.max(...times) + gathering.quietMs, Math.min(...times) + gathering.mostMs)
  return times.length === 0 ? 0 : Math.max(0, now.getTime() - due)
}

/**
 * Whether the job of text `seq` leaves the turn to a later text's job. True only if an unfinished text of a higher
 * seq came within the quiet time and the oldest has not waited too long: the job of the highest seq never yields.
 */
export function yieldsToLater(
  seq: number,
  unfinished: readonly UnfinishedText[],
  now: Date,
  gathering: Gathering,
): boolean {
  const oldest = Math.min(...unfinished.map((text) => text.receivedAt.getTime()))
  if (now.getTime() - oldest >= gathering.mostMs) return false
  return unfinished.some((text) => text.seq > seq && now.getTime() - text.receivedAt.getTime() < gathering.quietMs)
}
