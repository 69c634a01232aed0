/** A PostgreSQL of Debian's, on files of its own that go with it, for a test that wants another version than ours. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, serverAccount, serverEnvironment } from '@jobrun/embedded-postgres/account'
import pg from 'pg'

const home = '/usr/lib/postgresql'

interface DebianPostgres {
  url: string
  stop(): Promise<void>
}

/** Major versions that are installed, the oldest first. */
export function debianVersions(): string[] {
  if (!existsSync(home)) return []
  const installed = readdirSync(home).filter((version) => existsSync(join(home, version, 'bin', 'initdb')))
  return installed.sort((one, other) => Number(one) - Number(other))
}

export async function startDebianPostgres(version: string): Promise<DebianPostgres> {
  const account = serverAccount(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'debian-postgres-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const bin = join(home, version, 'bin')
  const data = join(folder, 'data')
  const runAs = { ...account, cwd: folder, env: serverEnvironment }
  const initdb = [
    `--pgdata=${data}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]
  await promisify(execFile)(join(bin, 'initdb'), initdb, runAs)
  const port = await freePort()
  const server = spawnServer(join(bin, 'postgres'), { data, port, folder }, account)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && server.kill('SIGINT')) await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilItAnswers(url, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

function spawnServer(
  program: string,
  { data, port, folder }: { data: string; port: number; folder: string },
  account: Account | undefined,
): ChildProcess {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' }
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  return spawn(program, args, { ...account, cwd: folder, env: serverEnvironment, stdio: 'ignore' })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (server.exitCode !== null || tries >= 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
