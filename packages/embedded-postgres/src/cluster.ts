/** The database files and the password that opens them. Both appear whole or not at all, whenever the power fails. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, serverEnvironment } from './account.ts'
import { replaceFile, syncDirectory } from './durable-file.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import type { Place } from './place.ts'

export const superuser = 'postgres'

export function hasCluster(area: string): boolean {
  return existsSync(join(area, 'data', 'PG_VERSION'))
}

/** The password is made before the cluster that knows it, so one without the other means that somebody deleted it. */
export function ensurePassword(dataDir: string, clusterExists: boolean): string {
  const file = join(dataDir, 'password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (clusterExists) {
    throw new EmbeddedPostgresError(
      `The database of ${dataDir} exists but its password file ${file} is gone: bring the file back, or delete ${dataDir} to begin with an empty database.`,
    )
  }
  const password = randomBytes(24).toString('hex')
  replaceFile(file, `${password}\n`)
  return password
}

/** Made beside its place and moved in when finished: a start that is killed half-way leaves nothing to trip over. */
export async function createCluster({ area, account }: Place, initdb: string, password: string): Promise<void> {
  for (const left of readdirSync(area)) if (left.startsWith('new-')) rmSync(join(area, left), { recursive: true })
  const fresh = mkdtempSync(join(area, 'new-'))
  const passwordFile = join(fresh, 'password')
  const data = join(fresh, 'data')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) for (const path of [fresh, passwordFile, data]) chownSync(path, account.uid, account.gid)
  try {
    await runInitdb(initdb, { data, passwordFile, account })
    renameSync(data, join(area, 'data'))
    syncDirectory(area)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function runInitdb(
  initdb: string,
  { data, passwordFile, account }: { data: string; passwordFile: string; account: Account | undefined },
): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  try {
    await promisify(execFile)(initdb, args, { ...account, cwd: data, env: serverEnvironment })
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    const said = (stderr || message).trim().split('\n').slice(-4).join(' | ')
    throw new EmbeddedPostgresError(`PostgreSQL's initdb could not make a database: ${said}`, { cause: error })
  }
}
