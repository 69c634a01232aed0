/** What follows when a text could not be sent or was not delivered: another try, an opt-out, word to owner or founder. */

import type { Finding } from '../monitor/alert-types.ts'
import { isOwnersNotice, type Purpose, recipientOf } from './purpose.ts'
import { ownerNotTold } from './queue-drafts.ts'
import { quoteToFit, REPLY_SEGMENTS } from './segments.ts'
import { retryAfterMs, type SendFailure, sendFailures, showsDeadNumber } from './send-failure.ts'

export interface FailedMessage {
  id: string
  clientId: string | null
  purpose: Purpose
  to: string
  body: string
}

export interface AfterFailure {
  state: 'FAILED' | 'HELD' | 'SUPPRESSED' | 'RETRY'
  reason: string
  retryAfterMs: number | null
  optOut: boolean
  /** The number takes no texts: it is marked until a text comes from it. */
  unreachable: boolean
  /** An owner's notice that no text will bring any more: the same words may go by e-mail. */
  byMail: boolean
  ownerNotice: string | null
  /** What the founder hears of. */
  findings: readonly Finding[]
}

const words: Record<SendFailure, string> = {
  throttled: 'the carrier is busy',
  unreachable: 'the phone cannot be reached',
  doubtful: 'the carrier could not deliver it',
  notNow: 'the carrier takes no texts now',
  optedOut: 'opted out',
  badNumber: 'the number cannot receive texts',
  blocked: 'the carrier blocks our texts to it',
  filtered: 'the carrier filtered the text',
  ourAccount: 'our account',
  ourBug: 'the text is too long',
  unexplained: 'the carrier refused it',
}

/** `tries` counts those made so far, from 1. */
export function afterFailure(
  message: FailedMessage,
  failure: SendFailure,
  of: { tries: number; code: number | null },
): AfterFailure {
  const policy = sendFailures[failure]
  const reason = words[failure]
  const again = retryAfterMs(failure, of.tries)
  const base = { reason, retryAfterMs: again, optOut: policy.then === 'opt-out' }
  if (again !== null)
    return { ...base, state: 'RETRY', unreachable: false, byMail: false, ownerNotice: null, findings: [] }
  const state = policy.then === 'hold' ? 'HELD' : policy.then === 'opt-out' ? 'SUPPRESSED' : 'FAILED'
  const gaveUp = policy.tellOwner || policy.then === 'retry'
  const unreachable = message.purpose !== 'alert' && showsDeadNumber(failure, of.code)
  const told = state === 'HELD' ? refused(message, failure, of.code) : findingsOf(message, failure, of.code)
  return {
    ...base,
    state,
    unreachable,
    byMail: state !== 'HELD' && isOwnersNotice(message.purpose),
    ownerNotice: gaveUp ? noticeOf(message, reason) : null,
    findings:
      unreachable && recipientOf(message.purpose) === 'owner' ? [...told, ownerUnreachable(message, reason)] : told,
  }
}

/** Only what a customer did not get concerns the owner. */
function noticeOf({ purpose, to, body }: FailedMessage, reason: string): string | null {
  if (recipientOf(purpose) !== 'customer') return null
  return quoteToFit(
    body,
    REPLY_SEGMENTS,
    (quoted) => `Our text to ${to} did not arrive (${reason}). Please ring them. It said: "${quoted}"`,
  )
}

/** What an owner could not be told in an emergency, or will not hear any more, the founder has to say instead. */
function findingsOf(message: FailedMessage, failure: SendFailure, code: number | null): Finding[] {
  const { id, clientId, purpose, to, body } = message
  if (purpose === 'owner-urgent') return [ownerNotTold({ subject: id, clientId, body, because: words[failure] })]
  if (recipientOf(purpose) === 'owner' && failure === 'optedOut') return [ownerOptedOut(to, clientId)]
  return sendFailures[failure].wakeSomeone ? refused(message, failure, code) : []
}

/** Who says so blocks every notice of ours to them, so a person has to ring. */
export function ownerOptedOut(phone: string, clientId: string | null): Finding {
  const words = `${phone} asked for no more texts from us. Ring them.`
  return { type: 'OWNER_OPTED_OUT', subject: phone, clientId, name: phone, words }
}

/** Said of an owner's number when it is marked; what it misses after that is not tried. */
function ownerUnreachable({ to, clientId }: FailedMessage, reason: string): Finding {
  const words = `our texts to the owner ${to} do not arrive (${reason}). Ring them.`
  return { type: 'OWNER_UNREACHABLE', subject: to, clientId, name: to, words }
}

/** An alarm about an alarm would go the same way as the alarm. */
function refused({ purpose }: FailedMessage, failure: SendFailure, code: number | null): Finding[] {
  if (purpose === 'alert') return []
  const name = `code ${code ?? 'none'}`
  const said = `Twilio refuses our texts (${words[failure]}, ${name}). See docs/delivery.md.`
  return [{ type: 'SENDING_REFUSED', subject: name, clientId: null, name, words: said }]
}
