/** Texts from an owner to their own number, and from anybody to the onboarding number: neither is ever a lead. */
import type { Finding } from '../monitor/alert-types.ts'
import { ownerOptedOut } from '../outbox/after-failure.ts'
import { isAnswerable } from '../phone.ts'
import { screen } from '../rules/screen.ts'
import { isChattyOwner, QUIET_MS } from './chatty.ts'
import { isForCarrier, nothing, type PlannedTurn, type WordedText } from './plan-turn.ts'

export interface PersonTurn {
  now: Date
  texts: readonly WordedText[]
  phone: string
  quietUntil: Date | null
  counts: { textsInWindow: number; sameInWindow: number }
}

/** What is settled before anybody's words are read: nobody to answer, too many texts, words for the carrier, junk. null: go on. */
export function settleBeforeReading(turn: PersonTurn, who: 'known' | 'new'): PlannedTurn | null {
  const hushed = hush(turn)
  if (hushed) return hushed
  if (turn.texts.every(({ optWord }) => isForCarrier(optWord)))
    return { ...nothing, outcome: 'OPT_WORD', rule: 'people' }
  if (who === 'new' && turn.texts.some(({ body }) => isJunk(body)))
    return { ...nothing, outcome: 'SILENT', rule: 'junk' }
  return null
}

/** Machines that advertise do not become clients. */
function isJunk(body: string): boolean {
  const found = screen([body]).value
  return found === 'SPAM' || found === 'SCAM' || found === 'INJECTION'
}

/** What a person said to us, oldest first; words for the carrier are not for us. */
export function wordsToUs({ texts }: PersonTurn): string[] {
  return texts.filter(({ optWord }) => !isForCarrier(optWord)).map(({ body }) => body)
}

export function optedOut(turn: PersonTurn, clientId: string | null): Finding[] {
  return turn.texts.some(({ optWord }) => optWord === 'out') ? [ownerOptedOut(turn.phone, clientId)] : []
}

const tooMany =
  'JobRun: Very many texts came from you, so we read on in an hour. What you told us before is kept; then just text us again.'

/** Nobody to answer, or too many texts: recorded, and not answered but for one sentence when it begins. */
function hush(turn: PersonTurn): PlannedTurn | null {
  if (!isAnswerable(turn.phone)) return { ...nothing, outcome: 'SILENT', rule: 'sender-cannot-be-answered' }
  const wasQuiet = turn.quietUntil !== null && turn.quietUntil > turn.now
  const texts = turn.texts.map(({ body }) => body)
  if (!wasQuiet && !isChattyOwner(turn.counts, texts)) return null
  return {
    ...nothing,
    outcome: 'QUIET',
    rule: 'too-many-texts',
    drafts: wasQuiet ? [] : [{ key: 'reply', purpose: 'owner-reply', body: tooMany }],
    quietUntil: wasQuiet ? null : new Date(turn.now.getTime() + QUIET_MS),
  }
}
