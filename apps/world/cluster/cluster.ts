/**
 * `npm run test:cluster`: what takes several processes, another PostgreSQL or minutes, and so is no part of `npm test`.
 * `-- --only failover` runs those whose name holds the word.
 */
import { parseArgs } from 'node:util'
import { apart } from './apart.ts'
import { failover } from './failover.ts'
import { migrating } from './migrating.ts'
import { overload } from './overload.ts'
import { pooled } from './pooled.ts'
import { rolling } from './rolling.ts'
import type { Trial } from './trial.ts'
import { clock, full, storm, terminated } from './troubles.ts'

const trials: readonly Trial[] = [apart, rolling, migrating, failover, pooled, overload, terminated, storm, full, clock]

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = trials.filter(({ name }) => !values.only || name.includes(values.only))
let failed = 0
for (const trial of chosen) {
  console.log(`\n${trial.name}: ${trial.promise}`)
  const missing = trial.missing?.() ?? null
  if (missing) {
    console.log(`  skipped: ${missing}`)
    continue
  }
  const { figures, faults } = await trial.run()
  for (const line of figures) console.log(`  ${line}`)
  for (const fault of faults) console.log(`  FAILED ${fault}`)
  if (faults.length > 0) failed++
}
console.log(`\n${chosen.length} trials, ${failed} failed`)
process.exit(failed === 0 && chosen.length > 0 ? 0 : 1)
