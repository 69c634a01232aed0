/** The service and its stand-ins as processes of their own, so that each figure is the service's alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = new URL('../../../', import.meta.url)
/** What `npm run serve` gives to Node: its limits of memory and the main. */
const serve = (
  JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: { serve: string } }
).scripts.serve
  .split(' ')
  .slice(2)
const standIns = fileURLToPath(new URL('stand-ins.ts', import.meta.url))

export interface StandIns {
  twilio: string
  openai: string
  pid: number
  stop(): Promise<void>
}

export async function startStandIns(): Promise<StandIns> {
  const child = spawn(process.execPath, [standIns], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()))
    child.once('exit', () => reject(new Error('the stand-ins ended before they were ready')))
  })
  return {
    ...(JSON.parse(line) as { twilio: string; openai: string }),
    pid: child.pid ?? 0,
    stop: () => end(child),
  }
}

export interface ServiceProcess {
  url: string
  pid: number
  stop(): Promise<void>
}

/** `flags` are Node's own, such as those of its profiler. */
export async function startService(
  environment: Record<string, string>,
  words: string[] = [],
  flags: readonly string[] = [],
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [...flags, ...serve, ...words], {
    cwd: fileURLToPath(root),
    env: {
      PATH: process.env.PATH,
      MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX,
      NODE_OPTIONS: process.env.NODE_OPTIONS,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${environment.PORT}`
  if (!words.includes('--work')) await untilHealthy(url, child)
  return { url, pid: child.pid ?? 0, stop: () => end(child) }
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('the service ended before it was ready')
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.status === 200) return
    await sleep(100)
  }
  throw new Error('the service was not ready within 30 s')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

const TICKS_PER_SECOND = 100

function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
}

/** Seconds of CPU of a process, its children of now and those that ended. */
export function familyCpuSeconds(pid: number): number {
  let ticks = 0
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = statOf(Number(entry))
      if (Number(entry) === pid) ticks += Number(stat[11]) + Number(stat[12]) + Number(stat[13]) + Number(stat[14])
      else if (Number(stat[1]) === pid) ticks += Number(stat[11]) + Number(stat[12])
    } catch {
      // It ended while we were reading.
    }
  }
  return ticks / TICKS_PER_SECOND
}

/** Seconds of CPU and MiB of memory (now and at most) of a process, as Linux counts them. */
export function usageOf(pid: number): { cpuSeconds: number; rssMb: number; peakMb: number } {
  const stat = statOf(pid)
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1_024
  return {
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND,
    rssMb: mb('VmRSS'),
    peakMb: mb('VmHWM'),
  }
}
