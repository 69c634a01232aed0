/**
 * The words by which questions and facts are compared: what carries no meaning left out, endings taken off, words
 * for the same work made one. Two words are the same or they are not; nothing here weighs a whole sentence.
 */
import { plain } from '../rules/words.ts'

const idle = new Set(
  `a about actually all also am an and any anyone approximately are around as at average be been being bit but by can
  could did do does doing done each else even ever for from get getting give go going good got guys had has have having
  hello hey hi hiya how i i'd i'll i'm i've if in into is it it's its just know kindly know let like likely looking lot me
  might mine most much my need needed needing needs normal normally of off ok okay on one or our out over per please
  possible probably quick quickly rough roughly sir so some somebody someone something standard tell than thank thanks
  that that's the their them then there there's these they this those to too typical typically u up us usual usually
  very want wanted wanting wants was we we'd we're well were what what's whats when where which who why will wish with
  wonder wondering would you you'd you'll you're your yours regular annual annually yearly currently now moment
  cost costs costing price prices priced pricing charge charges charged charging fee fees rate rates money amount
  idea ballpark figure exactly question ask asking send offer provide take taking accept accepting pay paying`.split(
    /\s+/,
  ),
)

/** About being open or near: they tell the kind of a question, not what it is about. */
const ofKinds = new Set('open closed close shut opening hour hours time times area areas cover serve travel'.split(' '))

/** Words for the same work, by their stems. */
const sameWork: Readonly<Record<string, string>> = {
  fix: 'repair',
  mend: 'repair',
  swap: 'replac',
  chang: 'replac',
  fit: 'install',
  faucet: 'tap',
  loo: 'toilet',
  rad: 'radiator',
}

export function contentWords(text: string): string[] {
  const words = joined(plain(text)).match(/[\p{L}\p{N}]+(?:'[a-z]+)?/gu) ?? []
  const kept = words.filter((word) => !idle.has(word)).map(stem)
  return [...new Set(kept.map((word) => sameWork[word] ?? word))]
}

export function withoutKindWords(words: readonly string[]): string[] {
  return words.filter((word) => !ofKinds.has(word))
}

function joined(text: string): string {
  return text
    .replace(/\bgood (?:morning|afternoon|evening)\b|\bthese days\b/g, ' ')
    .replace(/\bcall[ -]?outs?\b/g, 'callout')
    .replace(/\b(\d+)[ -]?bed(?:room)?(?:ed|s)?\b/g, '$1 bed')
}

/** Endings off, so that "servicing" is "services"; crude, and the same for question and fact. */
function stem(word: string): string {
  const bare = word.replace(/'s?$/, '')
  if (bare.length <= 3 || /\d/.test(bare)) return bare
  const one = bare.replace(/ies$/, 'y').replace(/(?<![sui])s$/, '')
  const root = one.replace(/(?<=\p{L}{3})(?:ement|ments?|ations?|ing|ed|ly)$/u, '')
  return root.replace(/e$/, '').replace(/([bdfgklmnprt])\1$/, '$1')
}

/** The same word, or it but for one slip of the thumb: long words only, with the same first letter. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true
  if (Math.min(one.length, other.length) < 6 || one[0] !== other[0] || /\d/.test(one + other)) return false
  return isOneSlipAway(one, other)
}

function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const [left, right] = [one.slice(at), other.slice(at)]
  const swapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)
  return swapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)
}

export function holdsAll(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((want) => words.some((word) => isSameWord(word, want)))
}

export function areSameWords(some: readonly string[], others: readonly string[]): boolean {
  return some.length > 0 && holdsAll(some, others) && holdsAll(others, some)
}

/** Twice what is common, by the count of both: 1 for the same words, 0 for nothing in common (Dice). */
export function likeness(some: readonly string[], others: readonly string[]): number {
  const common = some.filter((word) => holdsAll(others, [word])).length
  return some.length + others.length === 0 ? 0 : (2 * common) / (some.length + others.length)
}
