/** Migrations against the schema: what counts as a difference, and what the database may have on top. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMigration, findDrift } from '../src/migrate/create.ts'
import { deployMigrations } from '../src/migrate/deploy.ts'
import { ask, playground } from './migrate-playground.ts'

const FIRST = '20250101000000_first'

const MODELS = `
model Lead {
  id        String   @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  phone     String
  clientId  String?  @map("client_id") @db.Uuid
  state     String   @default("NEW")
  openedAt  DateTime @default(now()) @map("opened_at") @db.Timestamptz(3)
  history   History[]
  @@unique([phone, clientId])
  @@index([openedAt], map: "leads_open")
  @@map("leads")
}
model History {
  id     BigInt @id @default(autoincrement())
  leadId String @map("lead_id") @db.Uuid
  lead   Lead   @relation(fields: [leadId], references: [id], onDelete: Cascade)
  @@map("history")
}
`

const TABLES = `
create table leads (
  id uuid primary key default gen_random_uuid(),
  phone text not null,
  client_id uuid,
  state text not null default 'NEW' check (state in ('NEW', 'WON')),
  opened_at timestamptz(3) not null default now()
);
create table history (
  id bigserial primary key,
  lead_id uuid not null references leads on delete cascade on update cascade
);
`

const INDEXES = `
create unique index leads_phone_client_id_key on leads (phone, client_id) nulls not distinct;
create index leads_open on leads (opened_at) where state = 'NEW';
`

const EXTRAS = `
create unique index one_new on leads (phone) where state = 'NEW';
create index by_digits on leads (right(phone, 4));
create function touch() returns trigger language plpgsql as $$ begin new.state := 'NEW'; return new; end $$;
create trigger touch before insert on leads for each row execute function touch();
`

test('checks, partial predicates, nulls not distinct, functions and database defaults are no drift', async () => {
  await using play = await playground()
  await play.schema(MODELS)
  await play.migration(FIRST, TABLES + INDEXES + EXTRAS)
  expect(await findDrift(play.url, play.paths)).toBe('')
})

test('a column, an index or a rule of deletion that the migrations lack is drift, as SQL', async () => {
  await using play = await playground()
  await play.schema(MODELS)
  await play.migration(FIRST, TABLES)
  expect(await findDrift(play.url, play.paths)).toContain('CREATE INDEX "leads_open" ON "leads"("opened_at")')
  await play.migration(FIRST, TABLES.replace('state text', 'status text').replace('check (state', 'check (status'))
  expect(await findDrift(play.url, play.paths)).toMatch(/ADD COLUMN\s+"state" TEXT NOT NULL DEFAULT 'NEW'/)
  await play.migration(FIRST, TABLES.replace('on delete cascade', '') + INDEXES)
  expect(await findDrift(play.url, play.paths)).toContain('ON DELETE CASCADE')
})

test('a created migration, once applied, leaves nothing to create, and no scratch database stays', async () => {
  await using play = await playground()
  await play.schema(MODELS)
  await play.migration(FIRST, TABLES)
  const created = await createMigration(play.url, play.paths, 'Leads by time!')
  if (!('folder' in created)) throw new Error('nothing was created')
  expect(created.folder).toMatch(/\/\d{14}_leads_by_time$/)
  expect(await readFile(join(created.folder, 'migration.sql'), 'utf8')).toContain('CREATE INDEX "leads_open"')
  expect(await readFile(join(play.paths.migrationsDir, 'migration_lock.toml'), 'utf8')).toContain('"postgresql"')
  expect(await createMigration(play.url, play.paths, 'again')).toEqual({ nothingToDo: true })
  expect(await findDrift(play.url, play.paths)).toBe('')
  expect(await deployMigrations(play.url, play.paths)).toMatchObject({ ok: true, applied: { length: 2 } })
})

test('a broken schema, a broken migration and a server that does not answer are told in words', async () => {
  await using play = await playground()
  await play.schema('model Lead {\n id Strin @id\n}\n')
  await expect(findDrift(play.url, play.paths)).rejects.toThrow(/Type "Strin" is neither a built-in type/)
  await play.schema(MODELS)
  await play.migration(FIRST, 'create table a (id int); select 1 / 0')
  await expect(findDrift(play.url, play.paths)).rejects.toThrow(/20250101000000_first[\s\S]*division by zero/)
  await expect(createMigration(play.url, play.paths, '!')).rejects.toThrow('Give the migration a name')
  await expect(findDrift('postgres://x@127.0.0.1:1/x', play.paths)).rejects.toThrow(/No scratch database could be made/)
})

test('scratch databases are dropped also after a failure', async () => {
  await using play = await playground()
  await play.schema(MODELS)
  await play.migration(FIRST, 'select 1 / 0')
  const before = await scratches(play.url)
  await expect(findDrift(play.url, play.paths)).rejects.toThrow('division by zero')
  // Others' may come and go beside this test; one of ours would stay.
  const since = async () => (await scratches(play.url)).filter((name) => !before.includes(name))
  await expect.poll(since, { timeout: 5_000 }).toEqual([])
})

async function scratches(url: string): Promise<string[]> {
  const like = `select datname from pg_database where datname like 'migrate_scratch_%'`
  return (await ask<{ datname: string }>(url, like)).map((row) => row.datname)
}
