/** PgBouncer of Debian's in transaction mode before a PostgreSQL, on a port and a folder of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAccount, serverEnvironment } from '@jobrun/embedded-postgres/account'
import pg from 'pg'
import { freePort } from '../src/free-port.ts'
import { until } from '../test/until.ts'

const program = '/usr/sbin/pgbouncer'

export const noPgBouncer = (): string | null => (existsSync(program) ? null : 'apt-get install pgbouncer')

export interface PgBouncer {
  version: string
  url: string
  /** Connections of clients, and of the pooler to PostgreSQL. */
  connections(): Promise<{ clients: number; servers: number }>
  stop(): Promise<void>
}

export async function startPgBouncer(databaseUrl: string, poolSize: number): Promise<PgBouncer> {
  const account = serverAccount(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-pgbouncer-'))
  const port = await freePort()
  const far = new URL(databaseUrl)
  const { username, password, hostname, port: farPort, pathname } = far
  const configuration = `[databases]
jobrun = host=${hostname} port=${farPort} dbname=${pathname.slice(1)} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
admin_users = admin
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 1000
idle_transaction_timeout = 15
unix_socket_dir =
logfile =
`
  writeFileSync(join(folder, 'pgbouncer.ini'), configuration, { mode: 0o600 })
  if (account) for (const path of [folder, join(folder, 'pgbouncer.ini')]) chownSync(path, account.uid, account.gid)
  const child = spawn(program, [join(folder, 'pgbouncer.ini')], {
    ...account,
    cwd: folder,
    env: serverEnvironment,
    stdio: 'ignore',
  })
  const admin = `postgres://admin@127.0.0.1:${port}/pgbouncer`
  await until('PgBouncer answers', () => show(admin, 'version').then(Boolean, () => false), 20_000)
  return {
    version: spawnSync(program, ['--version']).stdout.toString().split('\n')[0] ?? '',
    url: `postgres://jobrun@127.0.0.1:${port}/jobrun`,
    async connections() {
      return { clients: (await show(admin, 'clients')).length, servers: (await show(admin, 'servers')).length }
    },
    async stop() {
      if (child.exitCode === null && child.kill('SIGINT')) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function show(admin: string, what: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    return (await client.query(`show ${what}`)).rows
  } finally {
    await client.end()
  }
}
