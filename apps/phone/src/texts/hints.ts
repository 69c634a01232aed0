/** A hint is a text to send, or a sentence with such a text in quotation marks. */
export function wordsToTry(hint: string): string {
  const quoted = /["“]([^"“”]+)["”]/.exec(hint)
  return quoted?.[1]?.trim() || hint
}

const usual = [
  'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds',
  'Hi, could I get a quote for a new bathroom tap next Tuesday?',
  'Do you do boilers? Mine is making a noise',
]

/** What an empty customer's phone offers to send. */
export function openingTexts(hints: readonly string[]): string[] {
  const given = hints.map(wordsToTry)
  return (given.length > 0 ? given : usual).slice(0, 3)
}
