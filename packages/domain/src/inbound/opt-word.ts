/** What a text asks of the carrier or of our menu: by Twilio's own word on it where there is one, else by its words. */
import { type OptWord, readOptWords } from '../rules/opt-out-words.ts'

const byTwilio: Readonly<Record<string, OptWord>> = { STOP: 'out', START: 'in', HELP: 'help' }

export function wordOf(text: { body: string; optOutType: string | null }): OptWord | null {
  return byTwilio[text.optOutType ?? ''] ?? readOptWords(text.body)
}
