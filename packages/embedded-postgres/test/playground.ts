/** Data directories that vanish after each test, together with whatever runs or lies elsewhere for them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterEach } from 'vitest'
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts'

const homes: string[] = []
const children: ChildProcess[] = []

/** A directory of mode 0700, as a home is; data directories go below it. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'jobrun-pg-'))
  homes.push(home)
  return home
}

export const newDataDir = (): string => join(newHome(), 'postgres')

/** Where the data really are. */
export function areaOf(dataDir: string): string {
  const pointer = join(dataDir, 'location')
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(areaOf(dataDir), 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  // A server that is ended under a client says so on the connection as well as in the query.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export interface Holder {
  child: ChildProcess
  url: string
  adopted: boolean
  /** Every line printed after the first. */
  lines: string[]
}

/** Detached: the child leads a process group of its own, which a test may interrupt as a terminal does. */
export async function hold(
  dataDir: string,
  mode = 'wait',
  script = `${import.meta.dirname}/holder.ts`,
): Promise<Holder> {
  const child = spawn(process.execPath, [script, dataDir, mode], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const reader = createInterface(child.stdout)
  const [first] = (await Promise.race([once(reader, 'line'), once(child, 'exit')])) as [string]
  const lines: string[] = []
  reader.on('line', (line) => lines.push(line))
  return { child, lines, ...(JSON.parse(first) as { url: string; adopted: boolean }) }
}

export async function end(holder: Holder, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const ended = once(holder.child, 'close')
  holder.child.kill(signal)
  await ended
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  for (const home of homes.splice(0)) {
    const dataDir = join(home, 'postgres')
    const area = areaOf(dataDir)
    if (existsSync(join(area, 'data', 'postmaster.pid'))) await (await startEmbeddedPostgres({ dataDir })).stop()
    for (const path of [area, home]) rmSync(path, { recursive: true, force: true })
  }
})
