/**
 * The whole service while PostgreSQL itself adds `client_id = …` to each of its statements, by row level security under
 * a role that is not the tables' owner: what it would see where a client's rows have a database of their own.
 */
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { type FreshDatabase, freshDatabase } from '@jobrun/db/test/database'
import { insertClient } from '@jobrun/db/test/rows'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bootWorld, type World } from '../src/boot-world.ts'
import { judging, type Row } from './judge.ts'
import { operating } from './operator.ts'
import { zoneWhereItIs } from './zones.ts'

/** Of everybody: a cluster has a copy of each of them wherever clients are. */
const everybodys = [
  'ai_fleet_spend',
  'ai_spells',
  'alert_copies',
  'alert_silences',
  'fleet_switches',
  'leases',
  'marks',
  'monitor_runs',
  'operator_keys',
  'operators',
  'phone_lines',
  'services_seen',
  'twilio_number_pool',
  'unreachable_numbers',
]

const mine = { id: randomUUID(), number: '+441134960101', owner: '+447700900131', link: 'https://book.example/mine' }
const other = { id: randomUUID(), number: '+441134960102', owner: '+447700900132', link: 'https://book.example/other' }
const customer = '+447700900301'

let db: FreshDatabase
let world: World
let judge: ReturnType<typeof judging>
let role: string
const rows = async <T extends Row>(text: string, values: unknown[] = []) => (await db.pool.query<T>(text, values)).rows

beforeAll(async () => {
  db = await freshDatabase({ max: 4 })
  for (const { id, number, owner, link } of [mine, other])
    await insertClient(db.pool, {
      id,
      business_name: `Business ${number}`,
      phone_number: owner,
      twilio_number: number,
      booking_url: link,
      timezone: zoneWhereItIs(12),
      owner_name: 'Kim',
      notification_preference: 'SMS',
      forwarding_enabled: true,
      payment_active: true,
    })
  await theirs()
  role = `only_${randomUUID().replaceAll('-', '')}`
  await filterFor(role)
  const url = new URL(db.url)
  Object.assign(url, { username: role, password: role })
  url.searchParams.set('options', `-c jobrun.client=${mine.id}`)
  world = await bootWorld({
    adminApiKey: 'key-of-one-client',
    databaseUrl: url.href,
    dataDir: tmpdir(),
    logLevel: 'silent',
    ai: true,
    gatherMs: 120,
    deliveryDelayMs: 6,
    environment: { TURN_GATHER_MOST_MS: '480' },
  })
  for (const { number } of [mine, other]) world.addNumber(number)
  judge = judging(world, rows)
})
afterAll(async () => {
  await world?.service.stop()
  await world?.stopStandIns()
  await db?.pool.query(`drop owned by ${role}; drop role ${role}`)
  await db?.drop()
})

/** The same customer with another client: opted out there, with a lead, texts and messages. */
async function theirs(): Promise<void> {
  const [conversation] = await rows<{ id: string }>(
    `insert into conversations (our_number, phone, client_id, next_seq) values ($1, $2, $3, 2) returning id`,
    [other.number, customer, other.id],
  )
  await rows(
    `insert into inbound_messages (id, message_sid, conversation_id, client_id, seq, body, state) values ($1, 'SMtheirs', $2, $3, 1, 'mine is theirs', 'DONE')`,
    [randomUUID(), conversation?.id, other.id],
  )
  await rows(`insert into opt_outs (client_id, phone, source, wording) values ($1, $2, 'text', 'STOP')`, [
    other.id,
    customer,
  ])
}

async function filterFor(name: string): Promise<void> {
  await rows(`create role ${name} login password '${name}'`)
  for (const schema of ['public', 'pgboss'])
    await rows(
      `grant all on schema ${schema} to ${name}; grant all on all tables in schema ${schema} to ${name};
       grant all on all sequences in schema ${schema} to ${name}; grant all on all functions in schema ${schema} to ${name}`,
    )
  for (const table of await clientsTables()) {
    const column = table === 'clients' ? 'id' : 'client_id'
    await rows(
      `alter table ${table} enable row level security;
       create policy one_client on ${table} to ${name} using (${column} = current_setting('jobrun.client')::uuid${ours(table)})`,
    )
  }
}

/** What the founder is told of is no client's. */
function ours(table: string): string {
  return ['outbox', 'delivery_events', 'alert_logs', 'incidents'].includes(table) ? ' or client_id is null' : ''
}

async function clientsTables(): Promise<string[]> {
  const found = await rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' order by 1`,
  )
  return found.map(({ name }) => name).filter((name) => !everybodys.includes(name))
}

test('every table that is not everybody’s names its client in each row', async () => {
  const named = await rows<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'client_id'`,
  )
  const names = named.map(({ name }) => name)
  expect((await clientsTables()).filter((table) => table !== 'clients' && !names.includes(table))).toEqual([])
})

test('with every statement filtered by the client, its customers’ texts are answered, alerted, stopped and released as ever', async () => {
  const say = (body: string) => world.twilio.receive({ from: customer, to: mine.number, body })
  const { admin } = operating(world)
  await say('I need a tap fitted in Leeds on Friday')
  await judge.settle()
  expect(judge.heard(customer)).toEqual([expect.stringContaining(mine.link)])

  await say('water is coming through the ceiling, burst pipe!')
  await judge.settle()
  expect(judge.heard(mine.owner)).toHaveLength(1)

  const paused = await admin('PUT', `/clients/${mine.id}/switches`, { outboundPaused: true, reason: 'a test' })
  expect(paused.status).toBe(200)
  await say('my name is Ann')
  await judge.settle()
  expect(judge.heard(customer)).toHaveLength(2)
  await admin('PUT', `/clients/${mine.id}/switches`, { outboundPaused: false, reason: 'a test' })
  expect((await admin('POST', `/clients/${mine.id}/held/release`, { reason: 'a test' })).status).toBe(200)
  await judge.settle()
  expect(judge.heard(customer)).toHaveLength(3)

  await say('STOP')
  await say('are you there?')
  await judge.settle()
  expect(judge.heard(customer)).toHaveLength(3)
  for (const task of world.service.service.tasks) await task.run()

  const delivered = await rows(`select 1 from delivery_events where client_id = $1 and status = 'delivered'`, [mine.id])
  expect(delivered.length).toBeGreaterThanOrEqual(4)
  expect(await rows('select 1 from brain_answers where client_id is distinct from $1', [mine.id])).toEqual([])
})

test('nothing of another client was read, touched or answered, and its texts are refused here', async () => {
  const counted = await rows(
    `select (select count(*)::int from turns where client_id = $1) as turns, (select count(*)::int from outbox where client_id = $1) as sent,
      (select count(*)::int from inbound_messages where client_id = $1) as texts, (select bool_and(opted_out) from opt_outs where client_id = $1) as stopped`,
    [other.id],
  )
  expect(counted).toEqual([{ turns: 0, sent: 0, texts: 1, stopped: true }])
  world.twilio.set({ webhookCopies: 1 })
  const { webhookStatus } = await world.twilio.receive({ from: customer, to: other.number, body: 'hello?' })
  expect(webhookStatus).toBe(503)
  expect(judge.heard(customer)).toHaveLength(3)
})
