/** Reads the customer's own claim of urgency, which counts without any danger; denied or asked-about urgency does not. */
import { plain } from './words.ts'

const urgent =
  /\b(?:urgent(?:ly)?|emergency|critical|asap|a\.s\.a\.p|immediately|right away|straight ?away|as soon as possible|desperate(?:ly)?|right now|in the next hour|within the hour|can't wait)\b/

/** "urgent" claimed by the sender for their own case. */
const claimed =
  /\burgent(?:ly)?\b|\b(?:is|it's|this is|an?|have an|got an|real|our|my) (?:\w+ )?(?:emergency|crisis)\b(?! (?:service|plumb\w+|call|rate|number|line|fee|repair|work|electric\w+|locksmith|cover|contact|exit|light\w*|fund|room|department|vehicle))|^emergency\b[!:,. ]|\b(?:is|it's|this is|very|really) (?:\w+ )?critical\b|\b(?:need|want)\b.{0,40}\b(?:emergency (?:plumber|electrician|locksmith|callout|call[- ]out|repair|help|appointment|dentist|roofer|vet|glazier))\b|\bdesperate(?:ly)? (?:need|for|please|help)\b|\b(?:need|come|help|someone)\b.{0,40}\b(?:immediately|right away|straight ?away|right now|in the next hour|within the hour)\b/

const notSo =
  /\b(?:not|isn't|no|nothing|never|wasn't|non)[ -](?:\w+ ){0,3}(?:urgent|urgently|emergency|critical|rush|hurry|immediately)\b|\b(?:is|if|when|are|would|does|do you|offer) (?:that|this|it|you|there) (?:\w+ ){0,4}(?:urgent|emergency)|\b(?:urgency|urgent care|emergency (?:contact|services?|exit|lighting|light))\b|\bin (?:an|case of) emergency\b|\b(?:do|are|can) you (?:\w+ ){0,3}emergenc(?:y|ies)\b/

export function readUrgency(texts: readonly string[]): string | null {
  const text = plain(texts.join('\n'))
  return notSo.test(text) ? null : (urgent.exec(text)?.[0] ?? null)
}

export function claimsUrgency(texts: readonly string[]): string | null {
  const text = plain(texts.join('\n'))
  return notSo.test(text) ? null : (claimed.exec(text)?.[0].trim() ?? null)
}
