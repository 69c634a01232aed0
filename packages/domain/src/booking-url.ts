/** A client's booking link, as it is sent in text messages: https, short, in plain characters. */
import { measure } from './outbox/segments.ts'

export const BOOKING_URL_LENGTH = 120

export function isPlainHttpsUrl(written: string): boolean {
  if (!/^https:\/\/[!-~]+$/.test(written) || measure(written).encoding !== 'GSM-7') return false
  const url = URL.parse(written)
  return url?.hostname.includes('.') === true && url.username === '' && url.password === ''
}

/** As an owner writes it: brackets around it and a missing https:// are forgiven. null: no link we can send. */
export function readBookingUrl(written: string): string | null {
  const bare = written.replace(/^[<("']+|[>)"'.,]+$/g, '')
  const whole = /^[a-z]+:\/\//i.test(bare) ? bare.replace(/^https:/i, 'https:') : `https://${bare}`
  return whole.length <= BOOKING_URL_LENGTH && isPlainHttpsUrl(whole) ? whole : null
}
