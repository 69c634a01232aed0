/**
 * Reads "Plumber in Leeds": a trade and a place, in either order. Any trade will do, whether or not a list has it; of
 * the place its time zone has to be known. One of the two alone is kept, and the other asked for.
 */
import type { Region } from '../region.ts'
import { readJobType } from '../rules/job-type.ts'
import { notPlaces } from '../rules/place-words.ts'
import { folded } from '../rules/words.ts'
import { findPlace, misspeltPlace, type Place, unlistedPlace } from './read-place.ts'

export interface TradeAndTown {
  businessType: string | null
  place: Place | null
  /** A place was named of which we cannot tell the state. */
  whichState: boolean
}

export interface KnownBefore {
  /** The country of the owner's phone; null: one that is not served. */
  home: Region | null
  businessType: string | null
  place: boolean
}

const LONGEST_TRADE = 40
const MOST_WORDS = 30
const MOST_TRADE_WORDS = 5
const MOST_PLACE_WORDS = 4

/** Words around a trade and a town that are neither. */
const filler =
  /^(?:i|i'm|im|we|we're|were|am|are|is|a|an|the|and|&|hi|hello|hey|hiya|yo|good|morning|afternoon|evening|there|my|our|its|it's|this|run|runs|own|work|works|working|do|doing|as|in|at|near|around|from|based|of|for|to|on|with|out|over|by|here|please|plz|thanks|thank|you|sign|signing|up|me|want|like|would|i'd|id|join|start|get|started|company|firm|small|local|area|region|town|city|mainly|mostly|cover|covering|serving|all|round|just|not|far|uk|gb|usa|us|yes|no|ok|okay|jobrun|need|looking|test|testing|what|who|how|when|where|why|can|could|help|trader|sole|self|employed|s|business|guys|mate|m|across|called|name|does|it|price|cost|much|work\?)$/i

export function readTradeAndTown(text: string, before: KnownBefore): TradeAndTown {
  const words = wordsOf(text)
  if (words.length === 0 || words.length > MOST_WORDS) return nothing
  const found = findPlace(words, before.home)
  if (found) {
    const rest = [...words.slice(0, found.at), ...words.slice(found.at + found.count)]
    return { businessType: tradeIn(rest, before.home), place: found.place, whichState: false }
  }
  const listed = readJobType([words.join(' ')])?.by === 'trade'
  if (listed) return withUnlistedPlace(words, before)
  const misspelt = withMisspeltPlace(words, before)
  if (misspelt) return misspelt
  if (before.businessType && !before.place) return { ...nothing, ...placeFrom(told(words), before.home) }
  if (before.place && !before.businessType) return { ...nothing, businessType: tradeIn(words, before.home) }
  return nothing
}

const nothing: TradeAndTown = { businessType: null, place: null, whichState: false }

/** Letters, digits and what stands inside names; a full stop ends a word, emoji are nothing. */
function wordsOf(text: string): string[] {
  return folded(text)
    .replace(/[^\p{L}\p{N}'&.-]+/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^[.'&-]+(?=.)|[.'-]+$/g, ''))
    .filter((word) => /[\p{L}\p{N}&]/u.test(word))
}

function told(words: readonly string[]): string[] {
  return words.filter((word) => !filler.test(word))
}

/** Stands inside a trade's name, never at its ends. */
const inside = /^(?:and|&)$/i

function withoutEnds(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !inside.test(word))
  return first === -1 ? [] : words.slice(first, words.findLastIndex((word) => !inside.test(word)) + 1)
}

/** Says more of the place that was named already: a postcode, a side of it, its country. */
const ofPlace =
  /^(?:[a-z]{1,2}\d[a-z\d]?|\d[a-z]{2}|\d{5}|north|south|east|west|central|greater|england|scotland|wales)$/i

/** What is left of the text beside the place: as the owner wrote it when it is short, else the trade a list finds. */
function tradeIn(rest: readonly string[], home: Region | null): string | null {
  const told = rest.filter((word) => inside.test(word) || !(filler.test(word) || ofPlace.test(word)))
  const kept = withoutSecondPlace(withoutEnds(told), home)
  const phrase = kept.join(' ')
  const named = readJobType([rest.join(' ')])
  if (kept.length > MOST_TRADE_WORDS || phrase.length > LONGEST_TRADE) return named?.jobType ?? null
  return /\p{L}{3}/u.test(phrase) ? phrase : null
}

/** "Kitchen fitter in Sheffield and Rotherham" has worded one trade and two places. */
function withoutSecondPlace(words: readonly string[], home: Region | null): readonly string[] {
  const and = words.findLastIndex((word) => inside.test(word))
  const second = and === -1 ? null : findPlace(words.slice(and + 1), home)
  return second?.count === words.length - and - 1 ? words.slice(0, and) : words
}

/** "Roofs in Manchestr": no list has either, but after "in" stands all but a town. */
function withMisspeltPlace(words: readonly string[], { home }: KnownBefore): TradeAndTown | null {
  const at = words.findLastIndex((word) => /^(?:in|near|around)$/i.test(word))
  const place = home && at > 0 ? misspeltPlace(told(words.slice(at + 1)).join(' '), home) : null
  const businessType = place && tradeIn(words.slice(0, at), home)
  return businessType ? { businessType, place, whichState: false } : null
}

/** A trade that is known, and other words: where they follow "in", or are few, they are the place. */
function withUnlistedPlace(words: readonly string[], { home }: KnownBefore): TradeAndTown {
  const businessType = readJobType([words.join(' ')])?.jobType ?? null
  const at = words.findLastIndex((word) => /^(?:in|near|around)$/i.test(word))
  const trade = new Set((businessType ?? '').toLowerCase().split(/[ -]/))
  const others = (at === -1 ? words : words.slice(at + 1)).filter((word) => !trade.has(word.toLowerCase()))
  return { businessType, ...placeFrom(told(others), home) }
}

function placeFrom(words: readonly string[], home: Region | null): Pick<TradeAndTown, 'place' | 'whichState'> {
  const name = words.join(' ')
  const none = { place: null, whichState: false }
  if (!home || words.length === 0 || words.length > MOST_PLACE_WORDS || !/\p{L}{3}/u.test(name)) return none
  if (words.every((word) => notPlaces.has(word.toLowerCase()))) return none
  const place = unlistedPlace(name, home)
  return { place, whichState: place === null }
}
