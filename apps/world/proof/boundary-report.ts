import type { Report } from './all-boundaries.ts'
import { modes } from './trap.ts'

export function spokenReport(report: Report, seconds: number): string {
  const { scenarios, ran, planned, missed, realKills, byMode, failures } = report
  const boundaries = scenarios.reduce((sum, one) => sum + one.boundaries, 0)
  return [
    '',
    ...scenarios.map(({ name, boundaries }) => `${name.padEnd(46)} ${String(boundaries).padStart(4)} boundaries`),
    '',
    `${scenarios.length} scenarios × ${boundaries} boundaries in all × ${modes.length} modes = ${planned} cases`,
    `${ran} run in ${Math.round(seconds)} s (${modes.map((mode) => `${byMode[mode]} ${mode}`).join(', ')}; ${realKills} by kill -9 of a process of its own)`,
    `${missed} did not come by their boundary`,
    ...failures.map((failure) => `FAILED ${failure}`),
    `${failures.length} failures`,
  ].join('\n')
}
