/**
 * `npm run admin -- held`, `-- pause <client> --reason "..."` and so on: the operator's API from the terminal. Talks to
 * the service that ADMIN_API_KEY and JOBRUN_URL name, or else to the demo that runs here.
 */
import { existsSync } from 'node:fs'
import { askOver, SaidNo } from './operator/line/ask.ts'
import { runCommand, usage } from './operator/line/commands.ts'
import { serviceMeant } from './operator/line/service-meant.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
const argv = process.argv.slice(2)
try {
  const text = argv.length === 0 ? usage() : await runCommand(askOver(serviceMeant(process.env)), argv)
  process.stdout.write(`${text}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof SaidNo ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}
