/** What was measured, as tables: rates a suite, the confusion of intents, and the misses that were said most surely. */
import { intents } from '../../packages/domain/src/pipeline/brain.ts'
import { type Check, fewerIsBetter, type Rate, tally } from '../../packages/domain/src/rules/measure.ts'
import type { Case, Prediction } from '../../packages/domain/src/rules/predict.ts'

export interface Measured {
  case: Case
  predicted: Prediction
  checks: Check[]
  /** Set where an AI was asked: whether DIAL and FLOW are its own answers. */
  aiAlone: boolean | null
}

const rated = (measured: readonly Measured[]) =>
  tally(measured.map((each) => ({ suite: each.case.suite, checks: each.checks })))

/** With an AI, a second share: of those cases alone that it answered itself. */
export function printRates(measured: readonly Measured[]): void {
  const alone = measured.some((each) => each.aiAlone !== null) ? rated(measured.filter((each) => each.aiAlone)) : null
  for (const suite of new Set(measured.map((each) => each.case.suite))) {
    const rates = rated(measured.filter((each) => each.case.suite === suite)).get(suite) ?? new Map<never, Rate>()
    console.log(`\n${suite} (${measured.filter((each) => each.case.suite === suite).length} cases)`)
    for (const [measure, rate] of rates) {
      const better = fewerIsBetter.has(measure) ? 'fewer is better' : ''
      const own = alone ? `  AI alone ${share(alone.get(suite)?.get(measure) ?? { met: 0, of: 0 })}` : ''
      console.log(`  ${measure.padEnd(16)} ${share(rate)}${own}  ${better}`.trimEnd())
    }
  }
}

function share({ met, of }: Rate): string {
  const percent = of === 0 ? '-' : ((100 * met) / of).toFixed(1)
  return `${percent.padStart(6)} %  ${`${met}/${of}`.padStart(10)}`
}

export function printConfusion(measured: readonly Measured[]): void {
  const judged = measured.filter((each) => each.case.expect?.intent)
  if (judged.length === 0) return
  console.log('\nIntent expected (rows) and said (columns)')
  console.log(`  ${'expected'.padEnd(26)}${intents.map((intent) => intent.padStart(10)).join('')}`)
  const rows = Map.groupBy(judged, (each) => each.case.expect?.intent?.join('|') ?? '')
  for (const [expected, cases] of rows) {
    const counts = intents.map((intent) => cases.filter((each) => each.predicted.intent === intent).length)
    console.log(`  ${expected.padEnd(26)}${counts.map((count) => String(count).padStart(10)).join('')}`)
  }
}

/** The misses said with most confidence come first: they are the worst. */
export function printMisses(measured: readonly Measured[], most: number): void {
  const missed = measured.flatMap((each) =>
    each.checks.filter((check) => check.met === fewerIsBetter.has(check.measure)).map((check) => ({ ...each, check })),
  )
  const groups = Map.groupBy(missed, (each) => `${each.case.suite}, ${each.check.measure}`)
  for (const [group, misses] of groups) {
    const worst = misses.toSorted((a, b) => b.predicted.confidence - a.predicted.confidence).slice(0, most)
    if (worst.length === 0) continue
    console.log(`\n${group}: ${misses.length} missed`)
    for (const { case: each, predicted } of worst) console.log(`  ${each.id}  ${shown(each, predicted)}`)
  }
}

function shown(each: Case, predicted: Prediction): string {
  const { id: _, confidence: __, ...said } = predicted
  return `${JSON.stringify(each.text.slice(0, 160))}\n      expected ${JSON.stringify(each.expect)}\n      said     ${JSON.stringify(said)}`
}
