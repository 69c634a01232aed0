/** How far a text has come, in one sentence. */
import type { FoundMessage } from '@jobrun/db/operator/trace'

type OutboxRow = FoundMessage['outbox'][number]

export function summaryOf({ direction, turn, outbox }: FoundMessage): string {
  if (direction === 'inbound' && !turn) return 'It is stored and waits for its turn; nothing was answered yet.'
  const rule = turn?.rule ? `, by the rule ${turn.rule}` : ''
  const came = turn ? `${outcomeWords[turn.outcome] ?? turn.outcome}${rule}.` : 'It belongs to no turn.'
  return outbox.length === 0 ? `${came} Nothing was sent.` : `${came} ${outbox.map(fateOf).join(' ')}`
}

function fateOf(row: OutboxRow): string {
  const because = row.reason ? ` (${row.reason})` : ''
  return `The ${purposeWords[row.purpose] ?? row.purpose} is ${row.deliveryStatus ?? stateWords[row.state] ?? row.state}${because}.`
}

const outcomeWords: Readonly<Record<string, string>> = {
  ANSWERED: 'It was answered',
  SILENT: 'It was met with silence, on purpose',
  BLOCKED: 'The business is not live, so nothing was automated',
  QUIET: 'Too many texts came, so replies rest',
  OWNER: 'It came from the owner',
  ONBOARDING: 'It came to the sign-up number',
  OPT_WORD: 'It was a word for the carrier',
}

const purposeWords: Readonly<Record<string, string>> = {
  holding: 'holding text',
  'text-back': 'text back',
  'safety-line': 'safety line',
  'owner-urgent': 'urgent text to the owner',
  'owner-notice': 'notice to the owner',
  'owner-reply': 'answer to the owner',
  alert: 'alert to the founder',
}

const stateWords: Readonly<Record<string, string>> = {
  READY: 'waiting to leave',
  SENDING: 'on its way to Twilio',
  SENT: 'with Twilio',
  HELD: 'held',
  SUPPRESSED: 'suppressed',
  FAILED: 'failed',
}
