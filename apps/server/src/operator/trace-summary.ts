/** How far a text has come, in one sentence. */
import type { FoundMessage } from '@jobrun/db/operator/trace'

type OutboxRow = FoundMessage['outbox'][number]

export function summaryOf({ direction, turn, outbox }: FoundMessage): string {
  if (direction === 'inbound' && !turn) return 'It is stored and waits for its turn; nothing was answered yet.'
  const rule = turn?.rule ? `, by the rule ${turn.rule}` : ''
  const came = turn ? `The turn ended ${turn.outcome}${rule}.` : 'It belongs to no turn.'
  return outbox.length === 0 ? `${came} Nothing was sent.` : `${came} ${outbox.map(fateOf).join(' ')}`
}

function fateOf(row: OutboxRow): string {
  const because = row.reason ? ` (${row.reason})` : ''
  return `The ${row.purpose} is ${row.deliveryStatus ?? stateWords[row.state] ?? row.state}${because}.`
}

const stateWords: Readonly<Record<string, string>> = {
  READY: 'waiting to leave',
  SENDING: 'on its way to Twilio',
  SENT: 'with Twilio',
  HELD: 'held',
  SUPPRESSED: 'suppressed',
  FAILED: 'failed',
}
