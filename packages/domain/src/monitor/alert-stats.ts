/** Whether the founder is alerted as seldom as it should be. Two a day are healthy, over five want looking into. */
import type { AlertSeverity } from './alert-types.ts'

export const verdictWords = ['healthy', 'watch', 'investigate'] as const
export type VerdictWord = (typeof verdictWords)[number]

const HEALTHY_A_DAY = 2
const INVESTIGATE_A_DAY = 5
/** One HIGH a week is rare; one a day is not. */
const HIGH_A_DAY = 1
/** More texts of one incident in a day than the policy sends. */
const MOST_OF_ONE = 3

export interface SentAlert {
  type: string
  severity: AlertSeverity
  incidentIds: readonly string[]
}

export interface AlertStats {
  total: number
  byType: Record<string, number>
  bySeverity: Record<AlertSeverity, number>
  verdict: { word: VerdictWord; perDay: number; because: string[] }
}

export function alertStats(sent: readonly SentAlert[], hours: number): AlertStats {
  const byType: Record<string, number> = {}
  const bySeverity = { MEDIUM: 0, HIGH: 0 }
  const ofOne = new Map<string, number>()
  for (const { type, severity, incidentIds } of sent) {
    byType[type] = (byType[type] ?? 0) + 1
    bySeverity[severity] += 1
    for (const id of incidentIds) ofOne.set(id, (ofOne.get(id) ?? 0) + 1)
  }
  const days = Math.max(1, hours / 24)
  const repeated = Math.max(0, ...ofOne.values()) / days
  return {
    total: sent.length,
    byType,
    bySeverity,
    verdict: verdictOf(sent.length / days, bySeverity.HIGH / days, repeated),
  }
}

function verdictOf(total: number, high: number, repeated: number): AlertStats['verdict'] {
  const perDay = Math.round(total * 10) / 10
  const because = [
    ...(total > INVESTIGATE_A_DAY ? [`${perDay} alerts a day, over ${INVESTIGATE_A_DAY}`] : []),
    ...(repeated > MOST_OF_ONE ? ['the same alert repeats more often than it should'] : []),
  ]
  if (because.length > 0) return { word: 'investigate', perDay, because }
  const watch = [
    ...(total > HEALTHY_A_DAY ? [`${perDay} alerts a day, over ${HEALTHY_A_DAY}`] : []),
    ...(high > HIGH_A_DAY ? ['more than one HIGH a day'] : []),
  ]
  return watch.length > 0
    ? { word: 'watch', perDay, because: watch }
    : { word: 'healthy', perDay, because: [`${perDay} alerts a day, at most ${HEALTHY_A_DAY}`] }
}
