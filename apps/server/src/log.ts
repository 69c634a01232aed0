/** Events, not prose; ids, not people. What might hold a secret or somebody's words is cut before it is written. */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

const redacted = [
  'body',
  '*.body',
  'authorization',
  '*.authorization',
  'headers',
  '*.headers',
  '*.password',
  '*.apiKey',
  '*.token',
]

export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    redact: { paths: redacted, censor: '[cut]' },
    serializers: { err: factsOf },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}

/** What is safe to write of an error: a database's carries the connection, and its detail the row. */
function factsOf(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error ? String(error.code) : undefined
  const cause: unknown = error.cause === undefined ? undefined : factsOf(error.cause)
  return { type: error.name, message: error.message, code, stack: error.stack, cause }
}
