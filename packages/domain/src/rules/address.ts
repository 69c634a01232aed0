/** Reads the exact kinds of place: a street address with what follows it, a UK postcode, a US ZIP code. */
import type { Region } from '../region.ts'
import { usStates } from './place-words.ts'
import { townAtStart } from './towns.ts'
import { listed, oneOf } from './words.ts'

export interface PlaceRead {
  location: string
  because: string
}

const ukPostcode = /\b(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|GIR ?0AA)\b/i

/** The postcode areas of the United Kingdom (Royal Mail); a district alone needs one of them, in capitals or alone. */
const areas = oneOf(
  listed(`
  AB, AL, B, BA, BB, BD, BH, BL, BN, BR, BS, BT, CA, CB, CF, CH, CM, CO, CR, CT, CV, CW, DA, DD, DE, DG, DH, DL, DN, DT, DY, E, EC, EH,
  EN, EX, FK, FY, G, GL, GU, HA, HD, HG, HP, HR, HS, HU, HX, IG, IP, IV, KA, KT, KW, KY, L, LA, LD, LE, LL, LN, LS, LU, M, ME,
  MK, ML, N, NE, NG, NN, NP, NR, NW, OL, OX, PA, PE, PH, PL, PO, PR, RG, RH, RM, S, SA, SE, SG, SK, SL, SM, SN, SO, SP, SR,
  SS, ST, SW, SY, TA, TD, TF, TN, TQ, TR, TS, TW, UB, W, WA, WC, WD, WF, WN, WR, WS, WV, YO, ZE
`),
)
const ukDistrict = new RegExp(`\\b${areas}(?:[1-9]\\d?|\\d[A-Z])\\b`)
const ukDistrictAlone = new RegExp(`^${areas}(?:[1-9]\\d?|\\d[A-Z])$`, 'i')
const usZip =
  /\b(?!(?:on|at|in|to|is|of|no|my|it|or|by|me|ok|hi|us)\b)[A-Z]{2},? (\d{5}(?:-\d{4})?)\b(?! ?\d)|\bzip(?: ?code)?(?: is)?:? ?(\d{5})\b|^(\d{5})$/i

const streetKinds = oneOf(
  listed(`
  road, rd, street, str, st, avenue, ave, av, lane, ln, drive, dr, close, court, ct, crescent, cres, place, pl, terrace,
  ter, way, grove, gardens, gdns, square, sq, hill, row, mews, walk, park, parade, boulevard, blvd, circle, cir, highway, hwy,
  parkway, pkwy, trail, view, rise, green, end, gate, bank, vale, heights, wharf, quay, yard, alley, loop, verde
`),
)
/** Between number and street kind stand the street's own words, none of which these are. */
const notStreetWords =
  "(?:at|on|in|for|and|or|to|of|the|my|is|people|minutes?|mins?|hours?|days?|weeks?|months?|years?|miles?|am|pm|o'clock|other|more|bedroom|bed|rooms?|days|times|a|i|we|you)"
const street = new RegExp(
  `\\b(?:(?:flat|apt|apartment|unit|suite|room|no)\\.? ?\\w{1,4},? )?\\d{1,5}(?:[a-d]|-\\d+)?,? (?:(?!${notStreetWords}\\b)[\\p{L}'.-]+ ){1,3}${streetKinds}\\b`,
  'iu',
)
/** A street with capitals and no number ("on Oak Street", "Park Avenue"). */
const unnumbered =
  /(?:\b(?:on|in|at|along|near|to|off|corner of|down)|,) ((?:\p{Lu}[\p{L}'-]+ ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Close|Crescent|Terrace|Grove|Square|Row|Mews|Boulevard|Blvd|Way|Court))\b/u
/** A number and a name, which only the town or postcode after it makes a street ("14 Kirkgate, Otley"). */
const kindless = /\b\d{1,4}[a-d]? (?:\p{Lu}[\p{L}'-]+)(?: \p{Lu}[\p{L}'-]+)?(?=,? )/gu
const unnumberedLower =
  /\b(?:on|in|at|along|near|to|off|down) ((?:(?!the |my |our |a |your |this |that )[a-z]+ ){1,2}(?:road|rd|street|avenue|ave|boulevard|blvd|crescent))\b/

export function readAddress(read: string): PlaceRead | null {
  const met = street.exec(read)
  if (!met) {
    const named = readKindless(read) ?? unnumbered.exec(read) ?? unnumberedLower.exec(read)
    return named ? { location: withTail(read, named, named[1] ?? named[0]), because: 'a street' } : null
  }
  return { location: withTail(read, met, met[0]), because: 'a street address' }
}

function withTail(read: string, met: RegExpMatchArray, name: string): string {
  return `${name}${addressTail(read.slice((met.index ?? 0) + met[0].length))}`
}

function readKindless(read: string): RegExpMatchArray | null {
  for (const met of read.matchAll(kindless)) {
    const rest = read.slice(met.index + met[0].length)
    if (rest.startsWith(',') && addressTail(rest) !== '') return met
  }
  return null
}

/** What follows the street: town, state, postcode ("Leeds", ", Leeds LS6 2AB"); nothing else. */
function addressTail(rest: string): string {
  const comma = /^\.?,? ?(?:in |near )?/.exec(rest)?.[0] ?? ''
  const words =
    rest
      .slice(comma.length)
      .split(/[.!?;\n]/, 1)[0]
      ?.split(/[\s,]+/)
      .filter((word) => word !== '') ?? []
  const town = townAtStart(words)
  const state = usStates.has(words[town]?.toLowerCase() ?? '') || /^[A-Z]{2}$/.test(words[town] ?? '') ? 1 : 0
  const named = words.slice(0, town + (town > 0 ? state : 0)).join(' ')
  const code = ukPostcode.exec(rest)?.[0] ?? ukDistrict.exec(rest)?.[0] ?? /\b\d{5}\b/.exec(rest)?.[0]
  const parts = [named, code && !named.includes(code) ? code : ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : `${comma.includes(',') ? ', ' : ' '}${parts.join(' ')}`
}

export function readPostcode(read: string, region: Region): PlaceRead | null {
  const uk =
    ukPostcode.exec(read) ?? (region === 'GB' ? (ukDistrictAlone.exec(read.trim()) ?? ukDistrict.exec(read)) : null)
  if (uk) {
    const town = /(?:\p{Lu}[\p{L}'-]+[ -]?)+,? $/u.exec(read.slice(0, uk.index))?.[0] ?? ''
    const listedTown = townAtStart(town.split(/[\s,]+/).filter((word) => word !== '')) > 0
    return { location: `${listedTown ? town : ''}${uk[0]}`, because: 'a postcode' }
  }
  const us = usZip.exec(read)
  const zip = us?.slice(1).find((part) => part !== undefined)
  return zip ? { location: zip, because: 'a ZIP code' } : null
}
