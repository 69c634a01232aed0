/** Texts from an owner to their own number, and from anybody to the onboarding number: neither is ever a lead. */
import { firstToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { isAnswerable } from '../phone.ts'
import type { Draft } from '../pipeline/turn.ts'
import { isChatty, QUIET_MS } from './chatty.ts'
import { dayIn } from './local-day.ts'
import { nothing, type PlannedTurn, type WordedText } from './plan-turn.ts'

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
  if (turn.texts.every((text) => isForCarrier(text))) return { ...nothing, outcome: 'OPT_WORD', rule: 'owner' }
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
  const hushed = hush(turn)
  if (hushed) return hushed
  const day = dayIn('UTC', turn.now)
  if (turn.texts.every((text) => isForCarrier(text))) {
    const out = turn.texts.some((text) => text.optWord === 'out')
    const alert = `OWNER_OPTED_OUT: ${turn.phone} asked for no more texts from us. Ring them.`
    const drafts: Draft[] = out
      ? [{ key: `alert:OWNER_OPTED_OUT:${turn.phone}:${day}`, purpose: 'alert', body: alert }]
      : []
    return { ...nothing, outcome: 'OPT_WORD', rule: 'onboarding', drafts }
  }
  const drafts: Draft[] = [
    {
      key: `onboarding:${turn.phone}:${day}`,
      purpose: 'owner-reply',
      body: 'Thanks for texting JobRun. A person will text you back to set up your number.',
    },
    {
      key: `alert:SIGN_UP:${turn.phone}:${day}`,
      purpose: 'alert',
      body: `SIGN_UP: ${turn.phone} texted the onboarding number and waits for a person.`,
    },
  ]
  return { ...nothing, outcome: 'ONBOARDING', rule: 'sign-up-by-a-person', drafts }
}

function isForCarrier({ optWord }: WordedText): boolean {
  return optWord === 'out' || optWord === 'in' || optWord === 'help'
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
