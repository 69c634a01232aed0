/** Where the demo keeps what outlives a start, and who runs it now. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface DemoAddresses {
  pid: number
  phones: string
  service: string
}

export interface DemoPlace {
  dataDir: string
  ledgerFile: string
  clockFile: string
  stripeFile: string
  adminApiKey: string
}

/** Opens the demo's folder; makes the operator's key on the first start. */
export function openDemoPlace(root: string): DemoPlace {
  const dataDir = join(root, 'demo')
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const keyFile = join(dataDir, 'admin-api-key')
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return {
    dataDir,
    ledgerFile: join(dataDir, 'twilio.jsonl'),
    clockFile: join(dataDir, 'clock.json'),
    stripeFile: join(dataDir, 'stripe.json'),
    adminApiKey: readFileSync(keyFile, 'utf8').trim(),
  }
}

const addressFile = (dataDir: string) => join(dataDir, 'running.json')

/** The demo that runs now; null when there is none, or what ran was killed. */
export function runningDemo(dataDir: string): DemoAddresses | null {
  const file = addressFile(dataDir)
  if (!existsSync(file)) return null
  const addresses = JSON.parse(readFileSync(file, 'utf8')) as DemoAddresses
  return isAlive(addresses.pid) ? addresses : null
}

/** True when an earlier demo did not end in order. */
export function announceDemo(dataDir: string, addresses: DemoAddresses): boolean {
  const stale = existsSync(addressFile(dataDir))
  writeFileSync(addressFile(dataDir), JSON.stringify(addresses), { mode: 0o600 })
  return stale
}

export function withdrawDemo(dataDir: string): void {
  rmSync(addressFile(dataDir), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
