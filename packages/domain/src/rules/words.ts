/** How the rules read a text: folded once, cut into sentences, matched by whole words. It judges nothing. */
import { memoize } from 'micro-memoize'

/**
 * How many answers a reading remembers (micro-memoize 5.2.0, for its bound): a turn's words are asked about by a dozen
 * rules and three of the four questions, and a few turns are under way at once.
 */
export const REMEMBERED = 16

const apostrophes = /[\u2018\u2019\u02bc\u00b4`]/g
const quotes = /[\u201c\u201d\u201e]/g
const dashes = /[\u2010-\u2015]/g

/** Typographic variants of phones folded away; letter case kept, because names and places need it. */
export function folded(text: string): string {
  return text
    .normalize('NFC')
    .replace(apostrophes, "'")
    .replace(quotes, '"')
    .replace(dashes, ' - ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** Shortenings that customers type, written out so that a rule needs one spelling. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\b(can|won|don|doesn|didn|isn|aren|wasn|weren|couldn|wouldn|hasn|haven|shouldn)'?t\b/g, "$1't"],
  [/\bcannot\b/g, "can't"],
  [/\bain't\b/g, "isn't"],
  [/\b(pls|plz|plse)\b/g, 'please'],
  [/\b(thx|thanx|tnx|ty|thnx|tks|thks)\b/g, 'thanks'],
  [/\br u\b/g, 'are you'],
  [/(?<![\w-])(?:u|y'all|yous|youse)(?![\w'-])/g, 'you'],
  [/(?<![\w-])ur(?![\w'-])/g, 'your'],
  [/\bcud\b/g, 'could'],
  [/\bwud\b/g, 'would'],
  [/\bwot(s)?\b/g, 'what$1'],
  [/\bgis\b/g, 'give us'],
  [/\b(im)\b/g, "i'm"],
  [/\b(ive)\b/g, "i've"],
  [/\b(theres)\b/g, "there's"],
  [/\b(whats)\b/g, "what's"],
  [
    /(\w)'s (?=(?:\w+ing|gone|out|off|down|broken|burst|stuck|locked|flooded|completely|totally|been|not|dead|died|just|all|now|still|too|very|really|so|on|full|in|a|an|the)\b)/g,
    '$1 is ',
  ],
  [/\b(odou?r|whiff|stench|stink)\b/g, 'smell'],
  [/\b(stinks|stinking|pongs|stank)\b/g, 'smells'],
  [/\b(propane|butane|lpg)\b/g, 'gas'],
]

function spelledOut(text: string): string {
  const lower = folded(text).toLowerCase()
  return spellings.reduce((read, [from, to]) => read.replace(from, to), lower)
}

/** Folded, lower case, common shortenings written out: what word rules are matched against. */
export const plain: (text: string) => string = memoize(spelledOut, { maxSize: REMEMBERED })

/** Sentences of a text; a line break ends one, so does a stop without a space ("now.please"), "4.30" does not. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])(?=\s|$)|(?<=[a-z]{2}[.!?])(?=[a-z]{2})|\n+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** A long list written as prose: words and patterns set apart by commas or line ends. */
export function listed(words: string): readonly string[] {
  return words
    .split(/,\s+|\n/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** Source of a pattern that matches any of the words; the longest first, so that "fuse box" wins over "fuse". */
export function oneOf(words: readonly string[]): string {
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  return `(?:${longestFirst.map((word) => word.replace(/ (?![^[]*\])/g, '[ -]?')).join('|')})`
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
