/** What came of it: the handsets as the stand-in shows them, and the rows behind. */
import type { HandsetMessage } from '@jobrun/simulators/twilio/message'
import type { World } from '../src/boot-world.ts'
import { until } from './until.ts'

export type Row = Record<string, unknown>
export type Rows = <T extends Row>(text: string, values?: unknown[]) => Promise<T[]>

const waiting = `
select 'text' as what, state, received_at as since, seq::text as number from inbound_messages where state = 'RECEIVED' union all
select purpose, state, not_before, attempt::text from outbox where state = 'SENDING' or (state = 'READY' and not_before <= greatest(now(), $1)) union all
select 'errand', state::text, created_on, data ->> 'subject' from pgboss.job where name = 'errand' and state < 'completed' and start_after <= now() + interval '6 s'`

export function judging(world: World, rows: Rows) {
  const phone = (number: string): HandsetMessage[] => world.twilio.handset(number)
  const isQuiet = async () => (await rows(waiting, [world.clock.now()])).length === 0
  return {
    /** Everything that the handset shows, both directions, oldest first. */
    phone,
    /** The words of what we, not the carrier, sent to it. */
    heard: (number: string) =>
      phone(number)
        .filter(({ direction, automatic }) => direction === 'out' && !automatic)
        .map(({ body }) => body),
    /** Nothing is unanswered, nothing that is due is unsent, nothing is on its way. */
    async settle(withinMs = 15_000) {
      for (;;) {
        await until('all texts are answered and sent', isQuiet, withinMs).catch(async (error: Error) => {
          throw new Error(`${error.message}; left are ${JSON.stringify(await rows(waiting, [world.clock.now()]))}`)
        })
        await world.twilio.whenQuiet(withinMs)
        await world.stripe.whenQuiet(withinMs)
        if (await isQuiet()) return
      }
    },
    /** What the founder hears of in whose words this is, by type, whether or not it was texted yet. */
    incidentsAbout: async (words: string) =>
      (await rows<{ said: string }>(`select alert_type || ': ' || words as said from incidents order by number`))
        .map(({ said }) => said)
        .filter((said) => said.includes(words)),
    outboxTo: (number: string) => rows(`select * from outbox where to_number = $1 order by seq`, [number]),
    turnsOf: (number: string) =>
      rows(
        `select t.* from turns t join conversations c on c.id = t.conversation_id where c.phone = $1 order by t.from_seq`,
        [number],
      ),
    leadsOf: (number: string) =>
      rows(`select l.* from leads l join customers c on c.id = l.customer_id where c.phone = $1 order by l.opened_at`, [
        number,
      ]),
    textsOf: (number: string) =>
      rows(
        `select m.* from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = $1 order by m.seq`,
        [number],
      ),
  }
}
