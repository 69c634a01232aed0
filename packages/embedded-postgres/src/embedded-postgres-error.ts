/** An expected failure: `message` is one sentence that says what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

/** Failures of the system (files, locks, spawning) become a sentence; everything else is a bug and stays what it is. */
export function inOneSentence(error: unknown, dataDir: string): unknown {
  if (error instanceof EmbeddedPostgresError || !(error instanceof Error)) return error
  const { syscall, code, message } = error as NodeJS.ErrnoException
  if (!syscall && code !== 'ERR_SQLITE_ERROR') return error
  const advice = syscall?.startsWith('spawn')
    ? 'its programs do not run on this machine, set DATABASE_URL to a PostgreSQL of your own'
    : 'make the directory writable for this user, or choose another one'
  return new EmbeddedPostgresError(`The embedded database of ${dataDir} cannot run (${message}): ${advice}.`, {
    cause: error,
  })
}
