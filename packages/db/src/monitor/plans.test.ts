/** What the monitor asks, with 10,000 clients, a million turns' worth of a day and a year of history behind it. */

import { thresholds } from '@jobrun/domain/monitor/stuck'
import { onboardingStates } from '@jobrun/domain/onboarding/states'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { findSpenders, readFleetSpend } from '../path/ai-calls.ts'
import type { Db } from '../pool.ts'
import { readAiOffSince } from './ai-off.ts'
import * as facts from './facts.ts'
import { findWaitingOwners } from './waiting-owners.ts'

const CLIENTS = 10_000
const uuid = (prefix: number, n = 'n') =>
  `(lpad('${prefix}', 8, '0') || '-0000-4000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const NOW = new Date('2030-01-15T12:00:00Z')
/** One every ten seconds, back from now: 8,640 a day, for more than a week. */
const when = `timestamptz '2030-01-15 12:00:00Z' - n * interval '10 seconds'`
const ROWS = 80_000

const world = [
  `insert into clients (id, business_name, phone_number, twilio_number, notification_preference, forwarding_enabled, payment_active, onboarding_complete,
    booking_url, outbound_paused)
   select ${uuid(1)}, 'Client ' || n, '+4477' || (10000000 + n), '+44113' || (4000000 + n), 'SMS', true, true, n % 20 > 0, 'https://book.example/' || n, n % 1000 = 7
   from generate_series(0, ${CLIENTS - 1}) n`,
  `insert into twilio_number_pool (phone_e164, status, region, client_id) select '+44113' || (4000000 + n), 'ASSIGNED', 'GB', ${uuid(1)} from generate_series(0, ${CLIENTS - 1}) n`,
  `insert into onboarding_states (client_id, current_state, state_entered_at, completed_at)
   select ${uuid(1)}, case when n % 20 > 0 then 'COMPLETE' else 'S9_TEST_CALL' end, timestamptz '2030-01-13', case when n % 20 > 0 then timestamptz '2030-01-13' end
   from generate_series(0, ${CLIENTS - 1}) n`,
  `insert into conversations (id, our_number, phone, client_id) select ${uuid(2)}, '+441134960101', '+4479' || (10000000 + n), ${uuid(1)} from generate_series(0, ${CLIENTS - 1}) n`,
  `insert into inbound_messages (id, message_sid, conversation_id, seq, body, state, received_at)
   select ${uuid(3)}, 'SM' || n, ${uuid(2, `n % ${CLIENTS}`)}, n, 'x', 'DONE', ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into turns (conversation_id, from_seq, to_seq, outcome, action, trace, created_at)
   select ${uuid(2, `n % ${CLIENTS}`)}, n, n, case when n % 100 = 1 then 'BLOCKED' else 'ANSWERED' end, 'SEND_BOOKING_LINK',
    case when n % 50 = 3 then '{"dial":{"fellBack":{"why":"late"}}}' else '{"dial":{"fellBack":null}}' end::jsonb, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into outbox (dedupe_key, purpose, from_number, to_number, body, encoding, segments, state, twilio_sid, delivery_status, created_at)
   select 'k' || n, 'reply', '+441134960101', '+447700900301', 'Book here', 'GSM-7', 1, 'SENT', 'SMo' || n,
    case when n % 30 = 1 then 'undelivered' else 'delivered' end, ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into switch_log (client_id, switch, from_value, to_value, reason, actor, created_at)
   select ${uuid(1, `n % ${CLIENTS}`)}, 'outboundPaused', n % 2 = 1, n % 2 = 0, 'x', 'x', ${when} from generate_series(0, ${ROWS - 1}) n`,
  `insert into alert_logs (alert_type, alert_key, severity, title, message, state, created_at, delivered_at)
   select 'STUCK_CLIENT', n::text, 'HIGH', 'x', 'x', 'DELIVERED', ${when}, ${when} from generate_series(0, 4000) n`,
  `insert into ai_spells (ended_at, asked, failed, at_the_end) select ${when}, 10, 1, 0 from generate_series(0, 15000) n`,
  'analyze',
]

let db: FreshDatabase
const asked: { text: string; values?: unknown[] }[] = []
let watched: Db

beforeAll(async () => {
  db = await freshDatabase()
  const tx = await db.pool.connect()
  for (const statement of ['set statement_timeout = 0', ...world]) await tx.query(statement)
  tx.release(true)
  watched = {
    query(statement) {
      asked.push(statement as never)
      return db.pool.query(statement as never) as never
    },
  } as Db
}, 240_000)
afterAll(() => db.drop())

interface Plan {
  'Execution Time': number
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
}

/** Of 8 KiB. The tables of turns, texts and messages have thousands; the clients themselves have some 350, and their numbers 100. */
const MOST_BLOCKS = 2_500

test.each<[string, (on: Db) => Promise<unknown>]>([
  ['owners who wait', (on) => findWaitingOwners(on, thresholds(), NOW)],
  [
    'the pools',
    (on) =>
      facts.readPools(
        on,
        onboardingStates.filter((state) => state !== 'COMPLETE'),
      ),
  ],
  ['pauses', (on) => facts.readPauses(on, NOW)],
  ['a day’s traffic', (on) => facts.readTraffic(on, NOW)],
  ['what is late', (on) => facts.readAges(on, NOW)],
  ['the AI', (on) => facts.readAiSpells(on, NOW)],
  ['whether it is off', (on) => readAiOffSince(on, NOW)],
  ['what must not be', (on) => facts.findOddities(on)],
  ['services', (on) => facts.readSeen(on)],
  ['whether the founder hears', (on) => facts.readReach(on, '+447700900123')],
  ['spenders', (on) => findSpenders(on, NOW, 0.8)],
  ['the fleet’s spending', (on) => readFleetSpend(on, NOW, 'turn')],
])('%s: one question, which reads no large table whole', async (_what, read) => {
  asked.length = 0
  await read(watched)
  expect(asked).toHaveLength(1)
  const [{ text, values = [] }] = asked as [{ text: string; values?: unknown[] }]
  const { rows } = await db.pool.query<{ 'QUERY PLAN': [Plan] }>({
    text: `explain (analyze, buffers, format json) ${text}`,
    values,
  })
  const plan = rows[0]?.['QUERY PLAN'][0] as Plan
  const whole = JSON.stringify(plan)
  for (const table of ['turns', 'outbox', 'inbound_messages', 'switch_log', 'ai_spells'])
    expect(whole, table).not.toMatch(new RegExp(`"Node Type":"Seq Scan"[^{}]*"Relation Name":"${table}"`))
  expect(plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks']).toBeLessThan(MOST_BLOCKS)
})
