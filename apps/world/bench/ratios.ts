/** What may be compared between runs and machines: the product beside the bare work of the same run. */
import { readFileSync } from 'node:fs'
import type { Yardstick } from './yardstick.ts'

export interface Ratios {
  /** Answers a second, of the yardstick's. More is better; what else the machine does shows in it. */
  speed: number
  /** CPU of service and PostgreSQL for an answer, in those of the yardstick's client and PostgreSQL. Less is better. */
  cost: number
  /** For an answer, the queue's own among them. Less is better. */
  commits: number
}

interface Answers {
  perSecond: number
  each: { service: number; postgres: number; commits: number }
}

export function ratiosOf({ perSecond, each }: Answers, bare: Yardstick): Ratios {
  return {
    speed: perSecond / bare.perSecond,
    cost: (each.service + each.postgres) / bare.each,
    commits: each.commits,
  }
}

export function readRatios(file: string): Ratios {
  return JSON.parse(readFileSync(file, 'utf8')) as Ratios
}

/** A line for each, and whether it is worse than before by more than the tolerance, such as 0.15. */
export function compare(now: Ratios, before: Ratios, tolerance: number): { words: string; worse: boolean }[] {
  const row = (name: keyof Ratios, worsening: number) => ({
    words: `${name.padEnd(8)} ${before[name].toFixed(3)} before, ${now[name].toFixed(3)} now`,
    worse: worsening > 1 + tolerance,
  })
  return [
    row('speed', before.speed / now.speed),
    row('cost', now.cost / before.cost),
    row('commits', now.commits / before.commits),
  ]
}
