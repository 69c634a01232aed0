// What a test, a phone page or the demo world may do with the stand-in besides speaking Twilio to it.
import type { Deliveries } from './deliver-message.ts'
import type { WebhookAttempt } from './deliver-webhook.ts'
import { failureMenu, type MenuEntry } from './failures.ts'
import type { NextSends, SendFaults, TwilioSettings } from './faults.ts'
import { type IncomingNumber, type NumberSettings, newNumber } from './incoming-number.ts'
import type { Ledger } from './ledger.ts'
import { asHandsetMessage, type HandsetMessage, type SimulatedMessage } from './message.ts'
import { type HandsetText, type ReceiveDeps, type Received, receiveText } from './receive-text.ts'
import type { SimulatedCall } from './voice/call.ts'
import type { Diverts } from './voice/dial-codes.ts'
import { type DialAnswer, dial } from './voice/handsets.ts'
import { type CallOutcome, type HandsetCall, placeCall, type VoiceDeps } from './voice/place-call.ts'
import type { WebhookCaller } from './webhook-caller.ts'

export interface TwilioState {
  accountSid: string
  numbers: IncomingNumber[]
  /** Written as `<handset> <number>`. */
  optedOut: string[]
  settings: TwilioSettings
  nextSends: NextSends[]
  /** Handsets that divert calls, and where to. */
  diverts: Record<string, Diverts>
}

export interface TwilioControls {
  state(): TwilioState
  menu(): MenuEntry[]
  /** Adds the number or changes its settings. */
  addNumber(phoneNumber: string, settings?: NumberSettings): IncomingNumber
  /** Resolves when the webhook has been answered, or given up. Throws `UnknownNumber`. */
  receive(text: HandsetText): Promise<Received>
  /** Both directions for one phone, oldest first; with `since` only what was created or changed after it. */
  handset(phone: string, since?: Date): HandsetMessage[]
  /** Every text in and out, oldest first: the judge of what really left. */
  ledger(): readonly SimulatedMessage[]
  /** Called with each new text and each change of its status; answers the way to stop. */
  watch(watcher: (message: HandsetMessage) => void): () => void
  /** A handset rings a number. Resolves when the call is over; its reports follow. */
  call(call: HandsetCall): Promise<CallOutcome>
  /** A handset dials a code such as `**61*<number>**20#`. */
  dial(code: { from: string; digits: string }): DialAnswer
  /** Calls that reached us or that we placed, oldest first; with `phone` only those of one phone. */
  calls(phone?: string): readonly SimulatedCall[]
  /** Called with each new call and each change; answers the way to stop. */
  watchCalls(watcher: (call: SimulatedCall) => void): () => void
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

export interface ControlDeps extends Omit<ReceiveDeps, 'mediaUrl' | 'callWebhook'> {
  ledger: Ledger
  /** Changed in place by `set` and `clearFaults`. */
  settings: TwilioSettings
  sendFaults: SendFaults
  deliveries: Deliveries
  webhooks: WebhookCaller
  voice: VoiceDeps
  /** Reports of calls on their way. */
  callsBusy: () => number
  origin: () => string
}

export function createControls(deps: ControlDeps): TwilioControls {
  const { accountSid, ledger, settings, sendFaults, deliveries, webhooks, now } = deps
  const usual = { ...settings }
  const receiving: ReceiveDeps = {
    ...deps,
    mediaUrl: (messageSid, sid) =>
      `${deps.origin()}/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`,
    callWebhook: (target, sid, fields) => webhooks.call(target, { kind: 'inbound', sid, fields }),
  }
  const show = (message: SimulatedMessage) =>
    asHandsetMessage(message, (sid) => `${deps.origin()}/media/${message.sid}/${sid}`)
  return {
    state: () => ({
      accountSid,
      numbers: [...ledger.numbers.values()],
      optedOut: ledger.optedOutPairs(),
      settings: { ...settings },
      nextSends: sendFaults.waiting(),
      diverts: Object.fromEntries(ledger.diverts),
    }),
    menu: failureMenu,
    addNumber: (phoneNumber, given = {}) => {
      const at = now().getTime()
      const number = { ...(ledger.numbers.get(phoneNumber) ?? newNumber(phoneNumber, {}, at)), ...given, updatedAt: at }
      ledger.putNumber(number)
      return number
    },
    receive: (text) => receiveText(receiving, text),
    handset: (phone, since) => changedAfter(ledger.ofPhone(phone), since).map(show),
    ledger: () => ledger.between({}),
    watch: (watcher) => ledger.watch((message) => watcher(show(message))),
    call: (call) => placeCall(deps.voice, call),
    dial: (code) => dial(ledger, code),
    calls: (phone) => callsOf([...ledger.calls.values()], phone),
    watchCalls: (watcher) => ledger.watchCalls(watcher),
    failNextSends: (fault) => sendFaults.add({ times: 1, ...fault }),
    set: (changes) => Object.assign(settings, changes),
    clearFaults: () => {
      sendFaults.clear()
      Object.assign(settings, usual)
    },
    setOptOut: (handset, number, optedOut) => ledger.setOptOut({ handset, number }, optedOut, now().getTime()),
    webhookAttempts: webhooks.attempts,
    whenQuiet: (withinMs = 5_000) =>
      whenQuiet(() => deliveries.inProgress + webhooks.inFlight() + deps.callsBusy(), withinMs),
  }
}

function changedAfter(messages: readonly SimulatedMessage[], since: Date | undefined): readonly SimulatedMessage[] {
  const after = since?.getTime()
  return after === undefined ? messages : messages.filter(({ updatedAt }) => updatedAt > after)
}

function callsOf(calls: readonly SimulatedCall[], phone: string | undefined): readonly SimulatedCall[] {
  if (phone === undefined) return calls
  return calls.filter(({ from, to, forwardedFrom }) => [from, to, forwardedFrom].includes(phone))
}

async function whenQuiet(busy: () => number, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  while (busy() > 0) {
    if (performance.now() > until) throw new Error(`Texts or webhooks were still on their way after ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
