/** When a listed text is the one we lost sight of, and when one that is not listed may be sent again. */
import type { SentText } from './carrier.ts'
import { type Purpose, recipientOf, VALIDITY_SECONDS } from './purpose.ts'

/** Twilio's dates are whole seconds and clocks differ. */
const CLOCKS_DIFFER_MS = 5_000
const SEEN_WITHOUT_FOR_SECONDS = 15
const CLAIMED_BEFORE_SECONDS = 60

/** Between the same two numbers: the same words, created no earlier than the claim. */
export function mayBe(text: SentText, message: { body: string; claimedAt: Date }): boolean {
  return text.body === message.body && text.createdAt.getTime() >= message.claimedAt.getTime() - CLOCKS_DIFFER_MS
}

/** Not seen now, claimed more than a minute ago, and seen without it before, 15 s ago or more. */
export function maySendAgain(message: {
  claimedSecondsAgo: number
  unseen: number
  unseenSecondsAgo: number | null
}): boolean {
  const seenWithout =
    message.unseen > 0 && message.unseenSecondsAgo !== null && message.unseenSecondsAgo >= SEEN_WITHOUT_FOR_SECONDS
  return seenWithout && message.claimedSecondsAgo > CLAIMED_BEFORE_SECONDS
}

/** A text that could not be brought to the carrier while it was worth something is given up, and somebody is told. The night is not counted: `due` is when it was to leave. */
export function isTooLate(message: { purpose: Purpose; dueSecondsAgo: number }): boolean {
  return message.dueSecondsAgo > VALIDITY_SECONDS[recipientOf(message.purpose)]
}
