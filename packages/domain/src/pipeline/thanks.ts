/** A thank-you or goodbye gets at most one short closing line; anything else that is no job is declined in words. */
const closing =
  /^(?:(?:ok(?:ay)?|great|perfect|lovely|brilliant|cool|fine|super|no worries|all good|cheers|ta|thx|tnx|thanks?|thank (?:you|u)|many thanks|(?:good)?bye|see (?:you|ya)|have a (?:good|nice|great) (?:day|one|evening|weekend)|you too|np|no problem|much appreciated|appreciate (?:it|that)|so much|very much|a lot|again|for (?:that|this|your help|the help|everything)|mate|love|guys|all|and|got it|will do|sounds good|that'?s (?:great|fine|all|perfect))[\s,.!-]*)+$/i

export function isThanks(texts: readonly string[]): boolean {
  const words = texts
    .join(' ')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D/gu, ' ')
    .trim()
  return words.length <= 160 && closing.test(words)
}
