/** `npm run simulate:owners -- --count 1000 --seed 7`: so many noisy owners sign up; prints where they ended. */
import { parseArgs } from 'node:util'
import { runOwners } from './owners/run-owners.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, seed: { type: 'string', default: '7' } },
})
const began = performance.now()
const { owners, live, parked, parkedIn, handedOver, broken } = await runOwners({
  count: Number(values.count),
  seed: Number(values.seed),
})
console.log(
  `${owners} owners in ${((performance.now() - began) / 1_000).toFixed(0)} s: ${live} live, ${parked} parked and reminded, ${handedOver} handed over.`,
)
for (const [state, count] of Object.entries(parkedIn).toSorted()) console.log(`  ${count} parked in ${state}`)
console.log(
  broken.length === 0
    ? 'None was lost, none doubled, none live without payment and a proven number.'
    : broken.slice(0, 50).join('\n'),
)
process.exitCode = broken.length === 0 ? 0 : 1
