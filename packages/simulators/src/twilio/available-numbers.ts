// Numbers that can be bought: those of the drama ranges that the account does not own.
import type { FastifyInstance } from 'fastify'
import { notFound } from './errors.ts'
import type { Ledger } from './ledger.ts'
import { accountPath, refuse } from './rest-wire.ts'

interface Range {
  country: 'GB' | 'US'
  kind: 'Local' | 'Mobile'
  prefix: string
  first: number
  last: number
  digits: number
  locality: string
  region: string
}

const ranges: readonly Range[] = [
  {
    country: 'GB',
    kind: 'Local',
    prefix: '+441134960',
    first: 600,
    last: 699,
    digits: 3,
    locality: 'Leeds',
    region: '',
  },
  {
    country: 'GB',
    kind: 'Local',
    prefix: '+442079460',
    first: 600,
    last: 699,
    digits: 3,
    locality: 'London',
    region: '',
  },
  { country: 'GB', kind: 'Mobile', prefix: '+447700900', first: 800, last: 899, digits: 3, locality: '', region: '' },
  {
    country: 'US',
    kind: 'Local',
    prefix: '+12125550',
    first: 100,
    last: 199,
    digits: 3,
    locality: 'New York',
    region: 'NY',
  },
  {
    country: 'US',
    kind: 'Local',
    prefix: '+13125550',
    first: 100,
    last: 199,
    digits: 3,
    locality: 'Chicago',
    region: 'IL',
  },
]

export interface Wanted {
  Contains?: string | undefined
  AreaCode?: string | undefined
  InLocality?: string | undefined
  InRegion?: string | undefined
  PageSize?: string | undefined
}

export interface AvailableNumber {
  phoneNumber: string
  range: Range
}

export function availableNumbers(
  ledger: Ledger,
  where: { country?: string; kind?: string },
  wanted: Wanted,
): AvailableNumber[] {
  const pattern = containing(wanted.Contains)
  const fitting = ranges.filter(
    (range) =>
      (where.country === undefined || range.country === where.country) &&
      (where.kind === undefined || range.kind === where.kind) &&
      (wanted.AreaCode === undefined || range.prefix.startsWith(`+1${wanted.AreaCode}`)) &&
      (wanted.InLocality === undefined || range.locality.toLowerCase() === wanted.InLocality.toLowerCase()) &&
      (wanted.InRegion === undefined || range.region === wanted.InRegion),
  )
  return fitting
    .flatMap((range) => numbersOf(range).map((phoneNumber) => ({ phoneNumber, range })))
    .filter(({ phoneNumber }) => pattern.test(phoneNumber) && !ledger.numbers.has(phoneNumber))
}

function numbersOf({ prefix, first, last, digits }: Range): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${prefix}${String(first + i).padStart(digits, '0')}`)
}

/** `*` stands for any digit; the rest may stand anywhere in the number. */
function containing(written = ''): RegExp {
  return new RegExp(
    written
      .replace(/[^\d*+]/g, '')
      .replace(/\+/g, '\\+')
      .replace(/\*/g, '\\d'),
  )
}

export function serveAvailableNumbers(rest: FastifyInstance, deps: { ledger: Ledger }): void {
  rest.get(`${accountPath}/AvailablePhoneNumbers/:country/:file`, (request, reply) => {
    const { country, file } = request.params as { country: string; file: string }
    const kind = file.replace(/\.json$/, '')
    if (!ranges.some((range) => range.country === country)) return refuse(reply, notFound(request.url))
    const wanted = request.query as Wanted
    const found = availableNumbers(deps.ledger, { country, kind }, wanted)
    const most = Math.min(Number(wanted.PageSize ?? 20) || 20, 100)
    return reply.send({ available_phone_numbers: found.slice(0, most).map(wireAvailable), uri: request.url })
  })
}

function wireAvailable({ phoneNumber, range }: AvailableNumber) {
  return {
    address_requirements: range.country === 'GB' ? 'any' : 'none',
    beta: false,
    capabilities: { voice: true, SMS: true, MMS: range.country === 'US', fax: false },
    friendly_name: phoneNumber,
    iso_country: range.country,
    lata: null,
    latitude: null,
    locality: range.locality || null,
    longitude: null,
    phone_number: phoneNumber,
    postal_code: null,
    rate_center: null,
    region: range.region || null,
  }
}
