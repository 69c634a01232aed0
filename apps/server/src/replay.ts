/**
 * `npm run -s replay -- --since 7d [--until 2030-01-31] [--client ID] [--brain rules|ai] [--examples 3]`: runs stored turns
 * through the code as it is now. Reads only; asks no AI: what it said then is kept with the turn.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { replayTurns } from './replay/replay-turns.ts'
import { readReplayWords } from './replay/replay-words.ts'
import { CannotRead, withStoredDatabase } from './replay/stored-database.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
try {
  const { values } = parseArgs({
    options: {
      since: { type: 'string', default: '7d' },
      until: { type: 'string' },
      client: { type: 'string' },
      brain: { type: 'string' },
      examples: { type: 'string', default: '3' },
    },
  })
  const read = readReplayWords(values, new Date())
  if (!read.ok) throw new CannotRead(read.problem)
  process.stdout.write(await withStoredDatabase(process.env, (pool) => replayTurns(pool, read.options)))
} catch (error) {
  const { name, message, stack, code } = error as NodeJS.ErrnoException
  const said = /^(CannotRead|EmbeddedPostgresError)$/.test(name) || code?.startsWith('ERR_PARSE_ARGS')
  process.stderr.write(`${said ? message : stack}\n`)
  process.exitCode = 1
}
