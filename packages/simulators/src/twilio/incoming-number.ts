// A number the account owns, and the IncomingPhoneNumber resource it is shown as.
import { createHash } from 'node:crypto'
import { rfc2822 } from './message.ts'

export interface IncomingNumber {
  sid: string
  phoneNumber: string
  friendlyName: string
  smsUrl: string
  smsMethod: 'GET' | 'POST'
  smsFallbackUrl: string
  smsFallbackMethod: 'GET' | 'POST'
  voiceUrl: string
  voiceMethod: 'GET' | 'POST'
  voiceFallbackUrl: string
  statusCallback: string
  messagingServiceSid: string | null
  createdAt: number
  updatedAt: number
}

export type NumberSettings = Partial<Omit<IncomingNumber, 'sid' | 'phoneNumber' | 'createdAt' | 'updatedAt'>>

/** The sid follows from the number, so that a world that is started again finds the same one. */
export function newNumber(phoneNumber: string, settings: NumberSettings, now: number): IncomingNumber {
  return {
    sid: `PN${createHash('md5').update(phoneNumber).digest('hex')}`,
    phoneNumber,
    friendlyName: phoneNumber,
    smsUrl: '',
    smsMethod: 'POST',
    smsFallbackUrl: '',
    smsFallbackMethod: 'POST',
    voiceUrl: '',
    voiceMethod: 'POST',
    voiceFallbackUrl: '',
    statusCallback: '',
    messagingServiceSid: null,
    createdAt: now,
    updatedAt: now,
    ...settings,
  }
}

export function asWireNumber(number: IncomingNumber, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}`
  return {
    account_sid: accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: { voice: true, sms: true, mms: number.phoneNumber.startsWith('+1'), fax: false },
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Active',
    friendly_name: number.friendlyName,
    identity_sid: null,
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    sms_application_sid: '',
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: 'POST',
    subresource_uris: { assigned_add_ons: `${uri}/AssignedAddOns.json` },
    trunk_sid: null,
    type: number.phoneNumber.startsWith('+447') ? 'mobile' : 'local',
    uri: `${uri}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_receive_mode: 'voice',
    voice_url: number.voiceUrl,
  }
}
