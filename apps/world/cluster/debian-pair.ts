/** A primary and a standby of Debian's PostgreSQL with synchronous replication, as programs of this machine. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { appendFileSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { debianVersions } from '@jobrun/db/test/debian-postgres'
import { type Account, serverAccount, serverEnvironment } from '@jobrun/embedded-postgres/account'
import pg from 'pg'
import { freePort } from '../src/free-port.ts'
import { until } from '../test/until.ts'

export const noDebianPostgres = (): string | null =>
  debianVersions().length > 0 ? null : 'no PostgreSQL of Debian’s is installed: apt-get install postgresql'

interface Node {
  port: number
  url: string
  kill(): Promise<void>
}

export interface Pair {
  primary: Node
  standby: Node
  /** The standby takes over; resolves when it accepts writes, with the ms that it took. */
  promote(): Promise<number>
  stop(): Promise<void>
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  wal_level: 'replica',
  max_wal_senders: '5',
  hot_standby: 'on',
  fsync: 'on',
  synchronous_commit: 'on',
}

export async function startPair(): Promise<Pair> {
  const bin = join('/usr/lib/postgresql', debianVersions().at(-1) ?? '', 'bin')
  const account = serverAccount(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-pair-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const runAs = { ...account, cwd: folder, env: serverEnvironment }
  const run = (program: string, args: string[]) => promisify(execFile)(join(bin, program), args, runAs)
  const [first, second] = [join(folder, 'one'), join(folder, 'two')]
  await run('initdb', [`--pgdata=${first}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'])
  const primary = await startNode({ bin, account, folder }, first)
  const from = `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby`
  await run('pg_basebackup', ['-D', second, '-R', '-X', 'stream', '-d', from])
  const standby = await startNode({ bin, account, folder }, second)
  await ask(primary.url, `alter system set synchronous_standby_names = 'standby'`)
  await ask(primary.url, 'select pg_reload_conf()')
  await until('the standby is synchronous', async () => {
    const [row] = await ask(primary.url, 'select sync_state from pg_stat_replication')
    return row?.sync_state === 'sync'
  })
  return {
    primary,
    standby,
    async promote() {
      const began = performance.now()
      // It waits for nobody itself: there is no third.
      appendFileSync(join(second, 'postgresql.auto.conf'), "\nsynchronous_standby_names = ''\n")
      await run('pg_ctl', ['promote', '-D', second, '-w'])
      await ask(standby.url, 'select pg_reload_conf()')
      await until('it accepts writes', async () => {
        const [row] = await ask(standby.url, 'select pg_is_in_recovery() as recovering')
        return row?.recovering === false
      })
      return performance.now() - began
    },
    async stop() {
      await Promise.all([primary.kill(), standby.kill()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One alone; `more`: of its environment. */
export async function startSingle(more: Record<string, string>): Promise<{ url: string; stop(): Promise<void> }> {
  const bin = join('/usr/lib/postgresql', debianVersions().at(-1) ?? '', 'bin')
  const account = serverAccount(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-single-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const initdb = [`--pgdata=${data}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C']
  await promisify(execFile)(join(bin, 'initdb'), initdb, { ...account, cwd: folder, env: serverEnvironment })
  const node = await startNode({ bin, account, folder, more }, data)
  return {
    url: node.url,
    async stop() {
      await node.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface At {
  more?: Record<string, string>
  bin: string
  account: Account | undefined
  folder: string
}

async function startNode({ bin, account, folder, more = {} }: At, data: string): Promise<Node> {
  const port = await freePort()
  const given = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...given], {
    ...account,
    cwd: folder,
    env: { ...serverEnvironment, ...more },
    stdio: 'ignore',
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await until(
    'PostgreSQL answers',
    () =>
      ask(url, 'select 1').then(
        () => true,
        () => false,
      ),
    60_000,
  )
  return { port, url, kill: () => killed(server) }
}

/** Its children end when they notice; nobody is asked to finish anything. */
function killed(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGKILL')
  })
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
