/** What follows when a text could not be sent or was not delivered: another try, an opt-out, word to owner or founder. */

import { isOwnersNotice, type Purpose, recipientOf } from './purpose.ts'
import { ownerNotTold } from './queue-drafts.ts'
import { quoteToFit, REPLY_SEGMENTS } from './segments.ts'
import { retryAfterMs, type SendFailure, sendFailures, showsDeadNumber } from './send-failure.ts'

export interface FailedMessage {
  id: string
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
  alert: { key: string; body: string } | null
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
  of: { tries: number; code: number | null; day: string },
): AfterFailure {
  const policy = sendFailures[failure]
  const reason = words[failure]
  const again = retryAfterMs(failure, of.tries)
  const base = { reason, retryAfterMs: again, optOut: policy.then === 'opt-out' }
  if (again !== null)
    return { ...base, state: 'RETRY', unreachable: false, byMail: false, ownerNotice: null, alert: null }
  const state = policy.then === 'hold' ? 'HELD' : policy.then === 'opt-out' ? 'SUPPRESSED' : 'FAILED'
  const gaveUp = policy.tellOwner || policy.then === 'retry'
  return {
    ...base,
    state,
    unreachable: message.purpose !== 'alert' && showsDeadNumber(failure, of.code),
    byMail: state !== 'HELD' && isOwnersNotice(message.purpose),
    ownerNotice: gaveUp ? noticeOf(message, reason) : null,
    alert: state === 'HELD' ? refusedAlert(message, failure, of) : alertOf(message, failure, of),
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

type Of = { code: number | null; day: string }

/** What an owner could not be told in an emergency, or will not hear any more, the founder has to say instead. */
function alertOf(message: FailedMessage, failure: SendFailure, of: Of): AfterFailure['alert'] {
  const { id, purpose, to, body } = message
  if (purpose === 'owner-urgent')
    return { key: `alert:OWNER_NOT_TOLD:${id}:${of.day}`, body: ownerNotTold(body, words[failure]) }
  if (recipientOf(purpose) === 'owner' && failure === 'optedOut')
    return {
      key: `alert:OWNER_OPTED_OUT:${to}:${of.day}`,
      body: `OWNER_OPTED_OUT: ${to} asked for no more texts from us. Ring them.`,
    }
  return sendFailures[failure].wakeSomeone ? refusedAlert(message, failure, of) : null
}

/** Said of an owner's number when it is marked; what it misses after that is not tried. */
export function ownerUnreachable(phone: string, reason: string, day: string): { key: string; body: string } {
  return {
    key: `alert:OWNER_UNREACHABLE:${phone}:${day}`,
    body: `OWNER_UNREACHABLE: our texts to the owner ${phone} do not arrive (${reason}). Ring them.`,
  }
}

/** An alarm about an alarm would go the same way as the alarm. */
function refusedAlert({ purpose }: FailedMessage, failure: SendFailure, of: Of): AfterFailure['alert'] {
  if (purpose === 'alert') return null
  const code = of.code ?? 'no code'
  return {
    key: `alert:SENDING_REFUSED:${code}:${of.day}`,
    body: `SENDING_REFUSED: Twilio refuses our texts (${words[failure]}, code ${code}).`,
  }
}
