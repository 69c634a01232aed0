/** What befalls a database that nobody looks after: connections ended, none left, no room on its disk, its clock wrong. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureDatabase } from '@jobrun/db/migrate/ensure-database'
import { startEmbeddedPostgres } from '@jobrun/embedded-postgres/embedded-postgres'
import pg from 'pg'
import { type ClusterWorld, openClusterWorld } from './cluster-world.ts'
import { noDebianPostgres, startSingle } from './debian-pair.ts'
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import type { Outcome, Trial } from './trial.ts'

const LOAD = { perSecond: 10, seconds: 40 }

/** Texts come; after a while the trouble begins, and ends; then everything has to be answered, and to have been spoken of. */
async function through(world: ClusterWorld, of: { trouble: () => Promise<string>; words: RegExp }): Promise<Outcome> {
  const replicas = [await world.start(null), await world.start(null)]
  await world.addClients()
  await beginLoad(world, { perSecond: 5, seconds: 4 }).done
  const seen = new Set<string>()
  const look = setInterval(() => {
    void world.health().then(
      ({ checks }) => {
        for (const [name, { status, detail }] of Object.entries(checks))
          if (status !== 'ok') seen.add(`${name} ${status}: ${detail.replace(/\d+/g, 'N')}`)
      },
      () => seen.add('no answer'),
    )
  }, 500)
  const { texts, done } = beginLoad(world, LOAD)
  await sleep(8_000)
  const what = await of.trouble()
  await done
  await sleep(1_500)
  clearInterval(look)
  const left = await world.settle(240_000)
  const judged = judgeLoad(world, texts)
  const failed = replicas.reduce((sum, { logged }) => sum + (logged.get('task failed') ?? 0), 0)
  const said = [...seen]
  return {
    figures: [
      what,
      spokenLoad(judged),
      `the log says ${failed} times that a task failed; health said: ${said.join(' | ') || 'nothing'}`,
    ],
    faults: [
      ...loadFaults(judged, left),
      ...(said.some((word) => of.words.test(word)) ? [] : [`health had no word like ${of.words}`]),
    ],
  }
}

export const terminated: Trial = {
  name: 'terminated',
  promise: 'with every connection to the database ended again and again, nothing is lost',
  run: () =>
    onEmbedded({}, (world) =>
      through(world, {
        words: /storing degraded|database unhealthy|queue/,
        async trouble() {
          let ended = 0
          for (let round = 0; round < 25; round++) {
            const [row] = await world.rows<{ n: number }>(
              `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
            )
            ended += row?.n ?? 0
            await sleep(600)
          }
          return `${ended} connections ended by pg_terminate_backend in 25 rounds`
        },
      }),
    ),
}

export const storm: Trial = {
  name: 'storm',
  promise: 'with no connection left for the service, texts are refused or wait, and nothing acknowledged is lost',
  run: () =>
    onEmbedded({}, (world, databaseUrl) =>
      through(world, {
        words: /storing degraded: .*no connection left|database unhealthy/,
        async trouble() {
          const taken: pg.Client[] = []
          const grab = async () => {
            const client = new pg.Client({ connectionString: databaseUrl })
            client.on('error', () => {})
            const has = await client.connect().then(
              () => true,
              () => false,
            )
            if (has) taken.push(client)
          }
          await Promise.all(Array.from({ length: 250 }, grab))
          // Who has connections already loses them, and finds the places taken.
          await taken[0]?.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jobrun'`,
          )
          await Promise.all(Array.from({ length: 250 }, grab))
          await sleep(10_000)
          await Promise.all(taken.map((client) => client.end().catch(() => {})))
          return `${taken.length} connections were held by others for 10 s, all that there are`
        },
      }),
    ),
}

const noTmpfs = () => (process.getuid?.() === 0 ? null : 'only root may make the small disk that it fills')

export const full: Trial = {
  name: 'full',
  promise: 'with the disk of the database full, texts are refused in words, and nothing acknowledged is lost',
  missing: noTmpfs,
  async run() {
    const disk = mkdtempSync(join(tmpdir(), 'jobrun-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m,mode=711', 'tmpfs', disk])
    const filler = join(disk, 'filler')
    const settings = { max_wal_size: '64MB', min_wal_size: '32MB' }
    const postgres = await startEmbeddedPostgres({ dataDir: join(disk, 'postgres'), settings })
    try {
      const world = await openClusterWorld({ databaseUrl: await ensureDatabase(postgres.url, 'jobrun') })
      try {
        return await through(world, {
          words: /disk of the database is full|database unhealthy|storing degraded/,
          async trouble() {
            const until = Date.now() + 12_000
            // Whatever room is made meanwhile is taken again.
            while (Date.now() < until) {
              try {
                execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k', 'oflag=append', 'conv=notrunc'], {
                  stdio: 'ignore',
                })
              } catch {
                // dd ends when the disk is full, which is what it is for.
              }
              await sleep(200)
            }
            rmSync(filler)
            return 'no room on the disk of the database for 12 s'
          },
        })
      } finally {
        await world.close()
      }
    } finally {
      await postgres.stop()
      execFileSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    }
  },
}

const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const noFaketime = () => noDebianPostgres() ?? (existsSync(faketime) ? null : 'apt-get install faketime')
/** A program's clock is what the file says it is; how long things take is not changed. */
const clockOf = (file: string) => ({
  LD_PRELOAD: faketime,
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_CACHE_DURATION: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  FAKETIME_NO_CACHE: '0',
})

export const clock: Trial = {
  name: 'clock',
  promise: 'with the clocks of database and service set back by an hour, one after the other, nothing is lost',
  missing: noFaketime,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'jobrun-clock-'))
    const set = (name: string, offset: string) => writeFileSync(join(folder, name), `${offset}\n`, { mode: 0o644 })
    execFileSync('chmod', ['711', folder])
    for (const name of ['database', 'service']) set(name, '+0')
    const postgres = await startSingle(clockOf(join(folder, 'database')))
    try {
      const databaseUrl = await ensureDatabase(postgres.url, 'jobrun')
      const environment = clockOf(join(folder, 'service'))
      const world = await openClusterWorld({ databaseUrl, environment })
      try {
        return await through(world, {
          words: /clock degraded/,
          async trouble() {
            set('database', '-3600')
            await sleep(12_000)
            set('service', '-3600')
            return 'the database’s clock set back by an hour, and the service’s 12 s later'
          },
        })
      } finally {
        await world.close()
      }
    } finally {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
