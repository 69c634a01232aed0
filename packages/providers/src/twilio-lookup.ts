/** What kind of line a number is, by Twilio's Lookup. It costs, so whoever asks keeps the answer. */
import twilio from 'twilio'
import { TwilioLine } from './twilio-line.ts'

/** A text waits for the answer. */
const LIMIT_MS = 3_000

/** As Lookup names it (mobile, landline, nonFixedVoip …), `unknown` where it does not know; null: it could not be asked. */
export type LookUpLine = (phone: string) => Promise<string | null>

export function createLineLookup(of: {
  accountSid: string
  authToken: string
  apiBaseUrl: string | null
  limitMs?: number
}): LookUpLine {
  const { accountSid, authToken, apiBaseUrl, limitMs = LIMIT_MS } = of
  const client = twilio(accountSid, authToken, {
    httpClient: new TwilioLine({ apiBaseUrl, limitMs }),
    logLevel: 'none',
  })
  return async (phone) => {
    try {
      const found = await client.lookups.v2.phoneNumbers(phone).fetch({ fields: 'line_type_intelligence' })
      return typeOf(found.lineTypeIntelligence)
    } catch {
      return null
    }
  }
}

function typeOf(told: unknown): string {
  const type = (told as { type?: unknown } | null)?.type
  return typeof type === 'string' && /^[A-Za-z]{1,40}$/.test(type) ? type : 'unknown'
}
