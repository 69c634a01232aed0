/** Decides stored turns again by the code as it is now, and tells what would have been decided differently. */
import { inSnapshot, storedTurns, type TurnsOf } from '@jobrun/db/operator/stored-turns'
import type { Pool } from '@jobrun/db/pool'
import type { BrainName } from '@jobrun/domain/pipeline/brain'
import type { KeptTrace } from '@jobrun/domain/replay/decided'
import { type Replayed, replayTurn, type ShadowAnswers } from '@jobrun/domain/replay/replay-turn'
import { type ChangedTurn, groupsOf, linesOf } from '@jobrun/domain/replay/report'

export interface ReplayOptions extends TurnsOf {
  /** null: for each question whoever answered it then. */
  brain: BrainName | null
  /** How many of each group are shown. */
  examples: number
}

/** The report as text; it depends on the turns and on the code alone. */
export function replayTurns(pool: Pool, options: ReplayOptions): Promise<string> {
  return inSnapshot(pool, async (db) => {
    const changed: ChangedTurn[] = []
    const counts = { replayed: 0, 'no-input': 0, 'no-ai-answers': 0, failed: 0 }
    for await (const { id, trace, shadow } of storedTurns(db, options)) {
      const replayed = await replayOne(trace as KeptTrace, options.brain, shadow as ShadowAnswers | null)
      counts[replayed.kind] += 1
      if (replayed.kind !== 'replayed' || replayed.differences.length === 0) continue
      changed.push({ id, texts: replayed.texts, differences: replayed.differences })
    }
    return `${[...heading(counts, changed.length), ...groupsOf(changed, options.examples).flatMap(linesOf)].join('\n')}\n`
  })
}

/** A turn whose kept input today's code cannot take must not keep the others from being told. */
async function replayOne(
  trace: KeptTrace,
  brain: BrainName | null,
  shadow: ShadowAnswers | null,
): Promise<Replayed | { kind: 'failed' }> {
  try {
    return await replayTurn(trace, brain, shadow)
  } catch {
    return { kind: 'failed' }
  }
}

function heading(counts: Record<Replayed['kind'] | 'failed', number>, changed: number): string[] {
  const { replayed, failed } = counts
  const share = replayed === 0 ? '0.0' : ((100 * changed) / replayed).toFixed(1)
  const leftOut = [
    [counts['no-input'], 'do not hold what they were decided from'],
    [counts['no-ai-answers'], 'hold no answers of the AI'],
    [failed, 'cannot be read by this version'],
  ] as const
  return [
    `${replayed} turns replayed, ${changed} would be decided differently (${share} %).`,
    ...leftOut.filter(([count]) => count > 0).map(([count, why]) => `Left out: ${count} turns that ${why}.`),
    ...(changed > 0 ? [''] : []),
  ]
}
