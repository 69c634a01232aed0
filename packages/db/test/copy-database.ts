/** A database of its own, copied from the migrated template. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createPool, type Pool } from '../src/pool.ts'
import type { TestServer } from './test-server.ts'

export interface FreshDatabase {
  url: string
  pool: Pool
  drop(): Promise<void>
}

export async function copyDatabase(server: TestServer, options: { max?: number } = {}): Promise<FreshDatabase> {
  const name = `fresh_${process.pid}_${randomUUID().replaceAll('-', '')}`
  await onServer(server.url, `create database "${name}" template "${server.template}"`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const pool = createPool({ url: url.href, max: options.max ?? 10, onError: () => {}, patienceMs: 120_000 })
  return {
    url: url.href,
    pool,
    async drop() {
      await pool.end()
      await onServer(server.url, `drop database if exists "${name}" with (force)`)
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
