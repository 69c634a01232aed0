/** Every sentence that a caller hears from us or is texted. What is texted has shorter forms, tried in turn. */
import { firstToFit, foldToPlain, quoteToFit, REPLY_SEGMENTS } from '../outbox/segments.ts'
import { type ClientTemplates, theirs } from '../pipeline/client-templates.ts'

/** What a call came to, by which the caller hears the sentence that fits. */
export const callKinds = ['missed', 'not-live', 'owner', 'test-call', 'texts-only', 'nobody'] as const
export type CallKind = (typeof callKinds)[number]

/** One short sentence, said before the tone or before we hang up. */
export function spokenFor(kind: CallKind, businessName: string): string {
  switch (kind) {
    case 'missed':
      return `Sorry, ${businessName} can't take your call just now: please leave a message after the tone, or text this number.`
    case 'not-live':
      return `Sorry, ${businessName} can't take your call just now, please try again later.`
    case 'owner':
      return `This is the number that answers for ${businessName}: calls you miss come here, and we text your callers.`
    case 'test-call':
      return `Thanks for ringing ${businessName}: your call came through, and you can hang up.`
    case 'texts-only':
      return 'This number takes texts only: please hang up, and text us your trade and your town to begin.'
    case 'nobody':
      return 'Sorry, this number is not in use.'
  }
}

/** Said when we cannot look up whose number it is. */
export const SPOKEN_WHEN_BLIND =
  "Sorry, we can't take your call just now: please leave a message after the tone, or text this number."

/** To somebody whose call was missed: who we are, and what they need. */
export function textBack(businessName: string, templates?: ClientTemplates): string {
  const name = foldToPlain(businessName)
  const wordings = [
    ...theirs('text-back', templates, { businessName, ownerName: null, bookingUrl: null }),
    `Hi, this is ${name}. Sorry we missed your call. What do you need done, and where are you? Just text us back here.`,
    `This is ${name}. Sorry we missed your call. What do you need, and where?`,
  ]
  const shortened = quoteToFit(
    name,
    REPLY_SEGMENTS,
    (quoted) => `${quoted}: sorry we missed your call. What do you need?`,
  )
  return firstToFit([...wordings, shortened], REPLY_SEGMENTS)
}

/** To somebody who rang the number that takes texts only: a stranger is told how to begin, an owner what is there. */
export function textsOnlyText(isOwner: boolean): string {
  return isOwner
    ? 'JobRun here. You rang, but this number takes texts only. Text MENU to see what you can do.'
    : 'JobRun here. You rang, but this number takes texts only. To set up call answering for your business, text us your trade and town, for example: Plumber in Leeds'
}

const spokenLength = 160

/** To an owner: a caller left a message. `words` null: there is no transcription (yet). */
export function voicemailText(of: { caller: string | null; seconds: number | null; words: string | null }): string {
  const who = of.caller ?? 'a withheld number'
  const opening = `Voicemail from ${who}${of.seconds === null ? '' : ` (${of.seconds} s)`}`
  const words = foldToPlain((of.words ?? '').replace(/\s+/g, ' ').trim())
  if (words === '')
    return of.caller ? `${opening}. We have no words of it. Please ring them.` : `${opening}. We have no words of it.`
  return quoteToFit(
    words.slice(0, spokenLength * 4).toWellFormed(),
    REPLY_SEGMENTS,
    (quoted) => `${opening}: "${quoted}"`,
  )
}
