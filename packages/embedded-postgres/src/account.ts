/** Who runs PostgreSQL, which refuses root: this process's own user, or as root an unprivileged system user. */
import { execFileSync } from 'node:child_process'
import { readFileSync, type Stats } from 'node:fs'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

export interface Account {
  uid: number
  gid: number
}

// A machine with a PostgreSQL of its own has the first; nearly every machine has the second.
const candidates = ['postgres', 'nobody', 'daemon']

/** Undefined means "this process's own user". Existing data keep their owner, whatever users were added since. */
export function serverAccount(existingData: Stats | undefined): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (existingData && existingData.uid !== 0) return { uid: existingData.uid, gid: existingData.gid }
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of candidates) {
    const entry = entries.find(([user]) => user === name)
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL refuses to run as root and this machine has none of the users ${candidates.join(', ')}: add one of them, or start as an ordinary user.`,
  )
}

/** Whether the account can enter these directories and run these programs; asked of the system itself. */
export function canReach(account: Account, ...paths: string[]): boolean {
  try {
    const script = 'for path; do [ -x "$path" ] || exit 1; done'
    execFileSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...account, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** PostgreSQL's children see none of our environment: it holds secrets, and PG* variables would change the server. */
export const serverEnvironment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
