// The fields of each webhook about a call. https://www.twilio.com/docs/voice/twiml#request-parameters
import { place } from '../place.ts'
import type { CallStatus, Recording, SimulatedCall } from './call.ts'

export function callFields(call: SimulatedCall, accountSid: string, status: CallStatus = call.status) {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: status,
    Called: call.to,
    Caller: call.from,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    ...place('From', call.from),
    ...place('Caller', call.from),
    ...place('To', call.to),
    ...place('Called', call.to),
    ...(call.forwardedFrom === null ? {} : { ForwardedFrom: call.forwardedFrom }),
    ...(call.callerName === null ? {} : { CallerName: call.callerName }),
  }
}

/** `Duration` is in minutes begun, `CallDuration` in seconds. */
export function endFields(call: SimulatedCall, accountSid: string, at: Date, recordingUrl: string | null) {
  const [recording] = call.recordings
  return {
    ...callFields(call, accountSid),
    CallbackSource: 'call-progress-events',
    CallDuration: String(call.seconds),
    Duration: String(Math.ceil(call.seconds / 60)),
    SequenceNumber: '0',
    Timestamp: rfc2822Of(at),
    ...(recording && recordingUrl
      ? { RecordingDuration: String(recording.seconds), RecordingSid: recording.sid, RecordingUrl: recordingUrl }
      : {}),
  }
}

export function recordingFields(call: SimulatedCall, accountSid: string, recording: Recording, recordingUrl: string) {
  return {
    AccountSid: accountSid,
    CallSid: call.sid,
    RecordingChannels: '1',
    RecordingDuration: String(recording.seconds),
    RecordingSid: recording.sid,
    RecordingSource: 'RecordVerb',
    RecordingStartTime: rfc2822Of(new Date(recording.createdAt)),
    RecordingStatus: 'completed',
    RecordingTrack: 'inbound',
    RecordingUrl: recordingUrl,
  }
}

export function transcriptionFields(
  call: SimulatedCall,
  accountSid: string,
  recording: Recording,
  recordingUrl: string,
) {
  const transcription = recording.transcription
  return {
    ...callFields(call, accountSid),
    RecordingSid: recording.sid,
    RecordingUrl: recordingUrl,
    TranscriptionSid: transcription?.sid ?? '',
    TranscriptionStatus: transcription?.status ?? 'failed',
    TranscriptionText: transcription?.text ?? '',
    TranscriptionType: 'fast',
    TranscriptionUrl: recordingUrl.replace(/Recordings\/.*$/, `Transcriptions/${transcription?.sid}`),
  }
}

function rfc2822Of(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000')
}
