/** A turn with a person's word on it, as a case that `npm run eval` measures by. */
import { maskPhonesIn } from '../phone.ts'
import type { Case, Expectation } from '../rules/predict.ts'
import { readStoredTurn } from './stored-turn.ts'

/** null: the turn was kept without its texts. Numbers that could be rung are masked; nothing else is left out. */
export function labelledCase(label: { turnId: string; expect: Expectation; input: unknown }): Case | null {
  const read = readStoredTurn(label.input)
  if (!read) return null
  const { client, now } = read.turn
  return {
    id: `turn:${label.turnId}`,
    suite: 'labelled',
    text: maskPhonesIn(read.texts.map((text) => text.body).join('\n')),
    ref: localTime(now, client.timezone),
    locale: client.region === 'US' ? 'en-US' : 'en-GB',
    expect: label.expect,
  }
}

/** Without its zone, as cases have it: 2030-01-31T09:00:00. Swedish writes dates that way. */
function localTime(now: Date, timeZone: string): string {
  return now.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')
}
