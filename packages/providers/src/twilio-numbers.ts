/** The account's numbers by Twilio's REST API: looked up, pointed at us, listed, bought. */
import type { AccountNumber, NumberDesk, NumberSetup, Told } from '@jobrun/domain/numbers/number-desk'
import type { Region } from '@jobrun/domain/region'
import twilio, { type Twilio } from 'twilio'
import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js'
import { TwilioLine } from './twilio-line.ts'

const LIMIT_MS = 10_000
const PAGE_SIZE = 1_000
const OFFERED = 20

export interface NumberDeskOptions {
  accountSid: string
  authToken: string
  apiBaseUrl: string | null
  /** Where a country asks who buys: the approved bundle, and the address, by their SIDs. */
  bundleSid: string | null
  addressSid: string | null
}

export function createNumberDesk(options: NumberDeskOptions): NumberDesk {
  const { accountSid, authToken, apiBaseUrl, bundleSid, addressSid } = options
  const httpClient = new TwilioLine({ apiBaseUrl, limitMs: LIMIT_MS })
  const client = twilio(accountSid, authToken, { httpClient, logLevel: 'none' })
  const papers = { ...(bundleSid ? { bundleSid } : {}), ...(addressSid ? { addressSid } : {}) }
  return {
    find: (phone) =>
      telling(async () => {
        const [found] = await client.incomingPhoneNumbers.list({ phoneNumber: phone, limit: 1 })
        return found ? read(found) : null
      }),
    point: (sid, setup) => telling(async () => read(await client.incomingPhoneNumbers(sid).update(formOf(setup)))),
    list: () => telling(async () => (await client.incomingPhoneNumbers.list({ pageSize: PAGE_SIZE })).map(read)),
    forSale: (region) => telling(() => forSale(client, region)),
    buy: (phone, { label, setup }) =>
      telling(async () => {
        const wanted = { phoneNumber: phone, friendlyName: label, ...papers, ...formOf(setup) }
        return read(await client.incomingPhoneNumbers.create(wanted))
      }),
  }
}

/** British numbers that take texts are mobiles, American ones local. */
async function forSale(client: Twilio, region: Region): Promise<string[]> {
  const offers = client.availablePhoneNumbers(region)
  const wanted = { smsEnabled: true, voiceEnabled: true, limit: OFFERED }
  const found = region === 'GB' ? await offers.mobile.list(wanted) : await offers.local.list(wanted)
  return found.map(({ phoneNumber }) => phoneNumber)
}

function formOf(setup: NumberSetup) {
  const post = 'POST'
  return {
    ...setup,
    smsMethod: post,
    smsFallbackMethod: post,
    voiceMethod: post,
    voiceFallbackMethod: post,
    statusCallbackMethod: post,
  }
}

function read(number: IncomingPhoneNumberInstance): AccountNumber {
  const { smsUrl, smsFallbackUrl, voiceUrl, voiceFallbackUrl, statusCallback } = number
  const methods = [number.smsMethod, number.smsFallbackMethod, number.voiceMethod, number.voiceFallbackMethod]
  const others = [number.smsApplicationSid, number.voiceApplicationSid, number.trunkSid]
  return {
    sid: number.sid,
    phone: number.phoneNumber,
    label: number.friendlyName ?? '',
    setup: {
      smsUrl: smsUrl ?? '',
      smsFallbackUrl: smsFallbackUrl ?? '',
      voiceUrl: voiceUrl ?? '',
      voiceFallbackUrl: voiceFallbackUrl ?? '',
      statusCallback: statusCallback ?? '',
    },
    posts: [...methods, number.statusCallbackMethod].every((method) => !method || method === 'POST'),
    diverted: others.some((sid) => Boolean(sid)),
    takesTexts: number.capabilities?.sms === true,
    takesCalls: number.capabilities?.voice === true,
  }
}

async function telling<T>(ask: () => Promise<T>): Promise<Told<T>> {
  try {
    return { ok: true, value: await ask() }
  } catch (failure) {
    const { status, code } = failure as { status?: unknown; code?: unknown }
    if (typeof status !== 'number') return { ok: false, detail: 'Twilio did not answer' }
    return { ok: false, detail: `Twilio refused: HTTP ${status}${typeof code === 'number' ? `, error ${code}` : ''}` }
  }
}
