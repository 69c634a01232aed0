/**
 * Measures a brain on texts whose right answers are known: a table a suite, the confusion of intents, the worst
 * misses, and one line a case in the predictions file. Cases without expectations are predicted all the same.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checks } from '../packages/domain/src/rules/measure.ts'
import { type Case, type Predicted, predictByRules } from '../packages/domain/src/rules/predict.ts'
import { answeredAlone, askAi, configuredAi, printWhoAnswered } from './eval/ask-ai.ts'
import { measureGrounding } from './eval/grounding.ts'
import { type Measured, printConfusion, printMisses, printRates } from './eval/print-report.ts'
import { Refused, readCases } from './eval/read-cases.ts'
import { writeLabels } from './eval/read-labels.ts'

const usage =
  'npm run eval -- --brain rules|ai --cases FILE… [--labels OUT.jsonl] [--predictions OUT.jsonl] [--misses 5] [--at-once 8 cases, of the AI]\n       npm run eval -- --suite grounding [--cases FILE…] [--misses 5]'

interface Asked {
  /** Of the suites that are files of their own kind; null: texts to be predicted. */
  suite: 'grounding' | null
  brain: 'rules' | 'ai'
  files: string[]
  /** Where the labelled turns of the database are written to, which are cases too. */
  labels: string | undefined
  predictions: string | undefined
  misses: number
  atOnce: number
}

function readArguments(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      brain: { type: 'string' },
      suite: { type: 'string' },
      cases: { type: 'string', multiple: true },
      labels: { type: 'string' },
      predictions: { type: 'string' },
      misses: { type: 'string', default: '5' },
      'at-once': { type: 'string', default: '8' },
    },
  })
  const { brain = values.suite && 'rules', suite = null } = values
  if (suite !== null && suite !== 'grounding') throw new Refused('--suite must be "grounding", or left out.')
  if (brain !== 'rules' && (brain !== 'ai' || suite))
    throw new Refused(`--brain must be "rules"${suite ? '' : ' or "ai"'}.`)
  const { labels } = values
  const files = [...(values.cases ?? []), ...positionals, ...(labels && !suite ? [labels] : [])]
  if (files.length === 0 && !suite)
    throw new Refused('--cases needs at least one file of cases, one JSON object a line.')
  const misses = wholeNumber('--misses', values.misses, { least: 0, most: 1_000 })
  const atOnce = wholeNumber('--at-once', values['at-once'], { least: 1, most: 64 })
  return { suite, brain, files, labels, predictions: values.predictions, misses, atOnce }
}

function wholeNumber(name: string, written: string, { least, most }: { least: number; most: number }): number {
  const number = /^\d{1,4}$/.test(written) ? Number(written) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Refused(`${name} must be a whole number from ${least} to ${most}.`)
}

interface Run {
  measured: Measured[]
  predicted: Predicted[] | null
}

function byRules(cases: readonly Case[], clock: Date): Run {
  const measured = cases.map((each): Measured => {
    const predicted = predictByRules(each, clock)
    return { case: each, predicted, checks: checks(each, predicted), aiAlone: null }
  })
  return { measured, predicted: null }
}

async function byAi(cases: readonly Case[], clock: Date, atOnce: number): Promise<Run> {
  const predicted = await askAi(configuredAi(), cases, { clock, atOnce })
  const measured = predicted.map((each, at): Measured => {
    const asked = cases[at] as Case
    const { prediction } = each
    return { case: asked, predicted: prediction, checks: checks(asked, prediction), aiAlone: answeredAlone(each) }
  })
  return { measured, predicted }
}

async function main(): Promise<void> {
  const { suite, brain, files, labels, predictions, misses, atOnce } = readArguments()
  if (suite) return measureGrounding(files, misses)
  if (labels) await writeLabels(labels)
  const cases = files.flatMap(readCases)
  const clock = new Date()
  const began = performance.now()
  const { measured, predicted } = brain === 'ai' ? await byAi(cases, clock, atOnce) : byRules(cases, clock)
  const took = performance.now() - began
  if (predictions) writeFileSync(predictions, measured.map((each) => `${JSON.stringify(each.predicted)}\n`).join(''))
  printRates(measured)
  printConfusion(measured)
  printMisses(measured, misses)
  if (predicted) printWhoAnswered(predicted)
  console.log(
    `\n${cases.length} cases in ${Math.round(took)} ms, ${(took / Math.max(1, cases.length)).toFixed(2)} ms a text`,
  )
}

try {
  await main()
} catch (error) {
  const refused = error instanceof Refused || (error instanceof TypeError && 'code' in error)
  if (!refused) throw error
  console.error(`${error.message}\nUsage: ${usage}`)
  process.exitCode = 2
}
