/** What an owner is told of a message that a caller left: what was said, once it is written down, or else that it is there. */
import type { Phone } from '../phone.ts'
import type { Draft } from '../pipeline/turn.ts'
import { findDanger } from '../rules/danger.ts'
import { voicemailText } from './call-texts.ts'

/** Twilio needs about a minute to write a message down. */
const WORDS_COME_WITHIN_MS = 2 * 60_000

export interface Voicemail {
  callSid: string
  /** null: withheld. */
  caller: Phone | null
  seconds: number | null
  /** null: not written down yet, or it could not be. */
  words: string | null
  isWrittenDown: boolean
  now: Date
}

/** Its words take the place of the plain notice, as long as that has not left. */
export function voicemailDraft(voicemail: Voicemail): Draft {
  const { callSid, words, isWrittenDown, now } = voicemail
  const body = voicemailText(voicemail)
  const key = `voicemail:${callSid}`
  if (!isWrittenDown)
    return { key, purpose: 'owner-notice', body, notBefore: new Date(now.getTime() + WORDS_COME_WITHIN_MS) }
  return { key, purpose: words !== null && findDanger([words]) ? 'owner-urgent' : 'owner-notice', body }
}
