import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whole or unchanged, and on disk when it returns. Readable by its owner only. */
export function replaceFile(file: string, content: string): void {
  const fresh = `${file}.new`
  writeFileSync(fresh, content, { mode: 0o600, flush: true })
  renameSync(fresh, file)
  syncDirectory(dirname(file))
}

/** A rename outlives a power failure only once its directory is on disk. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
