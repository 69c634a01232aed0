/** Which service a command speaks to: the one that ADMIN_API_KEY and JOBRUN_URL name, or else the demo that runs here. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SaidNo, type Service } from './ask.ts'

export function serviceMeant(env: NodeJS.ProcessEnv): Service {
  const demo = join(env.JOBRUN_DATA_DIR || '.jobrun', 'demo')
  const url = env.JOBRUN_URL || (env.ADMIN_API_KEY ? undefined : demoAddress(join(demo, 'running.json')))
  const key = env.ADMIN_API_KEY || written(join(demo, 'admin-api-key'))
  if (!key) throw new SaidNo(0, 'There is no key: set ADMIN_API_KEY, or start the demo with npm start.')
  const service = url || 'http://127.0.0.1:3001'
  if (!URL.canParse(service)) throw new SaidNo(0, 'JOBRUN_URL must be a URL, such as http://127.0.0.1:3001.')
  return { url: service, key }
}

function demoAddress(file: string): string | undefined {
  const announced = written(file)
  return announced ? (JSON.parse(announced) as { service: string }).service : undefined
}

function written(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}
