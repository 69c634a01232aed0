import { test } from 'vitest'
import { isRight, runChaos, spokenChaos } from './run-chaos.ts'

test('with everything killed at random, no acknowledged text is lost, none answered twice, none out of order', async () => {
  const plan = { seconds: 30, replicas: 3, seed: Math.floor(Date.now() / 86_400_000), perSecond: 5, impatient: true }
  const report = await runChaos(plan)
  if (!isRight(report) || report.judgement.acknowledged === 0) throw new Error(spokenChaos(report))
}, 300_000)
