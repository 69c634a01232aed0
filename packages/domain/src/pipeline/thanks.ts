/**
 * Tells a thank-you or goodbye from other texts that want nothing. It gets at most one short closing line; the rest
 * is declined in words.
 */
const only =
  /^(?:(?:ok(?:ay)?|great|perfect|lovely|brilliant|cool|fine|super|no worries|all good|cheers|ta|thx|tnx|thanks?|thank (?:you|u)|many thanks|(?:good)?bye|see (?:you|ya)|have a (?:good|nice|great) (?:day|one|evening|weekend)|you too|np|no problem|much appreciated|appreciate (?:it|that)|so much|very much|a lot|again|for (?:that|this|your help|the help|everything)|mate|love|guys|all|and|got it|will do|sounds good|that'?s (?:great|fine|all|perfect))[\s,.!-]*)+$/i

/** A sentence that opens or ends with thanks or goodbye: "thanks Dave, very quick". */
const around =
  /^(?:(?:ok(?:ay)?|great|perfect|lovely|brilliant|no|right|ah)[\s,.!-]+)*(?:thanks?|thank (?:you|u)|thx|tnx|cheers|ta|many thanks|(?:good)?bye)\b|\b(?:thanks?|thank (?:you|u)|cheers|(?:good)?bye)[\s.!]*$/i

const MOST_WORDS = 12

/** Asked only of a turn that wants no job. */
export function isThanks(texts: readonly string[]): boolean {
  const words = texts
    .join(' ')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D/gu, ' ')
    .trim()
  if (words.length > 160) return false
  return only.test(words) || (around.test(words) && !words.includes('?') && words.split(/\s+/).length <= MOST_WORDS)
}
