import { totalmem } from 'node:os'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Promises of this package; nobody may bargain with them. Given on the command line, ALTER SYSTEM cannot either. */
const fixed = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
}

/** PostgreSQL's own 128 MB is for machines of long ago; with a million messages, most of an answer is then reading. */
const sharedMegabytes = Math.min(1_024, Math.max(128, Math.floor(totalmem() / 2 ** 23)))

/** The log keeps no rows and no statements: they hold customers' words and numbers. */
const defaults = {
  max_connections: '200',
  shared_buffers: `${sharedMegabytes}MB`,
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

export function serverSettings(asked: Record<string, string>, port: number): Record<string, string> {
  return { ...defaults, ...asked, ...fixed, port: String(port) }
}

export function refuseFixedSettings(asked: Record<string, string>): void {
  const refused = Object.keys(asked).filter((name) => name === 'port' || name in fixed)
  if (refused.length === 0) return
  throw new EmbeddedPostgresError(
    `The embedded database decides ${refused.join(', ')} itself: leave it out of the settings, or use a PostgreSQL of your own.`,
  )
}
