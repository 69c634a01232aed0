// What a test, a phone page or the demo world may do with the stand-in besides speaking Twilio to it.
import type { WebhookAttempt } from './deliver-webhook.ts'
import type { MenuEntry } from './failures.ts'
import type { NextSends, TwilioSettings } from './faults.ts'
import type { IncomingNumber, NumberSettings } from './incoming-number.ts'
import type { HandsetMessage, SimulatedMessage } from './message.ts'
import type { HandsetText, Received } from './receive-text.ts'

export interface TwilioState {
  accountSid: string
  numbers: IncomingNumber[]
  /** Written as `<handset> <number>`. */
  optedOut: string[]
  settings: TwilioSettings
  nextSends: NextSends[]
}

export interface TwilioControls {
  state(): TwilioState
  menu(): MenuEntry[]
  /** Adds the number or changes its settings. */
  addNumber(phoneNumber: string, settings?: NumberSettings): IncomingNumber
  /** Resolves when the webhook has been answered, or given up. */
  receive(text: HandsetText): Promise<Received>
  /** Both directions for one phone, oldest first; with `since` only what was created or changed after it. */
  handset(phone: string, since?: Date): HandsetMessage[]
  /** Every text in and out, oldest first: the judge of what really left. */
  ledger(): readonly SimulatedMessage[]
  /** Called with each new text and each change of its status; answers the way to stop. */
  watch(watcher: (message: HandsetMessage) => void): () => void
  failNextSends(fault: Omit<NextSends, 'times'> & { times?: number }): void
  set(settings: Partial<TwilioSettings>): void
  /** Back to ordinary behaviour; `deliveryDelayMs` as at the start. */
  clearFaults(): void
  setOptOut(handset: string, number: string, optedOut: boolean): void
  /** The last 10,000 webhook attempts, oldest first. */
  webhookAttempts(): readonly WebhookAttempt[]
  /** Resolves when no text is on its way and no webhook is being called; throws after `withinMs` (5,000). */
  whenQuiet(withinMs?: number): Promise<void>
}
