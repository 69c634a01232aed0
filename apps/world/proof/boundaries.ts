/**
 * `npm run test:boundaries`: at every database call and every outgoing request of whole scenarios, in turn, the process
 * is killed before it or after it, the call fails, is never answered, or its answer is lost. Then it starts anew, and
 * the simulated phones have to show exactly one right answer.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startTestServer } from '@jobrun/db/test/test-server'
import { proveBoundaries } from './all-boundaries.ts'
import { spokenReport } from './boundary-report.ts'
import { scenarios } from './scenarios.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    wide: { type: 'string', default: '4' },
    /** Calls that are never answered stay so for as long as the service waits. */
    missed: { type: 'boolean', default: false },
    patient: { type: 'boolean', default: false },
  },
})
const chosen = scenarios.filter(({ name }) => !values.only || name.includes(values.only))
const folder = mkdtempSync(join(tmpdir(), 'jobrun-proof-'))
const server = await startTestServer(join(folder, 'postgres'))
const began = performance.now()
try {
  const plan = {
    seed: Number(values.seed),
    cleanRuns: 3,
    seconds: values.seconds ? Number(values.seconds) : null,
    wide: Number(values.wide),
    silenceMs: values.patient ? null : 250,
    realKillOneIn: 25,
    tellMissed: values.missed,
  }
  const report = await proveBoundaries(server, chosen, plan, (line) => console.log(line))
  console.log(spokenReport(report, (performance.now() - began) / 1_000))
  process.exitCode = report.failures.length === 0 ? 0 : 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
