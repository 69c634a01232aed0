import { inject, test } from 'vitest'
import { proveBoundaries } from './all-boundaries.ts'
import { spokenReport } from './boundary-report.ts'
import { scenarios } from './scenarios.ts'

const SECONDS = 45
test('whatever call a process dies at, fails at or hears nothing from, each text is answered once and rightly', async () => {
  const plan = {
    seed: Math.floor(Date.now() / 86_400_000),
    cleanRuns: 1,
    seconds: SECONDS,
    wide: 2,
    silenceMs: 250,
    realKillOneIn: 20,
  }
  const report = await proveBoundaries(inject('testServer'), scenarios, plan, () => {})
  if (report.failures.length > 0 || report.ran === 0) throw new Error(spokenReport(report, SECONDS))
}, 200_000)
