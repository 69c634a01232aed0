/**
 * Reads the sender's name where the sender gives it: introduced ("my name is Ann", "Ann here") or signed.
 * The addressee ("Hi Ricky") and people merely spoken of are never the sender.
 */
import { firstNames } from './first-names.ts'
import { closingName, type Introduction, introductions, notNames, notSurnames } from './introductions.ts'
import { readJobType } from './job-type.ts'
import { townSize } from './towns.ts'
import { folded, wordCount } from './words.ts'

export interface NameRead {
  name: string
  because: string
}

export function readName(text: string): NameRead | null {
  const read = folded(text)
  for (const introduction of introductions) {
    // matchAll compiles its pattern anew, and most are not met.
    if (read.search(introduction.pattern) < 0) continue
    for (const met of read.matchAll(introduction.pattern)) {
      const name = believed(read, met, introduction)
      if (name) return { name, because: introduction.because }
    }
  }
  const signed = closingName.exec(read)?.groups?.known
  if (!signed || !isKnown(signed) || wordCount(read) <= 6 || isGreeted(read, signed)) return null
  return { name: signed, because: 'signs' }
}

function believed(read: string, met: RegExpMatchArray, { because, anyCase }: Introduction): string | null {
  const { name, name2, name3, known } = met.groups ?? {}
  const said = name ?? name2 ?? name3
  if (known && !isKnown(known)) return null
  const given = trimmed(said ?? known ?? '', anyCase)
  if (!given || isThing(given) || isCity(given, because) || isAddressed(read, because)) return null
  return because !== 'says who is here' && isGreeted(read, given) ? null : given
}

function isKnown(name: string): boolean {
  const [first = ''] = name.toLowerCase().split(' ')
  return firstNames.has(first) || /^(?:mr|mrs|ms|miss|dr)\b/.test(first)
}

const greeting =
  /^(?:hi|hello|hey|dear|morning|afternoon|evening|good (?:morning|afternoon|evening))[ ,]+(?<name>[\p{L}'-]+)/iu

function isGreeted(read: string, name: string): boolean {
  return greeting.exec(read)?.groups?.name?.toLowerCase() === name.toLowerCase()
}

/** "Boiler here", "Leak - Kitchen": a thing or a trade is nobody's name, unless it is a first name too. */
function isThing(name: string): boolean {
  const [first = ''] = name.toLowerCase().split(' ')
  return !firstNames.has(first) && readJobType([first]) !== null
}

/** "This is Manchester" says where, not who. */
function isCity(name: string, because: string): boolean {
  if (because !== 'introduces themselves') return false
  return !firstNames.has(name.toLowerCase()) && (townSize(name.toLowerCase()) ?? 0) >= cityInPeople
}
const cityInPeople = 100_000

/** "No problem, Ted" answers Ted; whoever answers in two words does not sign. */
function isAddressed(read: string, because: string): boolean {
  return (
    because === 'signs' &&
    /^(?:no problem|no worries|np|will do|sorry|ok(?:ay)?|yes|yeah|yep|no|sure|great|perfect|lovely|brilliant|morning|hi|hello|hey|hiya)[,.! ]+\S+[.! x]*$/i.test(
      read,
    )
  )
}

const longestInWords = 3

const onlyTitle = /^(?:mr|mrs|ms|miss|dr|prof)\.?$/i

/** Cuts what is no part of a name; null when nothing is left. */
function trimmed(found: string, anyCase: boolean): string | null {
  const kept: string[] = []
  for (const word of found.split(' ').slice(0, longestInWords)) {
    const bare = word.replace(/[.'-]+$/, '')
    if (/'s$/i.test(bare)) return null
    if (/^\p{Lu}\.?$/u.test(word) && (kept.length > 0 || found.includes('. '))) {
      kept.push(word)
      continue
    }
    if (onlyTitle.test(word) && kept.length === 0) {
      kept.push(bare)
      continue
    }
    const capital = /^\p{Lu}/u.test(word)
    if (notNames.has(bare.toLowerCase()) || (/ing$/.test(bare) && bare.length > 5) || (!capital && !anyCase)) break
    if (kept.length > 0 && !capital && !isLowerSurname(bare, kept[0] ?? '')) break
    kept.push(bare)
  }
  const name = kept.join(' ')
  return name.length >= 2 && !onlyTitle.test(name) ? name : null
}

/** "john smith": a second word in small letters is a surname only after a known first name or a title. */
function isLowerSurname(word: string, first: string): boolean {
  if (notSurnames.has(word.toLowerCase())) return false
  return firstNames.has(first.toLowerCase()) || /^(?:mr|mrs|ms|miss|dr)$/i.test(first)
}
