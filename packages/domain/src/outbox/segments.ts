/** How a text is cut by the carrier, by Twilio's own calculator, and how it is made to fit. */
import { SegmentedMessage } from 'sms-segments-calculator'

export type Encoding = 'GSM-7' | 'UCS-2'

export interface Measured {
  encoding: Encoding
  segments: number
}

/** The vendor's calculator is slow, and a text is measured when it is worded, checked and queued. */
const lately = new Map<string, Measured>()
const MOST_REMEMBERED = 200

export function measure(body: string): Measured {
  const known = lately.get(body)
  if (known) return known
  const message = new SegmentedMessage(body)
  const measured = { encoding: message.getEncodingName() as Encoding, segments: message.segmentsCount }
  if (lately.size >= MOST_REMEMBERED) lately.clear()
  lately.set(body, measured)
  return measured
}

/** Two segments: 306 GSM-7 septets or 134 UCS-2 units. */
export const REPLY_SEGMENTS = 2
export const DECLINE_SEGMENTS = 1

/**
 * Folds what would needlessly turn a text into UCS-2 (curly quotes, dashes, odd spaces) into its plain form, as
 * Twilio's smart encoding does.
 */
export function foldToPlain(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201A\u2032\u02BC]/g, "'")
    .replace(/[\u201C\u201D\u201E\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' ')
}

/**
 * The text in what GSM-7 can carry, an accent it lacks taken off its letter; the text itself where that would lose
 * its sense (another script).
 */
export function foldToGsm(text: string): string {
  const plain = foldToPlain(text).normalize('NFC')
  const kept = [...plain].map(gsmOf).join('')
  return kept.length * 10 >= plain.length * 7 ? kept.replace(/ {2,}/g, ' ').trim() : plain
}

function gsmOf(character: string): string {
  if (gsm.has(character)) return character
  const bare = character.normalize('NFD').replace(/\p{Mn}/gu, '')
  return gsm.has(bare) ? bare : ''
}

/** The signs of GSM 03.38 and its extension table; a test holds it against the calculator. */
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
)

function fits(text: string, segments: number): boolean {
  return text.length <= segments * 160 && measure(text).segments <= segments
}

/** The longest beginning of `quote` for which `compose` still fits, with an ellipsis where it was cut. */
export function quoteToFit(quote: string, segments: number, compose: (quoted: string) => string): string {
  if (fits(compose(quote), segments)) return compose(quote)
  const characters = [...quote].slice(0, segments * 160)
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(compose(cut(characters, middle)), segments)) low = middle
    else high = middle - 1
  }
  return compose(cut(characters, low))
}

function cut(characters: readonly string[], length: number): string {
  return `${characters.slice(0, length).join('').trimEnd()}...`
}

/** The first of the wordings, longest first, that fits; the last one where none does. */
export function firstToFit(wordings: readonly string[], segments: number): string {
  return wordings.find((wording) => fits(wording, segments)) ?? wordings.at(-1) ?? ''
}
