/** Finds the place an owner names among the words of a text, and in which country and time zone it lies. */
import type { Region } from '../region.ts'
import { readPostcode } from '../rules/address.ts'
import { readJobType } from '../rules/job-type.ts'
import { everyday, notPlaces, ukRegions, usStates, wordLikeStates } from '../rules/place-words.ts'
import { findTown, largestTownOf, nearestTown, type TownPlace } from './town-places.ts'

export interface Place {
  serviceLocation: string
  region: Region
  timezone: string
}

export interface PlaceFound {
  place: Place
  /** Which of the words it is. */
  at: number
  count: number
}

const LONGEST_NAME = 5
/** A town in the other country is meant only if everybody knows it. */
const LARGE_ABROAD = 150_000
/** "Bath" is a town before it is a tub, "Street" is not. */
const LARGER_THAN_A_WORD = 40_000
const UK_ZONE = 'Europe/London'
const preposition = /^(?:in|near|around|from|at|of|covering|cover|serving|across)$/i

/** What people call large towns for short. */
const shortNames: Readonly<Record<string, readonly [string, string | null]>> = {
  nyc: ['new york', 'NY'],
  la: ['los angeles', 'CA'],
  sf: ['san francisco', 'CA'],
  dc: ['washington', 'DC'],
  philly: ['philadelphia', 'PA'],
  vegas: ['las vegas', 'NV'],
  brum: ['birmingham', null],
  manc: ['manchester', null],
  hull: ['kingston upon hull', null],
}

interface Candidate extends PlaceFound {
  weight: number
}

/** The likeliest: named after a preposition, with its state, in more words, larger. */
export function findPlace(words: readonly string[], home: Region | null): PlaceFound | null {
  let best: Candidate | null = null
  for (const at of words.keys()) {
    for (let count = Math.min(LONGEST_NAME, words.length - at); count > 0; count--) {
      const found = placeAt(words, { at, count, home })
      if (found && (!best || found.weight > best.weight)) best = found
    }
  }
  return best ?? findPostcode(words, home)
}

function placeAt(
  words: readonly string[],
  { at, count, home }: { at: number; count: number; home: Region | null },
): Candidate | null {
  const name = words.slice(at, at + count).join(' ')
  const after = preposition.test(words[at - 1] ?? '')
  if (!couldBePlace(name, count, after)) return null
  const state = stateAt(words, at + count)
  const [full, itsState] = shortNames[name.toLowerCase()] ?? [name, null]
  const town = findTown(full, { home, state: state?.letters ?? itsState })
  const likely =
    town && (town.region === home || state !== null || itsState !== null || town.population >= LARGE_ABROAD)
  if (town && likely && !(count === 1 && notPlaces.has(name.toLowerCase()) && town.population < LARGER_THAN_A_WORD)) {
    const whole = count + (state?.count ?? 0)
    const weight = weigh(town, { after, qualified: state !== null, home, count })
    return { place: of(town, words.slice(at, at + whole).join(' ')), at, count: whole, weight }
  }
  return areaAt(name, { at, count, after })
}

function couldBePlace(name: string, count: number, after: boolean): boolean {
  const lower = name.toLowerCase()
  if (lower.length < 2 || (lower.length < 3 && !shortNames[lower] && !usLetters.has(lower.toUpperCase()))) return false
  if (count > 1) return true
  if (after) return true
  if (notPlaces.has(lower)) return /^\p{Lu}/u.test(name)
  return !everyday.has(lower) && readJobType([name])?.by !== 'trade'
}

function weigh(
  town: TownPlace,
  of: { after: boolean; qualified: boolean; home: Region | null; count: number },
): number {
  return (
    (of.after ? 10 : 0) +
    (of.qualified ? 8 : 0) +
    of.count * 3 +
    (town.region === of.home ? 5 : 0) +
    Math.log10(town.population + 10)
  )
}

function of({ region, timezone }: TownPlace, written: string): Place {
  return { serviceLocation: capitalised(written), region, timezone }
}

/** Owners read their town again: "stoke-on-trent" is Stoke-on-Trent, "austin tx" is Austin TX. */
function capitalised(name: string): string {
  if (/\p{Lu}/u.test(name)) return name
  const named = name.replace(/(?<![\p{L}'])(?!(?:on|upon|in|by|under|the|le|and|of)\b)\p{L}/gu, (letter) =>
    letter.toUpperCase(),
  )
  return named.replace(/ \p{L}{2}$/u, (last) => (usLetters.has(last.trim().toUpperCase()) ? last.toUpperCase() : last))
}

const usLetters: ReadonlySet<string> = new Set([...usStates.values()].map((letters) => letters.toUpperCase()))

/** A state after a town's name: "Austin TX", "Columbus, Ohio". */
function stateAt(words: readonly string[], at: number): { letters: string; count: number } | null {
  for (const count of [3, 2, 1]) {
    const letters = usStates.get(
      words
        .slice(at, at + count)
        .join(' ')
        .toLowerCase(),
    )
    if (letters && at + count <= words.length) return { letters: letters.toUpperCase(), count }
  }
  const word = words[at] ?? ''
  const sure = word === word.toUpperCase() || at + 1 === words.length
  return usLetters.has(word.toUpperCase()) && sure ? { letters: word.toUpperCase(), count: 1 } : null
}

/** A county, a country of the kingdom or a state by itself. */
function areaAt(name: string, { at, count, after }: { at: number; count: number; after: boolean }): Candidate | null {
  const lower = name.toLowerCase()
  const weight = (after ? 10 : 0) + count * 3
  if (ukRegions.has(lower)) {
    return { place: { serviceLocation: capitalised(name), region: 'GB', timezone: UK_ZONE }, at, count, weight }
  }
  const letters = usStates.get(lower)?.toUpperCase() ?? (isStateAlone(name, after) ? name.toUpperCase() : null)
  const town = letters ? largestTownOf(letters) : null
  return town ? { place: of(town, name), at, count, weight } : null
}

function isStateAlone(name: string, after: boolean): boolean {
  if (!usLetters.has(name.toUpperCase())) return false
  return name === name.toUpperCase() || (after && !wordLikeStates.has(name.toLowerCase()))
}

function findPostcode(words: readonly string[], home: Region | null): PlaceFound | null {
  const code = readPostcode(words.join(' '), home ?? 'GB')?.location
  if (!code || /^\d/.test(code)) return null
  const parts = code.split(' ')
  const at = words.findIndex((_, n) => words.slice(n, n + parts.length).join(' ') === code)
  return { place: { serviceLocation: code.toUpperCase(), region: 'GB', timezone: UK_ZONE }, at, count: parts.length }
}

/**
 * A name that no list has. The whole United Kingdom has one time zone, so there any name will do; in the United States
 * only one that is nearly a known town's. null: its state has to be asked for.
 */
export function unlistedPlace(name: string, home: Region): Place | null {
  return misspeltPlace(name, home) ?? anyPlace(name, home)
}

/** A known town, but for a letter or two. */
export function misspeltPlace(name: string, home: Region): Place | null {
  const town = nearestTown(name, home)
  return town && of(town, town.name)
}

function anyPlace(name: string, home: Region): Place | null {
  return home === 'GB' ? { serviceLocation: capitalised(name), region: 'GB', timezone: UK_ZONE } : null
}
