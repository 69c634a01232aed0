import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { replaceFile } from './durable-file.ts'

const file = (dataDir: string): string => join(dataDir, 'port')

/** The one used last time if it is free, so that addresses people noted keep working; otherwise any free one. */
export async function choosePort(dataDir: string): Promise<number> {
  const last = existsSync(file(dataDir)) ? Number(readFileSync(file(dataDir), 'utf8')) : 0
  return (last > 0 && last < 65_536 ? await freePort(last) : undefined) ?? (await freePort(0)) ?? 0
}

export function rememberPort(dataDir: string, port: number): void {
  replaceFile(file(dataDir), `${port}\n`)
}

function freePort(asked: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(asked, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
