/**
 * Measures the rules on texts whose right answers are known: a table a suite, the confusion of intents, the first
 * misses, and one line a case in the predictions file. Cases without expectations are predicted all the same.
 *
 *   npm run eval -- --brain rules --cases FILE… [--predictions OUT.jsonl] [--misses 5]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { intents } from '../packages/domain/src/pipeline/brain.ts'
import { type Check, checks, fewerIsBetter, tally } from '../packages/domain/src/rules/measure.ts'
import { type Case, type Prediction, predictByRules } from '../packages/domain/src/rules/predict.ts'

const usage = 'npm run eval -- --brain rules --cases FILE… [--predictions OUT.jsonl] [--misses 5]'

interface Measured {
  case: Case
  predicted: Prediction
  checks: Check[]
}

interface Asked {
  files: string[]
  predictions: string | undefined
  misses: number
}

function readArguments(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      brain: { type: 'string' },
      cases: { type: 'string', multiple: true },
      predictions: { type: 'string' },
      misses: { type: 'string', default: '5' },
    },
  })
  if (values.brain !== 'rules') throw new Refused(`--brain must be "rules".`)
  const files = [...(values.cases ?? []), ...positionals]
  if (files.length === 0) throw new Refused('--cases needs at least one file of cases, one JSON object a line.')
  return { files, predictions: values.predictions, misses: Number(values.misses) }
}

/** The operator's input cannot be used; the message says what to do. */
class Refused extends Error {}

function readCases(file: string): Case[] {
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    throw new Refused(`Cannot read ${file}: give the path of a file of cases.`)
  }
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readCase(line, `${file}:${at + 1}`)]))
}

function readCase(line: string, where: string): Case {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    throw new Refused(`${where} is not JSON: each line must be one case, {"id", "suite", "text", …}.`)
  }
  const given = read as Partial<Case> | null
  if (typeof given?.id !== 'string' || typeof given.text !== 'string') {
    throw new Refused(`${where} has no "id" or "text": each line must be one case, {"id", "suite", "text", …}.`)
  }
  return { ...given, id: given.id, text: given.text, suite: given.suite ?? 'no suite' }
}

function printRates(measured: readonly Measured[]): void {
  for (const [suite, rates] of tally(measured.map((each) => ({ suite: each.case.suite, checks: each.checks })))) {
    const count = measured.filter((each) => each.case.suite === suite).length
    console.log(`\n${suite} (${count} cases)`)
    for (const [measure, { met, of }] of rates) {
      const share = ((100 * met) / of).toFixed(1).padStart(6)
      const better = fewerIsBetter.has(measure) ? 'fewer is better' : ''
      console.log(`  ${measure.padEnd(16)} ${share} %  ${`${met}/${of}`.padStart(10)}  ${better}`.trimEnd())
    }
  }
}

function printConfusion(measured: readonly Measured[]): void {
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
function printMisses(measured: readonly Measured[], most: number): void {
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

function main(): void {
  const { files, predictions, misses } = readArguments()
  const cases = files.flatMap(readCases)
  const clock = new Date()
  const began = performance.now()
  const measured = cases.map((each): Measured => {
    const predicted = predictByRules(each, clock)
    return { case: each, predicted, checks: checks(each, predicted) }
  })
  const took = performance.now() - began
  if (predictions) writeFileSync(predictions, measured.map((each) => `${JSON.stringify(each.predicted)}\n`).join(''))
  printRates(measured)
  printConfusion(measured)
  printMisses(measured, misses)
  console.log(
    `\n${cases.length} cases in ${Math.round(took)} ms, ${(took / Math.max(1, cases.length)).toFixed(2)} ms a text`,
  )
}

try {
  main()
} catch (error) {
  const refused = error instanceof Refused || (error instanceof TypeError && 'code' in error)
  if (!refused) throw error
  console.error(`${error.message}\nUsage: ${usage}`)
  process.exitCode = 2
}
