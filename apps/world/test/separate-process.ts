/** The service as a process of its own, which can be killed at any instant. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const main = fileURLToPath(import.meta.resolve('@jobrun/server/serve'))

export interface SeparateProcess {
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>
}

export async function separateProcess(environment: Record<string, string>): Promise<SeparateProcess> {
  const child: ChildProcess = spawn(process.execPath, [main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', ...environment, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  try {
    await until('the process works', () => {
      if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}: ${said}`)
      return said.includes('service ready')
    })
  } catch (error) {
    await kill()
    throw error
  }
  return { kill }
}
