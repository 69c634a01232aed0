import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBinaries } from '../src/binaries.ts'
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts'
import { areaOf, newDataDir, query } from './playground.ts'

test('data and address are the same after a stop and a new start', async () => {
  const dataDir = newDataDir()
  const first = await startEmbeddedPostgres({ dataDir })
  expect(first.adopted).toBe(false)
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')

  const second = await startEmbeddedPostgres({ dataDir })
  expect(second.url).toBe(first.url)
  expect(second.adopted).toBe(false)
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('the last one to stop ends it, and stopping twice counts once', async () => {
  const dataDir = newDataDir()
  const [left, right] = await Promise.all([startEmbeddedPostgres({ dataDir }), startEmbeddedPostgres({ dataDir })])
  expect([left.adopted, right.adopted].sort()).toEqual([false, true])
  await Promise.all([left.stop(), left.stop()])
  expect(await query(right.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await right.stop()
  await expect(query(right.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
})

test('only who has the password gets in, and only from this machine', async () => {
  const dataDir = newDataDir()
  const database = await startEmbeddedPostgres({ dataDir })
  const passwordFile = join(dataDir, 'password')
  const password = readFileSync(passwordFile, 'utf8').trim()
  expect(statSync(passwordFile).mode & 0o777).toBe(0o600)
  expect(statSync(join(areaOf(dataDir), 'data')).mode & 0o777).toBe(0o700)
  expect(database.url).toContain(password)
  await expect(query(database.url.replace(password, 'guess'), 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  )
  await expect(query(database.url.replace(`:${password}`, ''), 'SELECT 1')).rejects.toThrow('password')

  expect(await query(database.url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
  expect(await query(database.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  const others = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  for (const { address, family, internal } of others) {
    if (family !== 'IPv4' || internal) continue
    await expect(query(database.url.replace('127.0.0.1', address), 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  }
  await database.stop()
})

test('commits are durable, text is UTF-8, the clock is UTC, and asked settings hold', async () => {
  const database = await startEmbeddedPostgres({ dataDir: newDataDir(), settings: { work_mem: '7MB' } })
  const names = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'max_connections',
    'server_encoding',
    'TimeZone',
    'work_mem',
  ]
  const rows = await query(
    database.url,
    `SELECT name, setting FROM pg_settings WHERE name IN (${names.map((name) => `'${name}'`).join(',')})`,
  )
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '200',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
    work_mem: '7168',
  })
  expect(await query(database.url, "SELECT lower('ÄÉ') AS low")).toEqual([{ low: 'äé' }])
  await database.stop()
})

test('rows and statements that fail stay out of the log', async () => {
  const dataDir = newDataDir()
  const database = await startEmbeddedPostgres({ dataDir })
  await query(database.url, 'CREATE TABLE texts (body text UNIQUE)')
  await query(database.url, "INSERT INTO texts VALUES ('burst pipe')")
  await expect(query(database.url, "INSERT INTO texts VALUES ('burst pipe')")).rejects.toThrow('duplicate key')
  await database.stop()
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  expect(log).toContain('duplicate key')
  expect(log).not.toContain('burst pipe')
})

test('a port that somebody took meanwhile is left to them', async () => {
  const dataDir = newDataDir()
  const first = await startEmbeddedPostgres({ dataDir })
  await first.stop()
  const port = Number(new URL(first.url).port)
  const stranger = createServer()
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve))
  try {
    const second = await startEmbeddedPostgres({ dataDir })
    expect(Number(new URL(second.url).port)).not.toBe(port)
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.stop()
  } finally {
    stranger.close()
  }
})

test('every refusal is one sentence that says what to do', async () => {
  const dataDir = newDataDir()
  await expect(startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } })).rejects.toThrow(
    'The embedded database decides fsync itself',
  )
  await expect(startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
    /PostgreSQL did not start; its log .*postgres\.log ends with: .*invalid value for parameter "shared_buffers"/,
  )
  await expect(startEmbeddedPostgres({ dataDir: '/dev/null/below' })).rejects.toMatchObject({
    name: 'EmbeddedPostgresError',
    message: expect.stringContaining('/dev/null/below'),
  })
  await expect(findBinaries(undefined, 'plan9-mips')).rejects.toThrow(
    'No PostgreSQL for plan9-mips: the package @embedded-postgres/plan9-mips is not installed',
  )
})
