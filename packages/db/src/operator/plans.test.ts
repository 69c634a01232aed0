import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { createPrisma, type PrismaClient } from '../prisma.ts'
import { listAuditLog } from './audit.ts'
import { listCalls, listIgnored } from './calls.ts'
import { listConversations, readThread } from './conversations.ts'
import { listDeliveries } from './deliveries.ts'
import { listHeld, listHeldOf } from './held.ts'
import { listLeads } from './leads.ts'
import { listOptOuts } from './opt-outs.ts'
import { listNumbers } from './pool-numbers.ts'

const ROWS = 100_000
const CLIENTS = 100
/** Of 8 KiB: what a page of 50 may touch, however much is stored. A scan of 100,000 messages touches thousands. */
const MOST_BLOCKS = 400

const uuid = (prefix: number) => `(lpad('${prefix}', 8, '0') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`
const of = (prefix: number, among: number) => uuid(prefix).replace('n::text', `(n % ${among})::text`)
const when = "timestamptz '2030-01-01' + n * interval '1 second'"
const client = '00000001-0000-4000-8000-000000000007'
const conversation = '00000002-0000-4000-8000-000000000007'

const world = [
  `insert into clients (id, business_name, phone_number) select ${uuid(1)}, 'Elm', '+4477' || (10000000 + n) from generate_series(0, ${CLIENTS - 1}) n`,
  `insert into conversations (id, our_number, phone, client_id, last_text_at)
   select ${uuid(2)}, '+441134960101', '+4479' || (10000000 + n), case when n % 7 > 0 then ${of(1, CLIENTS)} end, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into inbound_messages (id, message_sid, conversation_id, seq, body, state, received_at)
   select ${uuid(3)}, 'SM' || n, case when n % 2 = 0 then '${conversation}' else ${of(2, ROWS)} end, n, 'x', 'DONE', ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into outbox (id, dedupe_key, client_id, conversation_id, purpose, from_number, to_number, body, encoding, segments, state, twilio_sid,
    delivery_status, undelivered, error_code, held_at, created_at)
   select ${uuid(4)}, 'k' || n, ${of(1, CLIENTS)}, case when n % 2 = 0 then '${conversation}' else ${of(2, ROWS)} end, 'reply', '+441134960101',
    '+447700900301', 'Book here', 'GSM-7', 1, case when n % 5000 = 7 then 'HELD' when n % 5000 = 8 then 'FAILED' else 'SENT' end,
    case when n % 5000 not in (7, 8) then 'SMo' || n end, case when n % 3000 = 1 then 'undelivered' else 'delivered' end, n % 3000 = 1,
    case when n % 3000 = 1 then 30003 end, case when n % 5000 = 7 then ${when} end, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into delivery_events (outbox_id, message_sid, status) select ${uuid(4)}, 'SMo' || n, 'delivered' from generate_series(0, ${ROWS - 1}) n`,
  `insert into customers (id, client_id, phone) select ${uuid(5)}, ${of(1, CLIENTS)}, '+4479' || (10000000 + n) from generate_series(0, ${ROWS - 1}) n`,
  `insert into leads (id, client_id, customer_id, conversation_id, state, opened_at, closed_at)
   select ${uuid(6)}, ${of(1, CLIENTS)}, ${uuid(5)}, ${uuid(2)}, case when n % 1000 = 7 then 'URGENT' else 'CLOSED' end, ${when},
    case when n % 1000 <> 7 then ${when} end from generate_series(0, ${ROWS - 1}) n`,
  `insert into opt_outs (id, client_id, phone, source, wording, opted_out, changed_at)
   select ${uuid(7)}, ${of(1, CLIENTS)}, '+4479' || (10000000 + n), 'text', 'STOP', n % 3 > 0, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into audit_log (id, actor, action, subject_type, subject_id, client_id, created_at)
   select ${uuid(8)}, 'admin-key', 'client.change', 'client', 'subject-' || (n % 1000), ${of(1, CLIENTS)}, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into calls (id, call_sid, client_id, conversation_id, our_number, caller, kind, spoken, started_at)
   select ${uuid(9)}, 'CA' || n, ${of(1, CLIENTS)}, case when n % 2 = 0 then '${conversation}' else ${of(2, ROWS)} end, '+441134960101',
    '+447700900301', 'missed', 'Sorry.', ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into ignored_numbers (client_id, phone, reason, created_at)
   select ${of(1, CLIENTS)}, '+4479' || (10000000 + n), 'family', ${when} from generate_series(0, ${ROWS - 1}) n`,
  'analyze',
]

let db: FreshDatabase
let prisma: PrismaClient
const asked: { text: string; values: unknown[] }[] = []

beforeAll(async () => {
  db = await freshDatabase()
  const tx = await db.pool.connect()
  for (const statement of ['set statement_timeout = 0', ...world]) await tx.query(statement)
  tx.release(true)
  const query = db.pool.query.bind(db.pool) as (statement: { text: string; values: unknown[] }) => unknown
  Object.assign(db.pool, {
    query(statement: { text: string; values: unknown[] }) {
      asked.push(statement)
      return query(statement)
    },
  })
  prisma = createPrisma(db.pool)
}, 120_000)
afterAll(async () => {
  await prisma.$disconnect()
  await db.drop()
})

const first = { limit: 50, after: null }
const middle = {
  limit: 50,
  after: { at: new Date('2030-01-01T14:00:00Z'), id: '00000000-0000-4000-8000-000000000000' },
}
const several = [client, '00000001-0000-4000-8000-000000000001']
const none = { state: undefined, errorCode: undefined, whose: undefined }

test.each<[string, () => Promise<{ rows: unknown[] }>]>([
  ['conversations of a client', () => listConversations(prisma, client, first)],
  ['conversations, from the middle', () => listConversations(prisma, client, middle)],
  ['conversations of no client', () => listConversations(prisma, null, middle)],
  [
    'what was said',
    () => readThread(prisma, conversation, { limit: 50, beforeSeq: null, before: null, beforeCall: null }),
  ],
  [
    'what was said, from the middle',
    () =>
      readThread(prisma, conversation, {
        limit: 50,
        beforeSeq: 50_000,
        before: middle.after,
        beforeCall: middle.after,
      }),
  ],
  ['calls', () => listCalls(prisma, undefined, first)],
  ['calls of a client', () => listCalls(prisma, client, first)],
  ['calls of a client, from the middle', () => listCalls(prisma, client, middle)],
  ['ignored numbers', () => listIgnored(prisma, client, middle)],
  ['deliveries', () => listDeliveries(prisma, none, first)],
  ['deliveries, from the middle', () => listDeliveries(prisma, none, middle)],
  ['deliveries of a client', () => listDeliveries(prisma, { ...none, whose: client }, middle)],
  ['deliveries of several clients', () => listDeliveries(prisma, { ...none, whose: several }, middle)],
  ['failed deliveries', () => listDeliveries(prisma, { ...none, state: 'FAILED' }, first)],
  ['undelivered ones', () => listDeliveries(prisma, { ...none, state: 'UNDELIVERED' }, first)],
  ['delivered ones', () => listDeliveries(prisma, { ...none, state: 'DELIVERED' }, middle)],
  ['those with an error', () => listDeliveries(prisma, { ...none, errorCode: 30003 }, middle)],
  [
    'those with an error, of a client',
    () => listDeliveries(prisma, { ...none, errorCode: 30003, whose: '00000001-0000-4000-8000-000000000001' }, first),
  ],
  ['held texts', () => listHeld(prisma, undefined, first)],
  ['held texts of several clients', () => listHeld(prisma, several, first)],
  ['held texts of a client', () => listHeldOf(prisma, { clientId: client, upTo: undefined, most: 100 })],
  ['leads of a client', () => listLeads(prisma, { whose: client, state: undefined }, middle)],
  ['urgent leads of a client', () => listLeads(prisma, { whose: client, state: 'URGENT' }, first)],
  ['opt-outs', () => listOptOuts(prisma, undefined, middle)],
  ['opt-outs of a client', () => listOptOuts(prisma, client, middle)],
  ['the audit log', () => listAuditLog(prisma, { whose: undefined, subjectId: undefined }, middle)],
  ['the audit log of a client', () => listAuditLog(prisma, { whose: client, subjectId: undefined }, middle)],
  ['the audit log of several clients', () => listAuditLog(prisma, { whose: several }, middle)],
  ['the audit log of a thing', () => listAuditLog(prisma, { whose: undefined, subjectId: 'subject-7' }, first)],
])('with 100,000 rows, %s are read by an index', async (_what, list) => {
  asked.length = 0
  const { rows } = await list()
  expect(rows.length).toBeGreaterThan(0)
  expect(asked.length).toBeGreaterThan(0)
  for (const { text, values } of [...asked]) {
    const plan = await explain(text, values)
    expect(JSON.stringify(plan)).not.toContain('"Seq Scan"')
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], text).toBeLessThan(MOST_BLOCKS)
  }
})

test('the pool of numbers is small, and read at once', async () => {
  expect(await listNumbers(prisma, { status: undefined, role: undefined }, first)).toEqual({ rows: [], more: false })
})

interface Plan {
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
}

async function explain(text: string, values: unknown[]): Promise<Plan> {
  const wrapped = { text: `explain (analyze, buffers, format json) ${text}`, values }
  const { rows } = await db.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(wrapped)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error('there is no plan')
  return plan
}
