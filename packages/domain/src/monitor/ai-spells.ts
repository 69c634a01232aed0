/**
 * How asking the AI went, over all processes: each writes down a few seconds at a time, since a row a call would cost
 * more than it tells. Failures are the service's own; an answer that does not count is an answer.
 */
export interface AiSpell {
  endedAt: Date
  asked: number
  failed: number
  /** Failures since the last answer, or since the spell began. */
  atTheEnd: number
  why: string | null
}

const MINUTE_MS = 60_000
export const IN_A_ROW = 5
export const IN_A_ROW_WITHIN_MS = 15 * MINUTE_MS
const RATE_OVER_MS = 10 * MINUTE_MS
/** The breaker asks twice a minute while the service is down, so ten minutes have more than this. */
const LEAST_ASKED = 10

/** How many questions in a row have failed, with none answered since. */
export function failedInARow(spells: readonly AiSpell[], now: Date): number {
  let row = 0
  for (const { asked, failed, atTheEnd } of since(spells, now, IN_A_ROW_WITHIN_MS)) {
    row = failed < asked ? atTheEnd : row + failed
  }
  return row
}

/** Over half of what was asked in ten minutes failed: waiting for it only makes customers wait. */
export function isFailingMostly(spells: readonly AiSpell[], now: Date): boolean {
  const { asked, failed } = totals(spells, now)
  return asked >= LEAST_ASKED && failed * 2 > asked
}

export function totals(spells: readonly AiSpell[], now: Date): { asked: number; failed: number; why: string | null } {
  const of = since(spells, now, RATE_OVER_MS)
  return {
    asked: of.reduce((sum, { asked }) => sum + asked, 0),
    failed: of.reduce((sum, { failed }) => sum + failed, 0),
    why: of.findLast(({ why }) => why !== null)?.why ?? null,
  }
}

/** What a clock that went back left in the future counts as now. */
function since(spells: readonly AiSpell[], now: Date, withinMs: number): AiSpell[] {
  return spells.filter(({ endedAt }) => endedAt.getTime() > now.getTime() - withinMs)
}

/** One process's tally, emptied each time it is written down. */
export function createSpell() {
  let spell = { asked: 0, failed: 0, atTheEnd: 0, why: null as string | null }
  return {
    add(failure: string | null): void {
      spell.asked += 1
      spell.failed += failure === null ? 0 : 1
      spell.atTheEnd = failure === null ? 0 : spell.atTheEnd + 1
      spell.why = failure ?? spell.why
    },
    /** null: nothing was asked. */
    take(endedAt: Date): AiSpell | null {
      const taken = spell
      spell = { asked: 0, failed: 0, atTheEnd: 0, why: null }
      return taken.asked === 0 ? null : { endedAt, ...taken }
    },
  }
}
