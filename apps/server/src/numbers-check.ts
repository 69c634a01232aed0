/** `npm run numbers:check`: says where the pool and the Twilio account differ. */
import { existsSync } from 'node:fs'
import { askOver, SaidNo } from './operator/line/ask.ts'
import { compareNumbers } from './operator/line/number-commands.ts'
import { serviceMeant } from './operator/line/service-meant.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
const argv = process.argv.slice(2)
try {
  const ask = askOver(serviceMeant(process.env))
  const { text, ok } = await compareNumbers(ask, argv)
  process.stdout.write(`${text}\n`)
  if (!ok) process.exitCode = 1
} catch (error) {
  process.stderr.write(`${error instanceof SaidNo ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}
