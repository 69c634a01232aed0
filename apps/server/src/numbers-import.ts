/** `npm run numbers:import`: takes numbers into the pool, from a CSV file or from the Twilio account. */
import { existsSync } from 'node:fs'
import { askOver, SaidNo } from './operator/line/ask.ts'
import { importNumbers } from './operator/line/number-commands.ts'
import { serviceMeant } from './operator/line/service-meant.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
const argv = process.argv.slice(2)
try {
  const ask = askOver(serviceMeant(process.env))
  process.stdout.write(`${await importNumbers(ask, argv)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof SaidNo ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}
