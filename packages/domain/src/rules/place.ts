/**
 * Reads where the job is: a street address, a postcode, a town, state or country, a public place, or a name that no
 * list knows, after a preposition. It refuses rooms ("in the kitchen"), times ("at 5pm") and ordinary words.
 */
import type { Region } from '../region.ts'
import { type PlaceRead, readAddress, readPostcode } from './address.ts'
import {
  boundary,
  everyday,
  landmark,
  nicknames,
  notPlaces,
  peopleToo,
  ukRegions,
  usStates,
  venues,
  wordLikeStates,
} from './place-words.ts'
import { townAtStart, townSize } from './towns.ts'
import { folded } from './words.ts'

const preposition =
  /\b(in|near|nearby|around|round|at|from|leave|leaving|to|outside|outside of|close to|not far from|far from|based in|over in|by|within|of|for|across|near to|visit)\s+(?:the )?(?:city of |town of |village of |middle of )?/gi

/** After these a person stands as often as a town ("from Charlotte"). */
const personal = /^(?:from|for|by|of|to|visit)$/i

/** After these in lower case any noun may stand ("a bit of trim"), so only a large town counts. */
const loose = /^(?:from|for|by|of|to|at|visit|leave|leaving|across)$/i

const streetKind = /^(?:ave|avenue|st|street|road|rd|lane|drive|shop|hospital|university)\b/i

/** After these a name that no list knows is a place. */
const strong = /^(?:in|near|nearby|around|based in|over in|close to|not far from|outside of|near to)$/i

const venue = new RegExp(
  `\\b(?:at|in|to|near|nearest|from|around|outside|by|of) (?:the |our |my |their |a )?(?:nearest |local |old |main )?(${venues})\\b`,
  'i',
)

const countries: ReadonlySet<string> = new Set(namesOfCountries())

export function readPlace(text: string, region: Region): PlaceRead | null {
  const read = folded(text)
  return (
    readAddress(read) ??
    readPostcode(read, region) ??
    readAfterPreposition(read) ??
    readUnlisted(read) ??
    readNamed(read) ??
    readLast(read) ??
    readVenue(read)
  )
}

function readAfterPreposition(read: string): PlaceRead | null {
  for (const met of read.matchAll(preposition)) {
    const words = wordsAfter(read, met)
    const count = listedAtStart(words)
    const name = words.slice(0, count).join(' ').toLowerCase()
    const capital = /^\p{Lu}/u.test(words[0] ?? '') && /\p{Ll}/u.test(read)
    const isTown =
      capital &&
      everyday.has(name) &&
      !/^(?:march|may|august|spring)$/.test(name) &&
      strong.test(met[1] ?? '') &&
      !/the $/i.test(met[0])
    if (count === 0 || (notPlaces.has(name) && !isTown)) continue
    if (everyday.has(name) && !capital) continue
    if (streetKind.test(words[count] ?? '')) continue
    if (!capital && loose.test(met[1] ?? '') && !isLarge(name, count) && !hasState(words, count)) continue
    if (peopleToo.has(name) && personal.test(met[1] ?? '') && !hasState(words, count) && !/ to /.test(read)) continue
    return {
      location: words.slice(0, count + stateAfter(words, count)).join(' '),
      because: 'a known place after a preposition',
    }
  }
  return null
}

/** A town, state or country named without a preposition: a large one in any case, a smaller one with a capital. */
function readNamed(read: string): PlaceRead | null {
  const words = read.split(/[\s,.!?;:()"]+/).filter((word) => word !== '')
  if (!/\p{Ll}/u.test(read) && words.length > 3) return null
  for (const at of words.keys()) {
    const rest = words.slice(at)
    const count = listedAtStart(rest)
    if (count === 0 || /^[A-Z]{2}$/.test(rest[0] ?? '')) continue
    const name = rest.slice(0, count).join(' ')
    const lower = name.toLowerCase()
    if (notPlaces.has(lower) || everyday.has(lower)) continue
    const qualified = stateAfter(rest, count)
    // A sentence begins with a capital, whatever the word.
    if (at === 0 && count === 1 && words.length > 1 && qualified === 0 && !isLarge(lower, count)) continue
    if (peopleToo.has(lower) && qualified === 0) continue
    if (qualified > 0 || isKnownAlone(name, count, words.length)) {
      return { location: rest.slice(0, count + qualified).join(' '), because: 'a known place' }
    }
  }
  return null
}

/** "plasterer wanted, northampton": a town by itself at the end, in whatever letters. */
function readLast(read: string): PlaceRead | null {
  const last = /[,.;-] ?([a-z' -]{4,})[.! ]*$/.exec(read)?.[1]?.trim() ?? ''
  const words = last.split(' ')
  if (notPlaces.has(last) || everyday.has(last) || peopleToo.has(last)) return null
  const isTown = townAtStart(words) === words.length && isLarge(last, words.length)
  return isTown ? { location: last, because: 'a town at the end' } : null
}

function isNamedArea(lower: string): boolean {
  return countries.has(lower) || ukRegions.has(lower) || usStates.has(lower) || nicknames.has(lower)
}

function isLarge(name: string, count: number): boolean {
  if (isNamedArea(name)) return true
  return (townSize(name) ?? 0) >= (count > 1 ? 3_000 : 30_000)
}

function isKnownAlone(name: string, count: number, of: number): boolean {
  const lower = name.toLowerCase()
  if (lower.length < 4) return false
  if (isNamedArea(lower)) return true
  const size = townSize(lower) ?? 0
  if (count === of) return true
  if (/^\p{Lu}/u.test(name)) return count > 1 || size >= 3_000
  return size >= (count > 1 ? 50_000 : 250_000)
}

/** "in Oakhanger", "near the Old Fulling Mill": a name no list has, by its capital or, in a text without capitals, by its place. */
function readUnlisted(read: string): PlaceRead | null {
  const capitals = /\p{Lu}/u.test(read.replace(/\bI\b/g, ''))
  for (const met of read.matchAll(preposition)) {
    const phrase = wordsAfter(read, met).join(' ').split(boundary, 1)[0]?.trim() ?? ''
    const words = phrase.split(' ')
    if (
      !strong.test(met[1] ?? '') &&
      !(words.length > 1 && landmark.test(phrase) && /^(?:at|to|by)$/i.test(met[1] ?? ''))
    )
      continue
    const first = words[0]?.toLowerCase() ?? ''
    if (first.length < 3 || notPlaces.has(first) || everyday.has(phrase.toLowerCase()) || words.length > 6) continue
    if (/ing$|ly$|'s$/.test(first) || notPlaces.has(words.at(-1)?.toLowerCase() ?? '')) continue
    const named = capitals ? capitalised(words) : words
    if (named.length > 0) return { location: named.join(' '), because: 'a name after a preposition' }
  }
  return null
}

function capitalised(words: readonly string[]): string[] {
  const end = words.findIndex((word) => !/^\p{Lu}/u.test(word))
  return words.slice(0, end === -1 ? words.length : end)
}

function readVenue(read: string): PlaceRead | null {
  const met = venue.exec(read)
  return met?.[1] ? { location: met[1], because: 'a public place' } : null
}

/** The words after a preposition, up to the end of the clause; "st. ives" is not two clauses. */
function wordsAfter(read: string, met: RegExpMatchArray): string[] {
  const rest = read.slice((met.index ?? 0) + met[0].length).replace(/\b(st|mt|ft)\. /gi, '$1\u2024 ')
  return (rest.split(/[.,!?;:()"\n]|\s-\s/, 1)[0] ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace('\u2024', '.'))
}

function listedAtStart(words: readonly string[]): number {
  for (let count = Math.min(5, words.length); count > 0; count--) {
    const name = words.slice(0, count).join(' ').toLowerCase()
    if (isNamedArea(name)) return Math.max(count, townAtStart(words))
  }
  const town = townAtStart(words)
  return town > 0 ? town : isStateLetters(words[0] ?? '', words.length === 1) ? 1 : 0
}

function isStateLetters(word: string, last: boolean): boolean {
  const lower = word.toLowerCase()
  if (![...usStates.values()].includes(lower)) return false
  return word === word.toUpperCase() || (!wordLikeStates.has(lower) && (last || lower.length === 2))
}

/** How many words after a town name its state or country ("Columbus Ohio", "schenectady ny"). */
function stateAfter(words: readonly string[], from: number): number {
  const rest = words.slice(from, from + 3)
  for (let count = rest.length; count > 0; count--) {
    const name = rest.slice(0, count).join(' ').toLowerCase()
    if (usStates.has(name) || countries.has(name) || ukRegions.has(name)) return count
  }
  const next = rest[0] ?? ''
  return isStateLetters(next, from + 1 === words.length) ? 1 : 0
}

function hasState(words: readonly string[], from: number): boolean {
  return stateAfter(words, from) > 0
}

/** Every country the runtime's own data names in English; a code without a name comes back as itself. */
function namesOfCountries(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap((first) => letters.map((second) => `${first}${second}`))
    .flatMap((code) => {
      const name = names.of(code) ?? code
      return name === code
        ? []
        : [
            name
              .normalize('NFD')
              .replace(/\p{M}/gu, '')
              .toLowerCase()
              .replaceAll('&', 'and')
              .replace(/^st\. /, 'saint '),
          ]
    })
}
