/** A newer version's migration applied under an older one at work, which is killed and started again after it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBreaks } from '@jobrun/db/migrate/breaking'
import { deployMigrations } from '@jobrun/db/migrate/deploy'
import { readMigrations } from '@jobrun/db/migrate/migrations-folder'
import { ourMigrations } from '@jobrun/db/migrations'
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import type { Trial } from './trial.ts'

/** Each kind of expand, on the tables that every text goes through. */
const expand = `
alter table inbound_messages add column language text;
alter table outbox add column campaign text not null default 'none';
alter table conversations add column pinned boolean not null default false;
alter table clients add column plan text;
create index inbound_messages_language_idx on inbound_messages (language);
create table templates (id uuid primary key, client_id uuid not null references clients (id), words text not null);
alter table turns add column template_id uuid references templates (id);`

export const migrating: Trial = {
  name: 'migrating',
  promise: 'a newer version’s expand is applied while an older one answers, and the older one can still be started',
  run: () =>
    onEmbedded({}, async (world, databaseUrl) => {
      const older = [await world.start(null), await world.start(null)]
      await world.addClients()
      await beginLoad(world, { perSecond: 5, seconds: 4 }).done
      const { texts, done } = beginLoad(world, { perSecond: 20, seconds: 30 })
      await sleep(8_000)
      const { deployed, tookMs, breaks } = await deployNewer(databaseUrl)
      await sleep(4_000)
      if (older[0]) await world.kill(older[0])
      const startedAgain = await world.start(null).then(
        () => null,
        (error: Error) => error.message,
      )
      await done
      const left = await world.settle(90_000)
      const judged = judgeLoad(world, texts)
      const { status, checks } = await world.health()
      return {
        figures: [
          spokenLoad(judged),
          `the migration took ${Math.round(tookMs)} ms; health of the older version: ${status}, ${checks.migrations?.detail}`,
        ],
        faults: [
          ...loadFaults(judged, left),
          ...(deployed.ok ? [] : [deployed.problem]),
          ...breaks.map(({ what }) => `the check refuses it: it ${what}`),
          ...(startedAgain ? [`the older version could not start again: ${startedAgain}`] : []),
          ...(checks.migrations?.status === 'degraded' ? [] : ['health does not say that the database is newer']),
        ],
      }
    }),
}

async function deployNewer(databaseUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'jobrun-newer-'))
  const migrationsDir = join(folder, 'migrations')
  cpSync(ourMigrations.migrationsDir, migrationsDir, { recursive: true })
  mkdirSync(join(migrationsDir, '29990101000000_more'))
  writeFileSync(join(migrationsDir, '29990101000000_more', 'migration.sql'), expand)
  const began = performance.now()
  try {
    const deployed = await deployMigrations(databaseUrl, { ...ourMigrations, migrationsDir })
    return {
      deployed,
      tookMs: performance.now() - began,
      breaks: await findBreaks(await readMigrations(migrationsDir)),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
