/**
 * Reads the sender's name where the sender gives it: introduced ("my name is Ann", "Ann here") or signed.
 * The addressee ("Hi Ricky") and people merely spoken of are never the sender.
 */
import { firstNames } from './first-names.ts'
import { closingName, introductions, notNames, notSurnames } from './introductions.ts'
import { folded, wordCount } from './words.ts'

export interface NameRead {
  name: string
  because: string
}

export function readName(text: string): NameRead | null {
  const read = folded(text)
  for (const { pattern, because, anyCase } of introductions) {
    const met = pattern.exec(read)
    const name = met?.groups?.name && trimmed(met.groups.name, anyCase)
    if (name && !isGreeted(read, name)) return { name, because }
  }
  const signed = closingName.exec(read)?.groups?.name
  return signed && wordCount(read) > 6 && !isGreeted(read, signed) ? { name: signed, because: 'signs' } : null
}

const greeting =
  /^(?:hi|hello|hey|dear|morning|afternoon|evening|good (?:morning|afternoon|evening))[ ,]+(?<name>[\p{L}'-]+)/iu

function isGreeted(read: string, name: string): boolean {
  return greeting.exec(read)?.groups?.name?.toLowerCase() === name.toLowerCase()
}

const longestInWords = 3

/** Cuts what is no part of a name; null when nothing is left. */
function trimmed(found: string, anyCase: boolean): string | null {
  const kept: string[] = []
  for (const word of found.split(' ').slice(0, longestInWords)) {
    const bare = word.replace(/[.'-]+$/, '').replace(/'s$/, '')
    const capital = /^\p{Lu}/u.test(word)
    if (notNames.has(bare.toLowerCase()) || /ing$/.test(bare) || (!capital && !anyCase)) break
    if (kept.length > 0 && !capital && !isLowerSurname(bare, kept[0] ?? '')) break
    kept.push(bare)
  }
  const name = kept.join(' ')
  return name.length >= 2 ? name : null
}

/** "john smith": a second word in small letters is a surname only after a known first name or a title. */
function isLowerSurname(word: string, first: string): boolean {
  if (notSurnames.has(word.toLowerCase())) return false
  return firstNames.has(first.toLowerCase()) || /^(?:mr|mrs|ms|miss|dr)$/i.test(first)
}
