/** What each of Twilio's posts about a call teaches of it. */
import type { TwilioCall, TwilioRecording, TwilioTranscription } from '@jobrun/contracts/wire/twilio-voice'
import type { LearntOfCall } from '@jobrun/db/path/remember-call'
import { rankOf } from '@jobrun/domain/calls/call-status'
import { callIdOf } from '@jobrun/domain/ids'

function nothingOf(callSid: string, at: Date): LearntOfCall {
  return {
    id: callIdOf(callSid),
    callSid,
    ourNumber: null,
    caller: null,
    forwardedFrom: null,
    status: null,
    statusRank: -1,
    durationSeconds: null,
    recordingSid: null,
    recordingUrl: null,
    recordingSeconds: null,
    transcriptionStatus: null,
    transcription: null,
    at,
  }
}

export function learntFromCall(call: TwilioCall, at: Date): LearntOfCall {
  const { callSid, to: ourNumber, from: caller, forwardedFrom, status, durationSeconds, recording } = call
  const ended = { status, statusRank: rankOf(status), durationSeconds }
  return { ...nothingOf(callSid, at), ourNumber, caller, forwardedFrom, ...ended, ...recordingFields(recording) }
}

export function learntFromRecording(callSid: string, recording: TwilioRecording, at: Date): LearntOfCall {
  return { ...nothingOf(callSid, at), ...recordingFields(recording) }
}

export function learntFromTranscription(transcription: TwilioTranscription, at: Date): LearntOfCall {
  const { callSid, recording, status, words } = transcription
  return {
    ...nothingOf(callSid, at),
    ...recordingFields(recording),
    transcriptionStatus: status,
    transcription: words,
  }
}

function recordingFields(recording: TwilioRecording | null) {
  return {
    recordingSid: recording?.sid ?? null,
    recordingUrl: recording?.url ?? null,
    recordingSeconds: recording?.seconds ?? null,
  }
}
