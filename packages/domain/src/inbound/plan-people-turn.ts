/** Texts from an owner to their own number, and from anybody to the onboarding number: neither is ever a lead. */
import { firstToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { isAnswerable } from '../phone.ts'
import type { Draft } from '../pipeline/turn.ts'
import { isChatty, QUIET_MS } from './chatty.ts'
import { dayIn } from './local-day.ts'
import { isForCarrier, nothing, type PlannedTurn, type WordedText } from './plan-turn.ts'

export interface PersonTurn {
  now: Date
  texts: readonly WordedText[]
  phone: string
  quietUntil: Date | null
  counts: { textsInWindow: number; sameInWindow: number }
}

export function planOwnerTurn(turn: PersonTurn, businessName: string): PlannedTurn {
  const hushed = hush(turn)
  if (hushed) return hushed
  if (turn.texts.every(({ optWord }) => isForCarrier(optWord)))
    return { ...nothing, outcome: 'OPT_WORD', rule: 'owner' }
  const body = firstToFit(
    [
      `JobRun: this is the number customers of ${businessName} text. Your own texts here are never taken for a job. We text you when somebody needs you.`,
      'JobRun: this is the number your customers text. Your own texts here are never taken for a job. We text you when somebody needs you.',
    ],
    REPLY_SEGMENTS,
  )
  return {
    ...nothing,
    outcome: 'OWNER',
    rule: 'owner-to-own-number',
    drafts: [{ key: 'reply', purpose: 'owner-reply', body }],
  }
}

/** Until sign-up by text is open a person takes over: the sender hears so once a day, and the founder is told. */
export function planOnboardingTurn(turn: PersonTurn): PlannedTurn {
  const optedOut = turn.texts.some(({ optWord }) => optWord === 'out') ? [optedOutAlert(turn)] : []
  const hushed = hush(turn)
  if (hushed) return { ...hushed, drafts: optedOut }
  if (turn.texts.every(({ optWord }) => isForCarrier(optWord)))
    return { ...nothing, outcome: 'OPT_WORD', rule: 'onboarding', drafts: optedOut }
  const greeting: Draft = {
    key: `onboarding:${turn.phone}:${dayOf(turn)}`,
    purpose: 'owner-reply',
    body: 'Thanks for texting JobRun. A person will text you back to set up your number.',
  }
  const body = `SIGN_UP: ${turn.phone} texted the onboarding number and waits for a person.`
  const drafts = [greeting, alert(turn, 'SIGN_UP', body), ...optedOut]
  return { ...nothing, outcome: 'ONBOARDING', rule: 'sign-up-by-a-person', drafts }
}

/** Who says stop here blocks every notice of ours to them, so a person has to ring. */
function optedOutAlert(turn: PersonTurn): Draft {
  return alert(turn, 'OWNER_OPTED_OUT', `OWNER_OPTED_OUT: ${turn.phone} asked for no more texts from us. Ring them.`)
}

function alert(turn: PersonTurn, type: string, body: string): Draft {
  return { key: `alert:${type}:${turn.phone}:${dayOf(turn)}`, purpose: 'alert', body }
}

function dayOf(turn: PersonTurn): string {
  return dayIn('UTC', turn.now)
}

/** Nobody to answer, or too many texts: recorded, not answered. */
function hush(turn: PersonTurn): PlannedTurn | null {
  if (!isAnswerable(turn.phone)) return { ...nothing, outcome: 'SILENT', rule: 'sender-cannot-be-answered' }
  const wasQuiet = turn.quietUntil !== null && turn.quietUntil > turn.now
  if (!wasQuiet && !isChatty(turn.counts)) return null
  return {
    ...nothing,
    outcome: 'QUIET',
    rule: 'too-many-texts',
    quietUntil: wasQuiet ? null : new Date(turn.now.getTime() + QUIET_MS),
  }
}
