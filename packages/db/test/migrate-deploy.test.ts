/** Applying migrations on a real PostgreSQL: once, by one process, and never past something that needs a look. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { allowRetry, deployMigrations } from '../src/migrate/deploy.ts'
import { migrationStatus } from '../src/migrate/status.ts'
import { playground } from './migrate-playground.ts'

const FIRST = '20250101000000_first'
const SECOND = '20250102000000_second'
const THIRD = '20250103000000_third'
const CONTRACT = '20250102000000_contract_second'

const WITH_FUNCTION = `create table a (id int primary key, state text not null check (state in ('OPEN', 'SHUT')));
create function shut() returns trigger language plpgsql as $$
begin
  new.state := 'SHUT'; -- a semicolon; and another;
  return new;
end
$$;
create trigger shut before insert on a for each row execute function shut();
create unique index one_open on a (state) where state = 'OPEN';
-- the last line is a comment`

test('a fresh database gets everything in order, functions and triggers included, and the ordinary rows', async () => {
  await using play = await playground()
  await play.migration(SECOND, `insert into a values (1, 'OPEN');`)
  await play.migration(FIRST, WITH_FUNCTION)
  expect(await migrationStatus(play.url, play.paths)).toEqual({ applied: [], pending: [FIRST, SECOND] })
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [FIRST, SECOND] })
  expect(await play.query('select * from a')).toEqual([{ id: 1, state: 'SHUT' }])
  expect(await migrationStatus(play.url, play.paths)).toEqual({ applied: [FIRST, SECOND], pending: [] })
  const rows = await play.query(
    'select migration_name, applied_steps_count, finished_at is not null as finished from _prisma_migrations order by 1',
  )
  expect(rows).toEqual(
    [FIRST, SECOND].map((name) => ({ migration_name: name, applied_steps_count: 1, finished: true })),
  )
})

test('a second deploy applies nothing, and a later one only what is new', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await deployMigrations(play.url, play.paths)
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [] })
  await play.migration(SECOND, 'create table b (id int)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [SECOND] })
})

test('three processes deploying at once apply each migration once', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int); select pg_sleep(0.2)')
  await play.migration(SECOND, 'insert into a values (1)')
  const done = await Promise.all([1, 2, 3].map(() => deployMigrations(play.url, play.paths)))
  expect(done.filter((one) => one.ok && one.applied.length === 2)).toHaveLength(1)
  expect(done.filter((one) => one.ok && one.applied.length === 0)).toHaveLength(2)
  expect(await play.query('select * from a')).toEqual([{ id: 1 }])
})

test('a migration edited after it was applied stops the deploy; other line ends do not', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (\n  id int\n)')
  await deployMigrations(play.url, play.paths)
  await play.migration(FIRST, 'create table a (\r\n  id int\r\n)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [] })
  await play.migration(FIRST, 'create table a (\n  id bigint\n)')
  await play.migration(SECOND, 'create table b (id int)')
  const refused = await deployMigrations(play.url, play.paths)
  expect(refused).toEqual({
    ok: false,
    problem: expect.stringMatching(/first was edited after .* restore its migration.sql/),
  })
  expect(await play.query(`select to_regclass('b') as b`)).toEqual([{ b: null }])
})

test('a failed migration leaves only its failed row, stops every deploy, and may be retried once it was looked at', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await play.migration(
    SECOND,
    'create table b (id int); insert into b values (1); select 1 / 0; create table c (id int)',
  )
  await play.migration(THIRD, 'create table d (id int)')
  const problem = `Migration ${SECOND} failed on this database (ERROR: division by zero): correct its SQL or the data it stumbled over, then run «npm run db:deploy -- --retry ${SECOND}».`
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: false, problem })
  expect(await play.query(`select to_regclass('a')::text a, to_regclass('b') b, to_regclass('d') d`)).toEqual([
    { a: 'a', b: null, d: null },
  ])
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: false, problem })
  expect(await migrationStatus(play.url, play.paths)).toEqual({ applied: [FIRST], pending: [SECOND, THIRD], problem })

  await play.migration(SECOND, 'create table b (id int)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: false, problem })
  expect(await allowRetry(play.url, SECOND)).toEqual({ ok: true })
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [SECOND, THIRD] })
  expect(await allowRetry(play.url, SECOND)).toEqual({ ok: false, problem: expect.stringContaining('has not failed') })
})

test('a constraint that is only checked at the commit fails the migration too', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int unique deferrable initially deferred)')
  await play.migration(SECOND, 'insert into a values (1), (1)')
  const refused = { ok: false, problem: expect.stringMatching(/second failed on this database/) }
  expect(await deployMigrations(play.url, play.paths)).toEqual(refused)
  expect(await deployMigrations(play.url, play.paths)).toEqual(refused)
})

test('a migration that ends its own transaction is recorded as failed', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int); commit; create table b (id int)')
  const refused = { ok: false, problem: expect.stringMatching(/first failed .* may not hold COMMIT or ROLLBACK/) }
  expect(await deployMigrations(play.url, play.paths)).toEqual(refused)
  expect(await deployMigrations(play.url, play.paths)).toEqual(refused)
})

test('a version goes on beside what a newer one has added, and says so', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await play.migration(SECOND, 'create table b (id int)')
  await deployMigrations(play.url, play.paths)
  await play.migration(THIRD, 'select 1 / 0')
  await deployMigrations(play.url, play.paths)
  for (const newer of [SECOND, THIRD]) await rm(join(play.paths.migrationsDir, newer), { recursive: true })
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [] })
  expect(await migrationStatus(play.url, play.paths)).toMatchObject({ pending: [], newer: [SECOND] })
})

test('a database from which a newer version took something away is refused, and so is one with another history', async () => {
  await using play = await playground()
  const lacks = /has applied migration \S+, which this version's migrations folder lacks/
  await play.migration(FIRST, 'create table a (id int)')
  await play.migration(CONTRACT, 'drop table a')
  await deployMigrations(play.url, play.paths)
  await rm(join(play.paths.migrationsDir, CONTRACT), { recursive: true })
  expect(await deployMigrations(play.url, play.paths)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(lacks),
  })
})

test('a database that is ahead of the folder in one thing and behind in another is refused', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await play.migration(SECOND, 'create table b (id int)')
  await deployMigrations(play.url, play.paths)
  await rm(join(play.paths.migrationsDir, SECOND), { recursive: true })
  await play.migration(THIRD, 'create table c (id int)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({
    ok: false,
    problem: expect.stringMatching(/has applied migration \S+_second, which this version's migrations folder lacks/),
  })
})

test('when the connection breaks in the middle nothing is kept, and the next deploy starts that migration anew', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await play.migration(SECOND, 'create table b (id int); select pg_sleep(10)')
  const deploying = deployMigrations(play.url, play.paths)
  await breakOff(play.query)
  expect(await deploying).toEqual({ ok: false, problem: expect.stringContaining('start again') })
  expect(await migrationStatus(play.url, play.paths)).toEqual({ applied: [FIRST], pending: [SECOND] })
  await play.migration(SECOND, 'create table b (id int)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [SECOND] })
})

/** Ends the deploy's connection while its migration sleeps, as a killed process does. */
async function breakOff(query: (sql: string) => Promise<object[]>): Promise<void> {
  const sleeping = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'jobrun migrate' and wait_event = 'PgSleep'`
  while ((await query(sleeping)).length === 0) await sleep(20)
}

test('other tables of ours in another schema do not matter, tables without a history do', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  await play.query('create schema pgboss; create table pgboss.job (id int)')
  await play.query('create table stray (id int)')
  expect(await deployMigrations(play.url, play.paths)).toEqual({
    ok: false,
    problem: expect.stringMatching(/first could not be applied: .*not empty/),
  })
  await play.query('drop table stray')
  expect(await deployMigrations(play.url, play.paths)).toEqual({ ok: true, applied: [FIRST] })
})

test('a database that does not answer, and a folder without its SQL, are problems in words', async () => {
  await using play = await playground()
  await play.migration(FIRST, 'create table a (id int)')
  const nowhere = 'postgres://nobody:very-secret@127.0.0.1:1/none'
  const refused = await deployMigrations(nowhere, play.paths)
  expect(refused).toEqual({
    ok: false,
    problem: expect.stringMatching(/cannot be used .*ECONNREFUSED.* check DATABASE_URL/),
  })
  expect(JSON.stringify(refused)).not.toContain('very-secret')
  await rm(join(play.paths.migrationsDir, FIRST, 'migration.sql'))
  expect(await deployMigrations(play.url, play.paths)).toEqual({
    ok: false,
    problem: expect.stringContaining(`${FIRST} has no migration.sql`),
  })
})
