// A handset rings a number: who answers, where it is diverted, and what happens when it reaches one of ours.

import type { Timers } from '../../timers.ts'
import type { WebhookOutcome, WebhookTarget } from '../deliver-webhook.ts'
import type { TwilioSettings } from '../faults.ts'
import type { IncomingNumber } from '../incoming-number.ts'
import type { Ledger } from '../ledger.ts'
import { newCallSid, type SimulatedCall } from './call.ts'
import { callFields, endFields, recordingFields, transcriptionFields } from './call-fields.ts'
import type { Diverts, Leg } from './dial-codes.ts'
import { trickOf } from './handsets.ts'
import { type Callback, type CallerActs, runCall } from './run-call.ts'

/** `to`: one of our numbers, or a handset, whose diverts then count. */
export interface HandsetCall extends CallerActs {
  from: string
  to: string
  /** What the network says of who forwarded; null: nothing. If not given: the handset that diverted, if its network tells. */
  forwardedFrom?: string | null | undefined
  /** Who picks up the handset that is rung; nobody if not given. */
  answeredBy?: 'person' | 'nobody' | undefined
  line?: 'free' | 'busy' | 'off' | undefined
  callerWithheld?: boolean | undefined
  callerName?: string | undefined
  /** Copies of the voice webhook delivered at the same moment; the first answer is obeyed. */
  times?: number | undefined
}

/** `call` is there if one of our numbers was reached; `webhookStatus` null if it has no voice URL or nobody answered. */
export interface CallOutcome {
  outcome: 'answered' | 'rang-out' | 'reached'
  call: SimulatedCall | null
  webhookStatus: number | null
}

export type CallWebhook = (
  target: WebhookTarget,
  kind: 'voice' | 'status' | 'recording' | 'transcription',
  one: { sid: string; fields: Record<string, string> },
) => Promise<WebhookOutcome>

export interface VoiceDeps {
  accountSid: string
  ledger: Ledger
  settings: TwilioSettings
  timers: Timers
  now: () => Date
  recordingUrl: (recordingSid: string) => string
  callWebhook: CallWebhook
  /** Counts what is on its way, for `whenQuiet`. */
  track: (change: 1 | -1) => void
}

/** Spells ANONYMOUS on a keypad: what Twilio gives as the number of who withholds it. */
export const withheldNumber = '+266696687'

export async function placeCall(deps: VoiceDeps, wanted: HandsetCall): Promise<CallOutcome> {
  const own = deps.ledger.numbers.get(wanted.to)
  if (own) return reach(deps, wanted, { number: own, forwardedFrom: wanted.forwardedFrom ?? null })
  const way = divertOf(wanted, deps.ledger.diverts.get(wanted.to) ?? {})
  if (way === 'answered') return { outcome: 'answered', call: null, webhookStatus: null }
  const number = deps.ledger.numbers.get(way ?? '')
  if (!number) return { outcome: 'rang-out', call: null, webhookStatus: null }
  const told = trickOf(wanted.to) === 'hides-forwarder' || !deps.settings.forwarderTold ? null : wanted.to
  return reach(deps, wanted, {
    number,
    forwardedFrom: wanted.forwardedFrom === undefined ? told : wanted.forwardedFrom,
  })
}

/** The number to which the call goes on; null: it rings out. */
function divertOf({ answeredBy, line = 'free' }: HandsetCall, diverts: Diverts): string | 'answered' | null {
  if (diverts.all) return diverts.all
  if (line === 'free' && answeredBy === 'person') return 'answered'
  const leg: Leg = line === 'free' ? 'no-answer' : line
  return diverts[leg] ?? null
}

async function reach(
  deps: VoiceDeps,
  wanted: HandsetCall,
  at: { number: IncomingNumber; forwardedFrom: string | null },
): Promise<CallOutcome> {
  const { number } = at
  const time = deps.now().getTime()
  const call: SimulatedCall = {
    sid: newCallSid('CA'),
    direction: 'inbound',
    from: wanted.callerWithheld ? withheldNumber : wanted.from,
    to: number.phoneNumber,
    forwardedFrom: at.forwardedFrom,
    callerName: wanted.callerName ?? null,
    numberSid: number.sid,
    status: 'ringing',
    errorCode: null,
    heard: [],
    recordings: [],
    seconds: 0,
    createdAt: time,
    updatedAt: time,
  }
  deps.ledger.putCall(call)
  const status = { url: number.statusCallback, method: 'POST' as const }
  const webhookStatus = number.voiceUrl
    ? await converse(deps, call, { caller: wanted, target: voiceTarget(number), status, copies: wanted.times })
    : null
  if (!number.voiceUrl) end(deps, call, { status, callbacks: [] })
  return { outcome: 'reached', call, webhookStatus }
}

function voiceTarget(number: IncomingNumber): WebhookTarget {
  return {
    url: number.voiceUrl,
    method: number.voiceMethod,
    fallback: number.voiceFallbackUrl ? { url: number.voiceFallbackUrl, method: 'POST' } : undefined,
  }
}

/** From the first webhook to the last word. Answers the status of the first. */
export async function converse(
  deps: VoiceDeps,
  call: SimulatedCall,
  how: { caller: CallerActs; target: WebhookTarget; status: WebhookTarget; copies?: number | undefined },
): Promise<number | null> {
  const fields = callFields(call, deps.accountSid)
  const copies = how.copies ?? deps.settings.webhookCopies
  const ask = () => deps.callWebhook(how.target, 'voice', { sid: call.sid, fields })
  const [first, ...others] = await Promise.all(Array.from({ length: Math.max(1, copies) }, ask))
  if (!first) throw new Error(`No webhook was called for ${call.sid} among ${others.length}`)
  const run = {
    accountSid: deps.accountSid,
    now: deps.now,
    recordingUrl: deps.recordingUrl,
    fetchTwiml: (target: WebhookTarget, sid: string, given: Record<string, string>) =>
      deps.callWebhook(target, 'voice', { sid, fields: given }),
  }
  const callbacks = await runCall(run, call, { caller: how.caller, first, target: how.target })
  end(deps, call, { status: how.status, callbacks })
  return first.status
}

/** Keeps the ended call and reports it: its end, then recordings, then transcriptions, unless set otherwise. */
export function end(deps: VoiceDeps, call: SimulatedCall, of: { status: WebhookTarget; callbacks: Callback[] }): void {
  const { settings, accountSid, recordingUrl } = deps
  if (call.status === 'ringing') call.status = 'no-answer'
  call.updatedAt = deps.now().getTime()
  deps.ledger.putCall(call)
  const url = call.recordings[0] ? recordingUrl(call.recordings[0].sid) : null
  const reports: (() => Promise<unknown>)[] = of.status.url
    ? [
        () =>
          deps.callWebhook(of.status, 'status', {
            sid: call.sid,
            fields: endFields(call, accountSid, deps.now(), url),
          }),
      ]
    : []
  const byKind = [...of.callbacks].sort((a, b) => a.kind.localeCompare(b.kind))
  for (const { kind, recording, target } of byKind) {
    const fieldsOf = kind === 'recording' ? recordingFields : transcriptionFields
    const fields = fieldsOf(call, accountSid, recording, recordingUrl(recording.sid))
    reports.push(() => deps.callWebhook(target, kind, { sid: call.sid, fields }))
  }
  void report(deps, settings.callbacksReversed ? reports.reverse() : reports)
}

async function report(deps: VoiceDeps, reports: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (reports.length === 0) return
  deps.track(1)
  for (const one of reports) {
    await deps.timers.delay(deps.settings.deliveryDelayMs / reports.length)
    for (let copy = 0; copy < deps.settings.callbackCopies; copy += 1) await one()
  }
  deps.track(-1)
}
