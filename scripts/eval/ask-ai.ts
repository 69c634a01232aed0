/** Asks the configured AI as a turn does, with the rules behind each question, some cases at a time, and counts who answered. */
import { existsSync } from 'node:fs'
import { readAiAlone } from '../../apps/server/src/config.ts'
import type { Answer } from '../../packages/domain/src/pipeline/brain.ts'
import { rulesBrain } from '../../packages/domain/src/pipeline/rules-brain.ts'
import { TURN_MS, withRulesBehind } from '../../packages/domain/src/pipeline/with-rules-behind.ts'
import { type Case, type Predicted, predictByBrain } from '../../packages/domain/src/rules/predict.ts'
import { createOpenAiBrain, type OpenAiBrain } from '../../packages/providers/src/openai-brain.ts'
import { Refused } from './read-cases.ts'

export function configuredAi(): OpenAiBrain {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readAiAlone(process.env)
  if (!read.ok) throw new Refused(read.problems.join('\n'))
  if (read.ai === null)
    throw new Refused('OPENAI_API_KEY is not set, so there is no AI to ask: set it, or measure with --brain rules.')
  return createOpenAiBrain(read.ai)
}

export async function askAi(
  ai: OpenAiBrain,
  cases: readonly Case[],
  { clock, atOnce }: { clock: Date; atOnce: number },
): Promise<Predicted[]> {
  const predicted: Predicted[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < cases.length; at = next++) {
      const time = { signal: AbortSignal.timeout(TURN_MS), elapsed: () => performance.now() }
      predicted[at] = await predictByBrain(withRulesBehind(ai, rulesBrain, time), cases[at] as Case, clock)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, cases.length) }, work))
  return predicted
}

export const answeredAlone = ({ answers: { dial, flow } }: Predicted): boolean => dial.by === 'ai' && flow.by === 'ai'

/** How often the rules had to answer, by question and reason, and what was spent. */
export function printWhoAnswered(predicted: readonly Predicted[]): void {
  const all = predicted.flatMap(({ answers }) => Object.entries(answers) as [string, Answer<unknown>][])
  const byRules = all.filter(([, answer]) => answer.fellBack)
  console.log(`\nThe rules had to answer ${byRules.length} of ${all.length} questions`)
  for (const [question, answers] of Map.groupBy(byRules, ([name]) => name)) {
    const reasons = Map.groupBy(answers, ([, { fellBack }]) => fellBack?.why ?? '')
    const counts = [...reasons].map(([why, some]) => `${why} ${some.length}`)
    console.log(`  ${question.padEnd(10)} ${String(answers.length).padStart(6)}  ${counts.join(', ')}`)
  }
  const screened = Map.groupBy(predicted, ({ answers }) => answers.sentinel.value)
  console.log(`\nSENTINEL said ${[...screened].map(([value, some]) => `${value} ${some.length}`).join(', ')}`)
  console.log(`\n${spent(all.map(([, answer]) => answer.usage ?? answer.fellBack?.usage ?? null))}`)
}

function spent(usages: readonly ({ inputTokens: number; outputTokens: number; costMicroUsd: number } | null)[]) {
  const total = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }
  for (const usage of usages) {
    total.inputTokens += usage?.inputTokens ?? 0
    total.outputTokens += usage?.outputTokens ?? 0
    total.costMicroUsd += usage?.costMicroUsd ?? 0
  }
  return `${total.inputTokens} tokens in, ${total.outputTokens} out, $${(total.costMicroUsd / 1e6).toFixed(4)}`
}
