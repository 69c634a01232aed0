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
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}
