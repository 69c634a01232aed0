/** A PostgreSQL of a trial's own, with its database, which goes when the trial is over. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import { type ClusterOptions, type ClusterWorld, openClusterWorld } from './cluster-world.ts'

export async function onEmbedded<T>(
  options: Omit<ClusterOptions, 'databaseUrl'>,
  work: (world: ClusterWorld, databaseUrl: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-cluster-db-'))
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') })
  try {
    const databaseUrl = await ensureDatabase(postgres.url, 'jobrun')
    const world = await openClusterWorld({ ...options, databaseUrl })
    try {
      return await work(world, databaseUrl)
    } finally {
      await world.close()
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
