// What kind of line a number is, by the ranges that the regulators keep for drama, and Lookup v2 that tells it.
import type { FastifyInstance } from 'fastify'
import { asE164 } from './accept-message.ts'
import { rejection } from './errors.ts'
import type { Ledger } from './ledger.ts'
import { refuse } from './rest-wire.ts'

export type LineType = 'mobile' | 'landline' | 'nonFixedVoip'

/** Numbers for which Lookup answers otherwise. docs/simulators.md prints this table. */
export const lookupAnswers: readonly { number: string; label: string; answer: LineType | 'unknown' | 'fails' }[] = [
  { number: '+447700900951', label: 'Lookup does not know the line', answer: 'unknown' },
  { number: '+447700900952', label: 'Lookup says internet telephony', answer: 'nonFixedVoip' },
  { number: '+447700900953', label: 'Lookup fails with error 503', answer: 'fails' },
  { number: '+447700900954', label: 'Lookup says landline', answer: 'landline' },
]

/** Leeds and London of Ofcom's list, and the number that texts cannot reach. */
const landlines = /^\+44(113496\d{4}|207946\d{4})$|^\+447700900(916|954)$/

export function isLandline(phone: string): boolean {
  return landlines.test(phone)
}

export function serveLookup(rest: FastifyInstance, deps: { ledger: Ledger }): void {
  rest.get('/v2/PhoneNumbers/:number', (request, reply) => {
    const written = (request.params as { number: string }).number
    const phone = asE164(written)
    const fields = ((request.query as { Fields?: string }).Fields ?? '').split(',')
    const special = lookupAnswers.find(({ number }) => number === phone)?.answer
    if (special === 'fails') return refuse(reply, rejection(20503))
    const valid = /^\+[1-9]\d{6,14}$/.test(phone)
    const type = special === undefined ? typeOf(phone, deps.ledger) : special === 'unknown' ? null : special
    return reply.send(
      wireLookup(phone, { valid, lineType: fields.includes('line_type_intelligence') && valid ? type : undefined }),
    )
  })
}

function typeOf(phone: string, ledger: Ledger): LineType {
  if (ledger.numbers.has(phone)) return phone.startsWith('+447') ? 'mobile' : 'nonFixedVoip'
  return isLandline(phone) ? 'landline' : 'mobile'
}

/** `lineType` undefined: not asked for. Null: asked for and not known (60600). */
function wireLookup(phone: string, of: { valid: boolean; lineType: LineType | null | undefined }) {
  const country = phone.startsWith('+44') ? 'GB' : phone.startsWith('+1') ? 'US' : null
  const unknown = of.lineType === null
  return {
    calling_country_code: country === 'GB' ? '44' : country === 'US' ? '1' : null,
    call_forwarding: null,
    caller_name: null,
    country_code: country,
    identity_match: null,
    line_status: null,
    line_type_intelligence:
      of.lineType === undefined
        ? null
        : {
            carrier_name: unknown ? null : 'Simulated Network',
            error_code: unknown ? 60600 : null,
            mobile_country_code: of.lineType === 'mobile' ? '234' : null,
            mobile_network_code: of.lineType === 'mobile' ? '00' : null,
            type: of.lineType,
          },
    national_format: phone,
    phone_number: phone,
    phone_number_quality_score: null,
    pre_fill: null,
    reassigned_number: null,
    sim_swap: null,
    sms_pumping_risk: null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${phone}`,
    valid: of.valid,
    validation_errors: of.valid ? [] : ['NOT_A_NUMBER'],
  }
}
