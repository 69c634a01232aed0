/**
 * `npm run serve`: the real service, configured by the environment alone. `-- --web` answers the web only, `-- --work`
 * processes and delivers only; without either, both.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { readConfig } from './config.ts'
import { CannotStart, startService } from './start-service.ts'

const values = readWords()
const both = values.web === values.work
if (existsSync('.env')) process.loadEnvFile('.env')
const read = readConfig(process.env)
if (!read.ok) {
  for (const problem of read.problems) process.stderr.write(`${problem}\n`)
  process.exit(1)
}

try {
  const running = await startService(read.config, read.secrets, {
    web: both || values.web === true,
    work: both || values.work === true,
  })
  closeWithGrace({ delay: 15_000 }, async ({ signal, err }) => {
    running.service.events.serviceStopping(err ? `a bug: ${err.message}` : (signal ?? 'asked to'))
    await running.stop()
  })
} catch (error) {
  const said = error instanceof Error && (error instanceof CannotStart || error.name === 'EmbeddedPostgresError')
  process.stderr.write(`${said ? error.message : (error as Error).stack}\n`)
  process.exit(1)
}

function readWords(): { web?: boolean | undefined; work?: boolean | undefined } {
  try {
    return parseArgs({ options: { web: { type: 'boolean' }, work: { type: 'boolean' } } }).values
  } catch {
    process.stderr.write('Say npm run serve, npm run serve -- --web, or npm run serve -- --work.\n')
    process.exit(1)
  }
}
