/** The service as `npm run serve` runs it, in a process of its own: web, work, or both, and what its log says. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { until } from '../test/until.ts'

const root = new URL('../../../', import.meta.url)
/** What `npm run serve` gives to Node: its limits of memory and the main. */
const serve = (
  JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: { serve: string } }
).scripts.serve
  .split(' ')
  .slice(2)

const STARTS_WITHIN_MS = 60_000

export type Part = '--web' | '--work'

export interface Replica {
  /** Where the web listens, if it is of this one. */
  url: string
  pid: number
  part: Part | null
  /** How often each event was logged. */
  logged: ReadonlyMap<string, number>
  /** Of each periodic task, how often it ran here. */
  tasks: ReadonlyMap<string, number>
  kill(): Promise<void>
  /** SIGTERM; the exit code, and how long it took. */
  stop(): Promise<{ code: number | null; tookMs: number }>
}

export async function startReplica(environment: Record<string, string>, part: Part | null): Promise<Replica> {
  const child = spawn(process.execPath, [...serve, ...(part ? [part] : [])], {
    cwd: fileURLToPath(root),
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const logged = new Map<string, number>()
  const tasks = new Map<string, number>()
  let last = ''
  createInterface(child.stdout).on('line', (line) => {
    const { msg, task } = JSON.parse(line) as { msg: string; task?: string }
    logged.set(msg, (logged.get(msg) ?? 0) + 1)
    if (msg === 'task ran' && task) tasks.set(task, (tasks.get(task) ?? 0) + 1)
  })
  createInterface(child.stderr).on('line', (line) => {
    last = line
  })
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const began = performance.now()
    if (!isOver()) {
      const exit = once(child, 'exit')
      child.kill(signal)
      await exit
    }
    return { code: child.exitCode, tookMs: performance.now() - began }
  }
  const isReady = () => {
    if (isOver()) throw new Error(`the process ended with ${child.exitCode}: ${last}`)
    return logged.has('service ready')
  }
  try {
    await until('the process works', isReady, STARTS_WITHIN_MS)
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
  return {
    url: `http://127.0.0.1:${environment.PORT}`,
    pid: child.pid ?? 0,
    part,
    logged,
    tasks,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}
