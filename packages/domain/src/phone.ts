/**
 * Phone numbers are E.164 with `+` from the door inward. A number is accepted if it is *possible*, not only if it is
 * assigned: drama numbers and new ranges must pass.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Region } from './region.ts'

declare const phoneBrand: unique symbol
export type Phone = string & { readonly [phoneBrand]: true }

/** Reads a number as a person writes it; null when it cannot be a phone number. `region` reads national forms. */
export function readPhone(written: string, region?: Region): Phone | null {
  const parsed = parsePhoneNumberFromString(
    written,
    region ? { defaultCountry: region, extract: false } : { extract: false },
  )
  return parsed?.isPossible() ? (parsed.number as string as Phone) : null
}

/** A sender as Twilio gives it: a phone, or a short code or alphanumeric name that nobody can answer by SMS. */
export function isAnswerable(sender: string): sender is Phone {
  return readPhone(sender) === sender
}

/** For logs: country and last three digits only. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '***' : `${phone.slice(0, 3)}***${phone.slice(-3)}`
}

const callingCodes: Readonly<Record<string, Region>> = { '44': 'GB', '1': 'US' }

/** The country served that a number belongs to; null: another, such as Canada, which shares +1. */
export function regionOf(phone: string): Region | null {
  const parsed = parsePhoneNumberFromString(phone)
  const country = parsed?.country
  if (country === 'GB' || country === 'US') return country
  return country === undefined ? (callingCodes[parsed?.countryCallingCode ?? ''] ?? null) : null
}

/** Seven digits or more with no more than the usual signs between them: the shortest local numbers have seven. */
const phoneLike = /(?:\+[ \t]?)?\(?\p{Nd}(?:[ \t\u00a0().·\u2010-\u2015-]{0,3}\p{Nd}){6,}/gu

/** People's words for a report: whatever could be rung is masked. */
export function maskPhonesIn(words: string): string {
  return words.replace(phoneLike, (found) => `***${found.replace(/\P{Nd}/gu, '').slice(-3)}`)
}
