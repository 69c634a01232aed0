/**
 * What a call that reached one of our numbers comes to: what the caller hears, and whether they are texted back. A call
 * to a live client's number was missed, as it was forwarded to us. Decides only; whether a text may leave is the gate's.
 */
import { dayIn } from '../inbound/local-day.ts'
import type { NumberRole } from '../inbound/route.ts'
import type { Phone } from '../phone.ts'
import type { ClientTemplates } from '../pipeline/client-templates.ts'
import { isLive, type Missing } from '../pipeline/guard.ts'
import { holdingText } from '../pipeline/templates.ts'
import type { Draft } from '../pipeline/turn.ts'
import { type CallKind, textBack, textsOnlyText } from './call-texts.ts'

export const TEXT_BACK_EVERY_MS = 24 * 3_600_000
export const TALKED_LATELY_MS = 3_600_000
/** Nobody remembers ringing longer than this, so a call that we learn of later is only recorded. */
const WORTH_A_TEXT_MS = 30 * 60_000

/** Why a caller is not texted. */
export const noTexts = [
  'withheld',
  'landline',
  'owner',
  'ignored',
  'opted-out',
  'unreachable',
  'texted-lately',
  'talked-lately',
  'test-call',
  'too-late',
  'nobody',
] as const
export type NoText = (typeof noTexts)[number]

export interface ArrivedCall {
  now: Date
  callSid: string
  startedAt: Date
  /** null: withheld. */
  caller: Phone | null
}

export interface CalledClient {
  id: string
  businessName: string
  ownerPhone: string
  timezone: string
  /** Its own words in place of our templates. */
  templates?: ClientTemplates
  missing: readonly Missing[]
  paid: boolean
}

export interface CallFacts {
  role: NumberRole | null
  client: CalledClient | null
  /** The client waits for its test call; then callers may be the owner's second phone. */
  testCall: 'proven' | 'awaited' | 'not-awaited'
  /** The caller is some client's owner. */
  isOwner: boolean
  lineType: string | null
  ignored: boolean
  optedOut: boolean
  unreachable: boolean
  textedLately: boolean
  talkedLately: boolean
}

export interface PlannedCall {
  kind: CallKind
  textBack: Draft | null
  noText: NoText | null
}

export function planCall(call: ArrivedCall, facts: CallFacts): PlannedCall {
  const kind = kindOf(call, facts)
  const noText = whyNoText(kind, call, facts)
  return noText ? { kind, textBack: null, noText } : { kind, textBack: draftFor(kind, call, facts), noText: null }
}

function kindOf({ caller }: ArrivedCall, { client, role, testCall }: CallFacts): CallKind {
  if (!client) return role === 'ONBOARDING' ? 'texts-only' : 'nobody'
  if (testCall === 'proven') return 'test-call'
  if (caller === client.ownerPhone) return 'owner'
  return isLive(client) ? 'missed' : 'not-live'
}

function whyNoText(kind: CallKind, call: ArrivedCall, facts: CallFacts): NoText | null {
  if (kind === 'nobody') return 'nobody'
  if (facts.testCall !== 'not-awaited') return 'test-call'
  if (kind === 'owner') return 'owner'
  if (!call.caller) return 'withheld'
  if (facts.optedOut) return 'opted-out'
  if (facts.ignored) return 'ignored'
  if (facts.lineType === 'landline') return 'landline'
  if (facts.unreachable) return 'unreachable'
  if (facts.textedLately) return 'texted-lately'
  if (facts.talkedLately) return 'talked-lately'
  return call.now.getTime() - call.startedAt.getTime() > WORTH_A_TEXT_MS ? 'too-late' : null
}

/** One that is not live gives the holding text that a texter gets, under the same key: one a day, however they came. */
function draftFor(kind: CallKind, call: ArrivedCall, { client, isOwner }: CallFacts): Draft {
  const key = `text-back:${call.callSid}`
  if (!client) return { key, purpose: 'text-back', body: textsOnlyText(isOwner) }
  if (kind === 'missed') return { key, purpose: 'text-back', body: textBack(client.businessName, client.templates) }
  const day = dayIn(client.timezone, call.now)
  return {
    key: `holding:${client.id}:${call.caller}:${day}`,
    purpose: 'text-back',
    body: holdingText(client.businessName, client.templates),
  }
}
