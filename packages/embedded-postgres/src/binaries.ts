/** The PostgreSQL programs of this platform's package, at a path where the account that runs them can reach them. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { systemDirectory } from './place.ts'

export interface Binaries {
  postgres: string
  initdb: string
}

export async function findBinaries(
  account: Account | undefined,
  platform = `${process.platform}-${process.arch}`,
): Promise<Binaries> {
  const native = await installed(platform)
  const found = programs(native)
  if (!account || canReach(account, found.postgres, join(native, 'share', 'postgresql'))) return found
  return programs(copyForOthers(native, platform))
}

const programs = (native: string): Binaries => ({
  postgres: join(native, 'bin', 'postgres'),
  initdb: join(native, 'bin', 'initdb'),
})

async function installed(platform: string): Promise<string> {
  const name = `@embedded-postgres/${platform}`
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(dirname(realpathSync(postgres)))
  } catch (error) {
    throw new EmbeddedPostgresError(
      `No PostgreSQL for ${platform}: the package ${name} is not installed; install the dependencies again without leaving out optional ones, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    )
  }
}

/** Made under another name and renamed, so that a copy is whole or absent, also when several processes make it. */
function copyForOthers(native: string, platform: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const root = systemDirectory('binaries')
  const copy = join(root, `${platform}-${version}`)
  if (existsSync(copy)) return copy
  const fresh = mkdtempSync(join(root, 'new-'))
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  execFileSync('chmod', ['-R', 'a+rX', fresh])
  try {
    renameSync(fresh, copy)
  } catch (error) {
    rmSync(fresh, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
