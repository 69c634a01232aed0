/**
 * When a text may leave: what answers somebody, or is urgent, at any hour; the rest from 08:00 to 20:00 where its
 * recipient is. Defers and never drops. A customer is taken to be where the client is, as no text says where its sender is.
 */
import { Temporal } from 'temporal-polyfill'
import type { Region } from '../region.ts'
import { type Purpose, waitsForDay } from './purpose.ts'

/** Where a recipient is, as far as it is known. */
export interface Place {
  timezone: string
  region: string
}

const OPENS = Temporal.PlainTime.from('08:00')
const CLOSES = Temporal.PlainTime.from('20:00')

/** A country's zones from east to west; in between the hours are theirs too. */
const zonesOfRegion: Readonly<Record<Region, readonly string[]>> = {
  GB: ['Europe/London'],
  US: ['America/New_York', 'Pacific/Honolulu'],
}

/** Two changes of the clocks between any two zones are more than there are. */
const MOST_ROUNDS = 8

/** The first moment, from `at` on, at which a text of this purpose may leave. */
export function leavesAt(purpose: Purpose, at: Date, place: Place | null): Date {
  if (!waitsForDay(purpose)) return at
  const zones = zonesOf(place)
  let moment = Temporal.Instant.fromEpochMilliseconds(at.getTime())
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = zones.reduce(openIn, moment)
    if (open.equals(moment)) break
    moment = open
  }
  return new Date(moment.epochMilliseconds)
}

/** Where nothing certain is known, it has to be day in every zone that it may be. */
function zonesOf(place: Place | null): readonly string[] {
  if (place && isZone(place.timezone)) return [place.timezone]
  const region = Object.entries(zonesOfRegion).find(([name]) => name === place?.region)
  return region?.[1] ?? Object.values(zonesOfRegion).flat()
}

function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** 08:00 belongs to the day and 20:00 to the night, by the clocks on the wall there. */
function openIn(moment: Temporal.Instant, zone: string): Temporal.Instant {
  const there = moment.toZonedDateTimeISO(zone)
  const time = there.toPlainTime()
  if (Temporal.PlainTime.compare(time, OPENS) < 0) return there.withPlainTime(OPENS).toInstant()
  if (Temporal.PlainTime.compare(time, CLOSES) < 0) return moment
  return there.add({ days: 1 }).withPlainTime(OPENS).toInstant()
}
