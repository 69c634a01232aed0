/** Where Twilio sends the texts of one of our numbers. */
import twilio from 'twilio'
import { TwilioLine } from './twilio-line.ts'

const LIMIT_MS = 5_000

export type NumberAtTwilio = { kind: 'known'; smsUrl: string } | { kind: 'unknown' } | { kind: 'not-told' }

export function createNumberSetup(of: { accountSid: string; authToken: string; apiBaseUrl: string | null }) {
  const { accountSid, authToken, apiBaseUrl } = of
  const httpClient = new TwilioLine({ apiBaseUrl, limitMs: LIMIT_MS })
  const client = twilio(accountSid, authToken, { httpClient, logLevel: 'none' })
  return async (phoneNumber: string): Promise<NumberAtTwilio> => {
    try {
      const [found] = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 })
      return found ? { kind: 'known', smsUrl: found.smsUrl ?? '' } : { kind: 'unknown' }
    } catch {
      return { kind: 'not-told' }
    }
  }
}
