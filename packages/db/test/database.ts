/** A database of its own for a test file: a copy of the migrated template. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { createPool, type Pool } from '../src/pool.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { url: string; template: string }
  }
}

export interface FreshDatabase {
  url: string
  pool: Pool
  drop(): Promise<void>
}

export async function freshDatabase(options: { max?: number } = {}): Promise<FreshDatabase> {
  const { url: serverUrl, template } = inject('testServer')
  const name = `fresh_${process.pid}_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database "${name}" template "${template}"`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const pool = createPool({ url: url.href, max: options.max ?? 10, onError: () => {} })
  return {
    url: url.href,
    pool,
    async drop() {
      await pool.end()
      await onServer(serverUrl, `drop database if exists "${name}" with (force)`)
    },
  }
}

async function onServer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
