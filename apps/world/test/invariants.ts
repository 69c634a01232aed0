/** What has to hold whatever happened in a test file. The judge of what left is the stand-in's ledger, never our tables. */
import type { SimulatedMessage } from '@jobrun/simulators/twilio/message'
import type { Rows } from './judge.ts'

const gaps = `
select c.id, c.next_seq, count(m.seq) as texts, max(m.seq) as last from conversations c left join inbound_messages m on m.conversation_id = c.id
group by c.id having count(m.seq) <> c.next_seq - 1 or coalesce(max(m.seq), 0) <> c.next_seq - 1`

const twoReplies = `select turn_id from outbox where purpose = 'reply' and turn_id is not null group by turn_id having count(*) > 1`

const doneWithoutTurn = `
select m.id from inbound_messages m join conversations c on c.id = m.conversation_id left join twilio_number_pool p on p.phone_e164 = c.our_number
where m.state = 'DONE' and (c.client_id is not null or p.role = 'ONBOARDING')
 and not exists (select 1 from turns t where t.conversation_id = m.conversation_id and m.seq between t.from_seq and t.to_seq)`

const tooLong = `select id, purpose from outbox where segments > 2`

const unanswered = `
select t.id from turns t where t.outcome = 'ANSWERED'
 and not exists (select 1 from outbox o where o.turn_id = t.id and o.purpose in ('reply', 'safety-line'))`

/** Twilio's words, asked of a customer, would opt them out or in. */
const solicits = /\b(?:text|reply|send|say|answer)\b[^.!?]{0,24}\b(?:STOP|CANCEL|END|QUIT|YES|UNSUBSCRIBE)\b/

export async function brokenInvariants(rows: Rows, ledger: readonly SimulatedMessage[]): Promise<string[]> {
  const broken: string[] = []
  const none = async (what: string, query: string) => {
    const found = await rows(query)
    if (found.length > 0) broken.push(`${what}: ${JSON.stringify(found.slice(0, 3))}`)
  }
  await none('a conversation has gaps in its order', gaps)
  await none('a turn has two replies', twoReplies)
  await none('a text is done without a turn', doneWithoutTurn)
  await none('a text is longer than two segments', tooLong)
  await none('a turn counts as answered without an answer', unanswered)
  // Said while there was no outbox to say it from.
  const blind = (body: string) => body.startsWith('INVARIANT_VIOLATION: the database')
  const left = ledger.filter(({ direction, body }) => direction === 'outbound-api' && !blind(body))
  const ids = left.map(({ statusCallback }) => statusCallback)
  if (new Set(ids).size !== ids.length) broken.push('a message of ours reached Twilio twice')
  const known = await rows<{ id: string }>('select id from outbox')
  const ours = new Set(known.map(({ id }) => id))
  if (ids.some((id) => !ours.has(id?.split('=')[1] ?? ''))) broken.push('a text left that is in no outbox')
  for (const { body } of left) if (solicits.test(body)) broken.push(`a text asks for a carrier’s word: ${body}`)
  return broken
}
