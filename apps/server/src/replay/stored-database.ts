/** The database whose turns are read: DATABASE_URL, or the embedded one of the service or else of the demo. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createPool, type Pool } from '@jobrun/db/pool'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'

/** What keeps the command from its work, in a sentence for whoever gave it. */
export class CannotRead extends Error {
  override name = 'CannotRead'
}

export async function withStoredDatabase<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (pool: Pool) => Promise<T>,
): Promise<T> {
  const { url, stop } = await open(env)
  const pool = createPool({ url, max: 2, onError: () => {} })
  try {
    return await work(pool)
  } finally {
    await pool.end()
    await stop()
  }
}

async function open(env: Readonly<Record<string, string | undefined>>) {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: async () => {} }
  const root = env.JOBRUN_DATA_DIR || '.jobrun'
  const dataDir = [join(root, 'postgres'), join(root, 'demo', 'postgres')].find((folder) => existsSync(folder))
  if (!dataDir) {
    throw new CannotRead(
      `There is no database in ${root}: set DATABASE_URL, or JOBRUN_DATA_DIR to where the service keeps its own.`,
    )
  }
  const embedded = await startEmbeddedPostgres({ dataDir })
  const url = new URL(embedded.url)
  url.pathname = '/jobrun'
  return { url: url.href, stop: () => embedded.stop() }
}
