/** Reads the customer's own claim of urgency, which counts without any danger; denied or asked-about urgency does not. */
import { isElsewhere } from './elsewhere.ts'
import { readJobType } from './job-type.ts'
import { plain } from './words.ts'

const urgent =
  /\b(?:urgent(?:ly)?|emergency|critical|asap|a\.s\.a\.p|immediately|right away|straight ?away|as soon as possible|desperate(?:ly)?|right now|in the next hour|within the hour|can't wait)\b/

/** Urgency claimed by the sender for their own case. */
const claimed =
  /\burgent(?:ly)?\b|\b(?:is|it's|its|this is|have|got|having|in|what an|it is|with) (?:an? |a bit of an? )?(?:real |absolute |total |massive |huge |medical |dental |plumbing |electrical |complete )?(?:emergency|crisis)\b(?! (?:service|plumb\w+|call|rate|number|line|fee|repair|work|electric\w+|locksmith|cover|contact|exit|light\w*|fund|room|department|vehicle|response|responder\w*))|^(?:help[!,. ]*)?emergency\b(?:[!:,.-]|$)|\b(?:is|it's|this is|very|really) (?:\w+ )?critical\b|\b(?:need|want|require)\b.{0,20}\bemergency (?:plumber|electrician|locksmith|call ?out|repair|help|appointment|dentist|roofer|vet|glazier|engineer|visit|service)\b|\bdesperate(?:ly)? (?:need|for|please|help)\b/

/** Haste is urgency only beside a thing or a trade: "come here right now" is said to anybody. */
const haste =
  /\b(?:need|come|help|someone|somebody|get|send|want)\b.{0,50}\b(?:immediately|right away|straight ?away|right now|in the next hour|within the hour|as soon as you can get here)\b|\b(?:need|needs|require|requires)\b.{0,30}\b(?:immediate|instant) (?:repairs?|attention|help|assistance|service|response|action)\b|\bneed (?:\w+ ){0,2}help with\b.{0,40}\bas soon as possible\b/

const notSo =
  /\b(?:not|isn't|no|nothing|never|wasn't|non)[ -](?:\w+ ){0,3}(?:urgent|urgently|emergency|critical|rush|hurry|immediately)\b|\b(?:is|if|when|are|would|does|do you|offer) (?:that|this|it|you|there) (?:\w+ ){0,4}(?:urgent|emergency)|\b(?:urgency|urgent care|emergency (?:contact|services?|exit|lighting|light))\b|\bin (?:an|case of) emergency\b|\b(?:do|are|can) you (?:\w+ ){0,3}emergenc(?:y|ies)\b/

export function readUrgency(texts: readonly string[]): string | null {
  const text = plain(texts.join('\n'))
  return notSo.test(text) ? null : (urgent.exec(text)?.[0] ?? null)
}

export function claimsUrgency(texts: readonly string[]): string | null {
  const text = plain(texts.join('\n'))
  if (notSo.test(text) || isElsewhere(texts.join('\n'))) return null
  const met = claimed.exec(text) ?? (readJobType(texts) ? haste.exec(text) : null)
  return met?.[0].trim() ?? null
}
