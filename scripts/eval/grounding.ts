/** The suite of grounding: facts and questions through the whole pipeline, by the rules, and what was quoted. */
import { readFileSync } from 'node:fs'
import {
  answerCase,
  type GroundingCase,
  groundingChecks,
  groundingMeasures,
} from '../../packages/domain/src/grounding/cases.ts'
import { rulesBrain } from '../../packages/domain/src/pipeline/rules-brain.ts'
import { Refused } from './read-cases.ts'

const ownCases = new URL('../../packages/domain/src/grounding/cases.jsonl', import.meta.url)

const fewerIsBetter = (measure: string) => measure.startsWith('quoted wrongly') || measure === 'wrong price'

export async function measureGrounding(files: readonly string[], most: number): Promise<void> {
  const cases = (files.length > 0 ? files : [ownCases]).flatMap(readGroundingCases)
  const now = new Date()
  const began = performance.now()
  const measured = []
  for (const each of cases) {
    const said = await answerCase(each, rulesBrain, now)
    measured.push(...groundingChecks(each, said).map((check) => ({ each, said, ...check })))
  }
  const took = performance.now() - began
  console.log(`\ngrounding (${cases.length} cases)`)
  for (const measure of groundingMeasures) {
    const of = measured.filter((one) => one.measure === measure)
    const met = of.filter((one) => one.met).length
    const share = of.length === 0 ? '-' : ((100 * met) / of.length).toFixed(1)
    const better = fewerIsBetter(measure) ? 'fewer is better' : ''
    console.log(
      `  ${measure.padEnd(16)} ${share.padStart(6)} %  ${`${met}/${of.length}`.padStart(10)}  ${better}`.trimEnd(),
    )
  }
  const missed = measured.filter((one) => one.met === fewerIsBetter(one.measure)).slice(0, most)
  for (const { each, said, measure } of missed)
    console.log(
      `\n${measure}: ${each.id} ${JSON.stringify(each.texts)}\n  expected ${JSON.stringify(each.expect)}\n  said     ${JSON.stringify(said.reply)}`,
    )
  console.log(`\n${cases.length} cases in ${Math.round(took)} ms`)
}

function readGroundingCases(file: string | URL): GroundingCase[] {
  const lines = linesOf(file)
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readGroundingCase(line, `${file}:${at + 1}`)]))
}

function linesOf(file: string | URL): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    throw new Refused(`Cannot read ${file}: give the path of a file of cases.`)
  }
}

function readGroundingCase(line: string, where: string): GroundingCase {
  const refused = new Refused(
    `${where}: each line must be one case, {"id", "facts": […], "texts": […], "expect": {"quotes": […], "open"}}.`,
  )
  try {
    const given = JSON.parse(line) as Partial<GroundingCase> | null
    if (
      !given?.id ||
      !Array.isArray(given.facts) ||
      !Array.isArray(given.texts) ||
      !Array.isArray(given.expect?.quotes)
    ) {
      throw refused
    }
    return given as GroundingCase
  } catch {
    throw refused
  }
}
