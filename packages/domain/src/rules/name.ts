/**
 * Reads the sender's name where the sender gives it: introduced ("my name is Ann", "Ann here") or signed.
 * The addressee ("Hi Ricky") and people merely spoken of are never the sender.
 */
import { folded } from './words.ts'

const word = "(?:[A-Z][\\p{L}'-]+|[A-Z]\\b\\.?)"
const title = '(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.? '
const proper = `(?:${title})?${word}(?: ${word}){0,2}`
const any = "[\\p{L}][\\p{L}'-]+"

interface Introduction {
  because: string
  pattern: RegExp
  /** Written in any case: only a rule that leaves no doubt may take a lower-case word. */
  anyCase: boolean
}

const introductions: readonly Introduction[] = [
  {
    because: 'says the name',
    anyCase: true,
    pattern: new RegExp(
      `\\b(?:my|the) name(?:'s| is| iz)(?: (?:uh|um|er|actually))?,? (?<name>${any}(?: ${any}){0,2})`,
      'iu',
    ),
  },
  {
    because: 'says what to be called',
    anyCase: true,
    pattern: new RegExp(
      `(?:^|[.,!] ?|\\b(?:please|just|can|should|could|you|people|friends|everyone|they|ai) )(?:call|refer to|address) me(?: as| by)? (?<name>${any}(?: ${any})?)`,
      'iu',
    ),
  },
  {
    because: 'introduces themselves',
    anyCase: false,
    pattern: new RegExp(
      `\\b(?:[Tt]his is|[Ii]t'?s|[Ii]t is|[Ii]'?m|[Ii] am|THIS IS) (?<name>${proper})(?=[\\s.,!?;:-]|$)`,
      'u',
    ),
  },
  {
    because: 'says who is here',
    anyCase: false,
    pattern: new RegExp(`(?:^|[,.!?-] ?)(?<name>${proper}) here\\b`, 'u'),
  },
  {
    because: 'signs',
    anyCase: false,
    pattern: new RegExp(
      `(?:\\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Rr]egards|[Kk]ind regards|[Bb]est|[Mm]any thanks|[Ll]ove|[Ss]incerely|[Tt]a)[,.!]*\\s+|\\s[-–~]\\s?|\\n)(?<name>${proper})[.!x ]*$`,
      'u',
    ),
  },
]

/** Words that follow "I'm" or stand before "here" and are no names. */
const notNames = new Set(
  'a an the at in on from to so not just looking having trying going calling writing texting after here there home out locked stuck back ready available free happy sorry sure interested wondering hoping new moving getting in urgent urgently very really also still about afraid only okay ok fine good great well now today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december it this that what where when who how is are am was be been my your our their his her its we you they he she one two three four no yes please thanks thank hello hi hey dear sir madam someone somebody anyone anybody nobody everyone everything nothing something customer tenant landlord owner water gas heat power help emergency plumber electrician english british american i later soon back when if whatever anything names name later maybe wrong god christmas'.split(
    ' ',
  ),
)

export interface NameRead {
  name: string
  because: string
}

export function readName(text: string): NameRead | null {
  const read = folded(text)
  for (const { pattern, because, anyCase } of introductions) {
    const met = pattern.exec(read)
    const name = met?.groups?.name && trimmed(met.groups.name, anyCase)
    if (name) return { name, because }
  }
  return null
}

/** Cuts what is no part of a name; null when nothing is left. */
function trimmed(found: string, anyCase: boolean): string | null {
  const words = found.split(' ')
  const kept: string[] = []
  for (const [at, each] of words.entries()) {
    const bare = each.replace(/[.'-]+$/, '')
    if (notNames.has(bare.toLowerCase())) break
    const looksLikeName = /^\p{Lu}/u.test(each)
    if (at > 0 && !looksLikeName) break
    if (!anyCase && !looksLikeName) break
    kept.push(at === words.length - 1 ? bare : each)
  }
  const name = kept.join(' ')
  return name.length >= 2 ? name : null
}
