/**
 * Where the data live. In the asked directory where the account that runs PostgreSQL can reach it; otherwise (root
 * below a 0700 home) in a directory of their own under /var/lib, which the file `location` points at for ever after.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, canReach, serverAccount } from './account.ts'
import { replaceFile } from './durable-file.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

export interface Place {
  area: string
  account: Account | undefined
}

const systemRoot = '/var/lib/jobrun-postgres'

/** Reachable by everybody, also when the umask of root says otherwise. */
export function systemDirectory(name: string): string {
  const directory = join(systemRoot, name)
  mkdirSync(directory, { recursive: true })
  for (const path of [systemRoot, directory]) chmodSync(path, 0o755)
  return directory
}

export function choosePlace(dataDir: string): Place {
  const pointer = join(dataDir, 'location')
  const moved = existsSync(pointer)
  const area = moved ? readFileSync(pointer, 'utf8').trim() : dataDir
  if (!existsSync(area)) {
    throw new EmbeddedPostgresError(
      `The data of ${dataDir} were kept in ${area}, which is gone: bring it back, or delete ${dataDir} to begin with an empty database.`,
    )
  }
  const existing = statSync(join(area, 'data'), { throwIfNoEntry: false })
  const account = serverAccount(existing)
  if (!account && existing && existing.uid !== process.getuid?.()) {
    throw new EmbeddedPostgresError(
      `The database in ${area} belongs to another user (uid ${existing.uid}): start as that user or as root, or choose another directory.`,
    )
  }
  if (!account || canReach(account, area)) return { area, account }
  if (existing || moved) {
    throw new EmbeddedPostgresError(
      `The database in ${area} cannot be reached by the user that runs it (uid ${account.uid}): let others enter the directories above it (chmod o+x).`,
    )
  }
  const elsewhere = systemDirectory(randomBytes(8).toString('hex'))
  writeFileSync(join(elsewhere, 'belongs-to'), `${dataDir}\n`)
  replaceFile(pointer, `${elsewhere}\n`)
  return { area: elsewhere, account }
}
