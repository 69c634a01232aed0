/** A database as it is after a while: 200,000 texts of 2,000 people with 50 clients, one of whom has written 20,000. */
import type { Pool } from '../src/pool.ts'

/** The conversation with 20,000 texts, 200 of which wait, and one like any other. */
export const hugeConversation = '00000000-0000-4000-8000-000000000001'
export const usualConversation = '00000000-0000-4000-8000-000000000777'
export const phoneOf = (conversation: number) => `+4477${String(conversation).padStart(8, '0')}`
export const ourNumberOf = (conversation: number) => `+4420${String(conversation % 50).padStart(8, '0')}`
export const ownerOf = (client: number) => `+4478${String(client).padStart(8, '0')}`

const uuid = (number: string, kind = 0) =>
  `('00000000-0000-400${kind}-8000-' || lpad((${number})::text, 12, '0'))::uuid`
const phone = (number: string) => `'+4477' || lpad((${number})::text, 8, '0')`
const owner = (number: string) => `'+4478' || lpad((${number})::text, 8, '0')`
const ours = (number: string) => `'+4420' || lpad((${number} % 50)::text, 8, '0')`
const client = (number: string) => uuid(`${number} % 50`, 1)

const statements = [
  // Foreign keys hold by construction; checking them row by row takes longer than all the rest.
  `set session_replication_role = replica`,
  `insert into clients (id, business_name, phone_number, twilio_number) select ${client('n')}, 'Client ' || n, ${owner('n')}, ${ours('n')} from generate_series(0, 49) n`,
  `insert into conversations (id, our_number, phone, client_id, next_seq) select ${uuid('n')}, ${ours('n')}, ${phone('n')}, ${client('n')}, 20001 from generate_series(1, 2000) n`,
  `insert into customers (id, client_id, phone) select ${uuid('n', 2)}, ${client('n')}, ${phone('n')} from generate_series(1, 2000) n`,
  `insert into inbound_messages (id, message_sid, conversation_id, client_id, seq, body, state, received_at, done_at)
   select ${uuid('n', 3)}, 'SM' || n, ${uuid('c')}, ${client('c')}, seq, 'hello ' || n % 7,
    case when (c = 1 and seq > 19800) or (c < 100 and seq = 90) then 'RECEIVED' else 'DONE' end, now() - (200000 - n) * interval '20 seconds', now()
   from (select n, case when n <= 20000 then 1 else 2 + n % 1999 end as c, case when n <= 20000 then n else 1 + (n - 20001) / 1999 end as seq
    from generate_series(1, 200000) n) texts`,
  `insert into turns (id, conversation_id, client_id, from_seq, to_seq, outcome, rule, trace, created_at)
   select ${uuid('n', 4)}, ${uuid('c')}, ${client('c')}, seq, seq + 1, 'ANSWERED', 'a rule', '{}', now() - (200000 - n) * interval '20 seconds'
   from (select n, case when n <= 20000 then 1 else 2 + n % 1999 end as c, case when n <= 20000 then n else 1 + (n - 20001) / 1999 end as seq
    from generate_series(1, 200000) n) texts where seq % 2 = 1`,
  `insert into outbox (id, dedupe_key, client_id, conversation_id, turn_id, purpose, from_number, to_number, body, encoding, segments, state, attempt,
    claimed_at, twilio_sid, sent_at, created_at, not_before)
   select ${uuid('n', 5)}, 'reply ' || n, t.client_id, t.conversation_id, t.id, 'reply', c.our_number, c.phone, 'thanks', 'GSM-7', 1, 'SENT', 1,
    t.created_at, 'SMout' || n, t.created_at, t.created_at, t.created_at
   from (select *, row_number() over (order by created_at) as n from turns) t join conversations c on c.id = t.conversation_id`,
  // What has not left: much for one owner, some for everybody; some that Twilio did not answer for; some held.
  `insert into outbox (dedupe_key, client_id, purpose, from_number, to_number, body, encoding, segments, state, reason, attempt, claimed_at, lease_until, held_at, not_before)
   select 'unsent ' || n, ${client('n')}, 'owner-notice', ${ours('n')}, case when n < 500 then ${owner('0')} else ${phone('n')} end, 'news', 'GSM-7', 1,
    case when n < 900 then 'READY' when n < 950 then 'SENDING' else 'HELD' end, case when n >= 950 then 'our account' end, case when n < 900 then 0 else 1 end,
    case when n >= 900 then now() - interval '90 seconds' end, case when n between 900 and 949 then now() - interval '75 seconds' end,
    case when n >= 950 then now() - interval '90 seconds' end, now() - n * interval '1 second' from generate_series(0, 1299) n`,
  `update outbox set from_number = '+442000000000' where to_number = ${owner('0')}`,
  `insert into delivery_events (outbox_id, message_sid, status) select id, twilio_sid, status from outbox, unnest(array['sent', 'delivered']) status where state = 'SENT'`,
  `insert into leads (id, client_id, customer_id, conversation_id, state, last_text_at, closed_at)
   select ${uuid('n', 6)}, ${client('c')}, ${uuid('c', 2)}, ${uuid('c')}, case when n <= 2000 then 'URGENT' else 'CLOSED' end,
    now() - (n % 15) * interval '1 day', case when n > 2000 then now() end from (select n, 1 + n % 2000 as c from generate_series(1, 8000) n) x`,
  `insert into opt_outs (client_id, phone, source, wording) select ${client('n')}, ${phone('n * 3')}, 'text', 'STOP' from generate_series(1, 3000) n`,
  `insert into unreachable_numbers (phone, reason) select ${phone('n * 3')}, 'the carrier blocks our texts to it' from generate_series(1, 3000) n`,
  `update clients set owner_email = 'owner@client.example'`,
  `insert into email_outbox (dedupe_key, client_id, purpose, to_address, body, state, attempt, claimed_at, lease_until, not_before)
   select 'notice ' || n, ${client('n')}, 'owner-notice', 'owner@client.example', 'news', case when n < 4900 then 'SENT' when n < 4950 then 'SENDING' else 'READY' end, 1,
    now(), now(), now() - n * interval '1 second' from generate_series(1, 5000) n`,
  `insert into brain_answers (conversation_id, from_seq, to_seq, question, brain, answer, created_at)
   select ${uuid('1 + n % 2000')}, 1 + n / 2000, 1 + n / 2000, q, 'ai', '{}', now() - (n % 1000) * interval '87 seconds'
   from generate_series(1, 8000) n, unnest(array['dial', 'flow', 'lyra', 'sentinel']) q`,
  `update clients set ai_daily_budget_micro_usd = 1000000`,
  `insert into ai_usage (client_id, day, question, purpose, outcome, model, calls, cost_micro_usd)
   select ${client('n')}, (now() at time zone 'UTC')::date - d, q, 'turn', o, 'm', 1, 100000 from generate_series(0, 49) n, generate_series(0, 89) d,
    unnest(array['dial', 'flow', 'lyra', 'sentinel']) q, unnest(array['answered', 'late', 'refused']) o`,
  `insert into ai_fleet_spend (day, purpose, shard, cost_micro_usd)
   select (now() at time zone 'UTC')::date - d, 'turn', s, 1000 from generate_series(0, 999) d, generate_series(0, 15) s`,
  // Of 10,000 clients that are not here themselves, 20 facts each.
  `insert into client_facts (client_id, kind, about, says) select ${uuid('n', 7)}, case f % 4 when 0 then 'price' when 1 then 'service' when 2 then 'answer' else 'area' end,
    (array['boiler', 'tap', 'shower', 'lock', 'roof'])[1 + f % 5] || (array[' service', ' repair', ' replacement', ' fitting'])[1 + f / 5], '£' || f
   from generate_series(1, 10000) n, generate_series(0, 19) f`,
  `insert into turn_shadows (turn_id, client_id, brain, intent, state, turn_at, answers, done_at)
   select id, client_id, 'rules', 'NORMAL', case when from_seq = 1 then 'WAITING' else 'DONE' end, created_at, '{}', now() from turns where from_seq % 5 = 1`,
  `set session_replication_role = origin`,
]

export async function fill(pool: Pool): Promise<void> {
  const connection = await pool.connect()
  try {
    for (const statement of statements) await connection.query(statement)
    await connection.query('vacuum analyze')
  } finally {
    connection.release()
  }
}
