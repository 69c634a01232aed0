// A handset's calls and the codes it dials, as Twilio's stand-in acts them out.
import type { SimulatedCall } from '@jobrun/simulators/twilio/voice/call'
import type { CallOutcome } from '@jobrun/simulators/twilio/voice/place-call'
import { ask } from './answers.ts'

export type { CallOutcome, SimulatedCall }

export interface NewCall {
  from: string
  to: string
  answeredBy: 'person' | 'nobody'
  line: 'free' | 'busy'
  callerWithheld: boolean
}

/** Comes back at the tone, or when it is over. */
export function ring(call: NewCall): Promise<CallOutcome> {
  return post<CallOutcome>('./sim/call', { ...call, waitsAtTone: true })
}

/** No words: hangs up. */
export function leaveMessage(sid: string, words: string): Promise<CallOutcome> {
  return post<CallOutcome>(`./sim/calls/${sid}/voicemail`, { words })
}

/** What the handset's screen says of the code. */
export async function dialCode(from: string, digits: string): Promise<string> {
  return (await post<{ screen: string }>('./sim/dial', { from, digits })).screen
}

/** A phone that diverts every call does not ring. */
export async function divertsAll(phone: string): Promise<boolean> {
  const { diverts } = await ask<{ diverts: Record<string, { all?: string }> }>('./sim/state')
  return diverts[phone]?.all !== undefined
}

function post<T>(path: string, body: object): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
