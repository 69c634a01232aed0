/**
 * Throw-away databases in which the schema engine replays migrations to see what they add up to.
 * Made beside the database of the given URL, whose role needs CREATEDB, and dropped whatever happens.
 */
import { randomUUID } from 'node:crypto'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { connectForEngine } from './engine-adapter.ts'
import { MigrationProblem } from './migrations-folder.ts'

/** `work` gets the engine's connections: an empty database in place of ours, and a fresh one for each replay. */
export async function withScratchDatabases<T>(
  serverUrl: string,
  work: (adapters: SqlMigrationAwareDriverAdapterFactory) => Promise<T>,
): Promise<T> {
  const server = await connectForEngine(serverUrl)
  const made: SqlDriverAdapter[] = []
  const make = async () => {
    const scratch = await makeDatabase(server, serverUrl)
    made.push(scratch)
    return scratch
  }
  try {
    return await work({
      provider: server.provider,
      adapterName: server.adapterName,
      connect: make,
      connectToShadowDb: make,
    })
  } finally {
    for (const scratch of made) await scratch.dispose()
    await server.dispose()
  }
}

/** Disposing of it drops the database; the engine does so for some and not for others, hence any number of times. */
async function makeDatabase(server: SqlDriverAdapter, serverUrl: string): Promise<SqlDriverAdapter> {
  const name = `migrate_scratch_${randomUUID().replaceAll('-', '')}`
  await server.executeScript(`CREATE DATABASE ${name} TEMPLATE template0`).catch((error: Error) => {
    throw new MigrationProblem(
      `No scratch database could be made beside yours (${error.message}): check DATABASE_URL, and that its role has CREATEDB.`,
      { cause: error },
    )
  })
  const scratch = await connectForEngine(urlOfDatabase(serverUrl, name))
  let disposal: Promise<void> | undefined
  const drop = async () => {
    await scratch.dispose()
    await server.executeScript(`DROP DATABASE ${name} WITH (FORCE)`)
  }
  return { ...scratch, dispose: () => (disposal ??= drop()) }
}

function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
