/** The same load on an empty database and on one with a million stored messages: what an answer costs must not grow. */
import { performance } from 'node:perf_hooks'
import { ask, type BenchWorld, beginAgain, emptied, line, numberOf, withService } from './measures.ts'
import { sustained } from './sustained.ts'
import { phoneOf } from './texts.ts'

const PEOPLE = 20_000
const TEXTS_EACH = 25

export async function measureHistory(world: BenchWorld): Promise<void> {
  const load = () => {
    let figures: Awaited<ReturnType<typeof sustained>> | undefined
    beginAgain()
    return withService(world, {}, async (service) => {
      figures = await sustained(world, service)
    }).then(() => figures as Awaited<ReturnType<typeof sustained>>)
  }
  const young = await load()
  await emptied(world)
  const began = performance.now()
  await store(world)
  line('a million messages', `stored in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
  const old = await load()
  const row = (name: string, of: (figures: typeof old) => number, digits: number) =>
    line(
      `  ${name}`,
      `${of(young).toFixed(digits)} without, ${of(old).toFixed(digits)} with: ${(of(old) / of(young)).toFixed(2)} times`,
    )
  row('answers a second', ({ perSecond }) => perSecond, 0)
  row('ms of CPU in the service', ({ each }) => each.service, 2)
  row('ms of CPU in PostgreSQL', ({ each }) => each.postgres, 2)
  row('MiB', ({ memory }) => memory.peakMb, 0)
  await emptied(world)
}

/** Texts and answers of the first phones of the load, each with a turn, its lead, and Twilio's two words on the answer. */
async function store(world: BenchWorld): Promise<void> {
  const people = Array.from({ length: PEOPLE }, (_, n) => `('${phoneOf(n)}', '${numberOf(n)}', ${n})`)
  const at = `now() - interval '1 day' - (${TEXTS_EACH} - seq) * interval '1 hour'`
  await ask(
    world,
    `begin; set local session_replication_role = replica;
     create temp table person as select p.phone, p.ours, p.n, c.id as client_id, gen_random_uuid() as id, gen_random_uuid() as customer
      from (values ${people.join()}) p(phone, ours, n) join clients c on c.twilio_number = p.ours;
     insert into conversations (id, our_number, phone, client_id, next_seq) select id, ours, phone, client_id, ${TEXTS_EACH + 1} from person;
     insert into customers (id, client_id, phone) select customer, client_id, phone from person;
     insert into leads (client_id, customer_id, conversation_id, state, closed_at) select client_id, customer, id, 'CLOSED', now() from person;
     create temp table text as select gen_random_uuid() as id, p.id as conversation, client_id, ours, phone, n, seq from person p, generate_series(1, ${TEXTS_EACH}) seq;
     insert into inbound_messages (message_sid, conversation_id, client_id, seq, body, state, received_at, done_at, id)
      select 'SMin' || n || '-' || seq, conversation, client_id, seq, 'My kitchen tap is dripping', 'DONE', ${at}, ${at}, gen_random_uuid() from text;
     insert into turns (id, conversation_id, client_id, from_seq, to_seq, outcome, rule, trace, created_at)
      select id, conversation, client_id, seq, seq, 'ANSWERED', 'link', jsonb_build_object('rune', repeat('x', 1500)), ${at} from text;
     insert into outbox (id, dedupe_key, client_id, conversation_id, turn_id, purpose, from_number, to_number, body, encoding, segments, state, attempt,
       claimed_at, twilio_sid, sent_at, created_at, not_before, delivery_status)
      select gen_random_uuid(), 'old ' || n || '-' || seq, client_id, conversation, id, 'reply', ours, phone, 'Book here', 'GSM-7', 1, 'SENT', 1,
       ${at}, 'SMout' || n || '-' || seq, ${at}, ${at}, ${at}, 'delivered' from text;
     insert into delivery_events (outbox_id, message_sid, status) select id, twilio_sid, status from outbox, unnest(array['sent', 'delivered']) status;
     commit`,
  )
  await ask(world, 'vacuum analyze')
}
