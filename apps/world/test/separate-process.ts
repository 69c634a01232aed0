/** The service as a process of its own, which can be killed at any instant. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const main = fileURLToPath(import.meta.resolve('@jobrun/server/serve'))

/** On a machine that does a lot besides. */
const STARTS_WITHIN_MS = 30_000

export interface SeparateProcess {
  url: null
  running: null
  pid: number
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM: what is under way is finished or handed back. Resolves to the exit code. */
  stop(): Promise<number | null>
}

export async function separateProcess(environment: Record<string, string>): Promise<SeparateProcess> {
  const child: ChildProcess = spawn(process.execPath, [main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    if (said.length < 100_000) said += chunk
  })
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit')
      child.kill(signal)
      await exit
    }
    return child.exitCode
  }
  const kill = async () => void (await end('SIGKILL'))
  try {
    await until(
      'the process works',
      () => {
        if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}: ${said}`)
        return said.includes('service ready')
      },
      STARTS_WITHIN_MS,
    )
  } catch (error) {
    await kill()
    throw error
  }
  return { url: null, running: null, pid: child.pid ?? 0, kill, stop: () => end('SIGTERM') }
}
