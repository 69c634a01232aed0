/** `npm run chaos -- --seconds 60 --replicas 3 --seed 1`: kill everything at random, and let Twilio's ledger judge. */
import { parseArgs } from 'node:util'
import { isRight, runChaos, spokenChaos } from './run-chaos.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    replicas: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    /** People who begin to text, one to four texts each. */
    'per-second': { type: 'string', default: '10' },
    impatient: { type: 'boolean', default: false },
  },
})
const report = await runChaos(
  {
    seconds: Number(values.seconds),
    replicas: Number(values.replicas),
    seed: Number(values.seed),
    perSecond: Number(values['per-second']),
    impatient: values.impatient,
  },
  (line) => console.log(line),
)
console.log(spokenChaos(report))
process.exitCode = isRight(report) ? 0 : 1
