/**
 * Reads where the job is: a postcode, a street address, a known town, or a name after a preposition.
 * It refuses rooms ("in the kitchen"), times ("at 5pm") and things that only look like places.
 */
import type { Region } from '../region.ts'
import { townAtStart, townSize } from './towns.ts'
import { folded } from './words.ts'

export interface PlaceRead {
  location: string
  because: string
}

const ukPostcode = /\b(?:[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}|GIR ?0AA)\b/i
const ukOutward =
  /\b(?:AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE)(?:[1-9]\d?|\d[A-Z])\b/
const usZip = /\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\bzip(?: ?code)?(?: is)?:? \d{5}\b|(?<=^| )\d{5}(?=$)/

const streetKinds =
  '(?:road|rd|street|str|st|avenue|ave|av|lane|ln|drive|dr|close|cl|court|ct|crescent|cres|place|pl|terrace|ter|way|grove|gardens|gdns|square|sq|hill|row|mews|walk|park|parade|boulevard|blvd|circle|cir|highway|hwy|parkway|pkwy|trail|view|rise|green|end|gate|bank|vale|heights|wharf|quay|yard|alley|loop)'
const street = new RegExp(
  `\\b(?:(?:flat|apt|apartment|unit|suite|no)\\.? ?\\w{1,4},? )?\\d{1,5}[a-z]?,? (?:(?!(?:at|on|in|for|and|or|to|people|minutes?|hours?|am|pm|o'clock|days?)\\b)[\\p{L}'.-]+ ){1,3}${streetKinds}\\b\\.?`,
  'iu',
)
/** After a street: what else of the address follows ("Leeds", ", Leeds LS6 2AB"). */
const addressTail = /^,? ?(?:in |,)?\s?(?<rest>[\p{L}' -]+(?:,? [\p{L}' -]+)?)?/iu

const preposition =
  /\b(?:in|near|around|at|from|to|outside|close to|based in|over in|by|within|of|for|me in|located in|across)\s+/gi

const notPlaces = new Set(
  'the a an my our your his her their this that it me us you him them here there home work kitchen bathroom bedroom living lounge hall hallway loft attic basement cellar garage garden yard house flat apartment building shop office room wall ceiling floor roof morning afternoon evening night advance general touch need case time mind fact person trouble pain bed cash total order progress today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec noon midnight once least all any some one two three four five six seven eight nine ten eleven twelve half quarter next last hour hours minute minutes day days week weeks month months year years about what which who how when people someone a an something anything everything nothing sink tap toilet drain pipe boiler water gas heating bad good great new old english private public front back middle between under over down up emergency dire desperate urgent'.split(
    ' ',
  ),
)

/** Town names that are also ordinary words or first names: only believed after a preposition and with a capital. */
const ordinary = new Set(
  'reading bath hope march rugby sandwich battle ware deal street wells bury hale ash nelson barking sale hull hook mobile orange battle beer rest price quick best ideal normal young early union eden page power spring summit enterprise golden success friend sugar rock rolling hazel holly ruby grace may august jackson austin logan madison tyler jordan dallas houston charlotte florence victoria lincoln carson mason taylor kelly kent salem paris troy aurora savannah geneva diamond delta alma almond lake grand green grove hill home plain pleasant liberty independence fairy earth coin radio many much why given pound bright clean deep flat long nice pipe check date star gas boiling'.split(
    ' ',
  ),
)

export function readPlace(text: string, region: Region): PlaceRead | null {
  const read = folded(text)
  return readAddress(read) ?? readPostcode(read, region) ?? readAfterPreposition(read) ?? readTown(read)
}

function readAddress(read: string): PlaceRead | null {
  const met = street.exec(read)
  if (!met) return null
  const tail =
    addressTail
      .exec(read.slice(met.index + met[0].length))
      ?.groups?.rest?.trim()
      .split(/\s+/) ?? []
  const town = townAtStart(tail)
  const location =
    town > 0
      ? `${met[0]}${read.slice(met.index + met[0].length).startsWith(',') ? ',' : ''} ${tail.slice(0, town).join(' ')}`
      : met[0]
  const code = ukPostcode.exec(read)
  return {
    location: code && !location.includes(code[0]) ? `${location} ${code[0]}` : location,
    because: 'a street address',
  }
}

function readPostcode(read: string, region: Region): PlaceRead | null {
  const met = ukPostcode.exec(read) ?? (region === 'GB' ? ukOutward.exec(read) : usZip.exec(read))
  return met ? { location: met[0].replace(/^zip(?: ?code)?(?: is)?:? /i, ''), because: 'a postcode' } : null
}

function readAfterPreposition(read: string): PlaceRead | null {
  for (const met of read.matchAll(preposition)) {
    const words =
      read
        .slice(met.index + met[0].length)
        .split(/[.,!?;:\n]/, 1)[0]
        ?.trim()
        .split(/\s+/) ?? []
    const town = townAtStart(words)
    const name = words.slice(0, town).join(' ')
    if (
      town > 0 &&
      !notPlaces.has(name.toLowerCase()) &&
      (!ordinary.has(name.toLowerCase()) || /^\p{Lu}/u.test(name))
    ) {
      return { location: name, because: 'a town after a preposition' }
    }
  }
  return null
}

function readTown(read: string): PlaceRead | null {
  const words = read.split(/[\s,.!?;:]+/)
  for (const [at, word] of words.entries()) {
    if (!/^\p{Lu}/u.test(word)) continue
    const town = townAtStart(words.slice(at))
    const name = words.slice(at, at + town).join(' ')
    const size = town > 0 ? townSize(name) : null
    if (size === null || notPlaces.has(name.toLowerCase()) || ordinary.has(name.toLowerCase())) continue
    if (town > 1 || size >= 20_000) return { location: name, because: 'a known town' }
  }
  return null
}
