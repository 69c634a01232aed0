// One call as the stand-in keeps it, and the Call resource it is shown as.
import { randomBytes } from 'node:crypto'
import { rfc2822 } from '../message.ts'

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

/** What the caller's end noticed, in order. `error`: Twilio's own sentence when the webhook or its TwiML failed. */
export interface Heard {
  kind: 'say' | 'play' | 'pause' | 'beep' | 'gather' | 'reject' | 'error'
  text: string
}

export interface Recording {
  sid: string
  seconds: number
  /** What the caller said. */
  words: string
  transcription: { sid: string; status: 'completed' | 'failed'; text: string } | null
  createdAt: number
}

/** Times are milliseconds since 1970. A call takes no real time; `seconds` is how long it would have taken. */
export interface SimulatedCall {
  sid: string
  direction: 'inbound' | 'outbound-api'
  from: string
  to: string
  forwardedFrom: string | null
  callerName: string | null
  numberSid: string | null
  status: CallStatus
  /** As Twilio's debugger would show it. */
  errorCode: number | null
  heard: Heard[]
  recordings: Recording[]
  seconds: number
  createdAt: number
  updatedAt: number
}

export function newCallSid(prefix: 'CA' | 'RE' | 'TR'): string {
  return `${prefix}${randomBytes(16).toString('hex')}`
}

const isOver = (status: CallStatus) => !['queued', 'ringing', 'in-progress'].includes(status)

export function asWireCall(call: SimulatedCall, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}`
  const over = isOver(call.status)
  return {
    account_sid: accountSid,
    annotation: null,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: call.callerName,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    direction: call.direction,
    duration: over ? String(call.seconds) : null,
    end_time: over ? rfc2822(call.updatedAt) : null,
    forwarded_from: call.forwardedFrom,
    from: call.from,
    from_formatted: call.from,
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: call.numberSid,
    price: over ? '-0.00850' : null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: rfc2822(call.createdAt),
    status: call.status,
    subresource_uris: { recordings: `${uri}/Recordings.json`, notifications: `${uri}/Notifications.json` },
    to: call.to,
    to_formatted: call.to,
    trunk_sid: null,
    uri: `${uri}.json`,
  }
}

export function asWireRecording(call: SimulatedCall, recording: Recording, accountSid: string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}`
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: call.sid,
    channels: 1,
    conference_sid: null,
    date_created: rfc2822(recording.createdAt),
    date_updated: rfc2822(recording.createdAt),
    duration: String(recording.seconds),
    encryption_details: null,
    error_code: null,
    media_url: uri,
    price: '-0.00250',
    price_unit: 'USD',
    sid: recording.sid,
    source: 'RecordVerb',
    start_time: rfc2822(recording.createdAt),
    status: 'completed',
    subresource_uris: { transcriptions: `${uri}/Transcriptions.json` },
    uri: `${uri}.json`,
  }
}

export function asWireTranscription(recording: Recording, accountSid: string) {
  const transcription = recording.transcription
  if (!transcription) return null
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    date_created: rfc2822(recording.createdAt),
    date_updated: rfc2822(recording.createdAt),
    duration: String(recording.seconds),
    price: -0.05,
    price_unit: 'USD',
    recording_sid: recording.sid,
    sid: transcription.sid,
    status: transcription.status,
    transcription_text: transcription.text,
    type: 'fast',
    uri: `/2010-04-01/Accounts/${accountSid}/Transcriptions/${transcription.sid}.json`,
  }
}
