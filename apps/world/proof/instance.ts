/** One running service behind lines of its own: as a part of this process, or as a process that can really be killed. */
import { readConfig } from '@jobrun/server/config'
import { type RunningService, startService } from '@jobrun/server/start-service'
import { freePort } from '../src/free-port.ts'
import { separateProcess } from '../test/separate-process.ts'
import { databaseLine, type Line } from './database-line.ts'
import { type ServiceCall, serviceLine } from './service-line.ts'
import type { Mode } from './trap.ts'

export interface Instance {
  url: string
  /** Null for a process of its own. */
  running: RunningService | null
  inFlight(): number
  /** Texts given to Twilio whose answer is not back. */
  sending(): number
  /** Nothing it does from this instant on reaches anybody; a process of its own gets kill -9. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export interface InstanceOptions {
  environment: Record<string, string>
  separate: boolean
  now: () => Date
  call: (label: string) => Mode | null
  silenceMs: number | null
  /** How much longer a request to the database takes. */
  delayMs?: () => number
  onDeath?: (instance: Instance) => void
}

export async function startInstance(options: InstanceOptions): Promise<Instance> {
  let instance: Instance | null = null
  let diedEarly = false
  const all: Line[] = []
  const die = () => {
    for (const line of all) line.die()
  }
  const wire = {
    call: options.call,
    silenceMs: options.silenceMs,
    ...(options.delayMs ? { delayMs: options.delayMs } : {}),
    died: () => {
      diedEarly = true
      die()
      if (instance) options.onDeath?.(instance)
    },
  }
  const { environment: given } = options
  const lines = {
    DATABASE_URL: await databaseLine(given.DATABASE_URL ?? '', wire),
    TWILIO_API_BASE_URL: await serviceLine(given.TWILIO_API_BASE_URL ?? '', twilioLabel, wire),
    OPENAI: await serviceLine(new URL(given.OPENAI_BASE_URL ?? '').origin, () => 'AI: a question', wire),
  }
  all.push(...Object.values(lines))
  const port = options.separate ? await freePort() : 0
  const environment = {
    ...given,
    PORT: String(port),
    DATABASE_URL: lines.DATABASE_URL.url,
    TWILIO_API_BASE_URL: lines.TWILIO_API_BASE_URL.url,
    OPENAI_BASE_URL: `${lines.OPENAI.url}/v1`,
  }
  const closeLines = () => Promise.all(all.map((line) => line.close()))
  try {
    const process = options.separate
      ? await separateProcess(environment)
      : await withinThisOne(environment, options.now)
    if (diedEarly) {
      await process.kill()
      throw new Error('died as it started')
    }
    instance = {
      url: process.url ?? `http://127.0.0.1:${port}`,
      running: process.running,
      inFlight: () => all.reduce((sum, line) => sum + line.inFlight(), 0),
      sending: () => lines.TWILIO_API_BASE_URL.inFlight(),
      async kill() {
        die()
        await process.kill()
        await closeLines()
      },
      async stop() {
        await process.stop()
        await closeLines()
      },
    }
    return instance
  } catch (error) {
    await closeLines()
    throw error
  }
}

interface Process {
  url: string | null
  running: RunningService | null
  kill(): Promise<void>
  stop(): Promise<unknown>
}

async function withinThisOne(environment: Record<string, string>, now: () => Date): Promise<Process> {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.problems.join(' '))
  const running = await startService(read.config, read.secrets, { web: true, work: true }, { now })
  // What is left of a dead one can do nothing, its lines being dead; it is only cleared away.
  return { url: running.url, running, kill: () => running.stop().catch(() => {}), stop: () => running.stop() }
}

function twilioLabel({ method, path }: ServiceCall): string {
  if (method === 'POST') return 'Twilio: send'
  return path.includes('DateSent') ? 'Twilio: read the book' : 'Twilio: list'
}
