/**
 * Makes people's own words fit to be shown to an AI: data that can neither leave its delimiters nor carry a phone
 * number. Nothing here judges what the words say.
 */
const MOST_LETTERS = 1_600

/** Seven digits or more with no more than the usual signs between them: the shortest local numbers have seven. */
const phoneLike = /(?:\+[ \t]?)?\(?\p{Nd}(?:[ \t\u00a0().·\u2010-\u2015-]{0,3}\p{Nd}){6,}/gu

/** Figures that FLOW needs and nobody can be rung on: a date, and times with a dot such as 10.00-12.00. */
const harmless = [
  /^(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4})$/,
  /^\d{1,2}\.[0-5]\d(?: ?[-–] ?\d{1,2}\.[0-5]\d)+$/,
]

export function withoutPhoneNumbers(text: string): string {
  return text.replace(phoneLike, (found) => (harmless.some((kind) => kind.test(found)) ? found : '[number]'))
}

/** One of somebody's texts: no angle brackets, so no delimiter; no control signs but line breaks; well-formed. */
export function asData(text: string): string {
  const plain = text
    .slice(0, MOST_LETTERS)
    .toWellFormed()
    .replace(/[<\uff1c\ufe64]/g, '‹')
    .replace(/[>\uff1e\ufe65]/g, '›')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{C}\n\u200c\u200d]/gu, ' ')
  return withoutPhoneNumbers(plain).trim()
}

/** For a value that has a line of its own. */
export function asLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[<>]/g, '')
    .trim()
}
