/** What Twilio posts to us about a call: when it rings, when it ends, when a message was recorded and written down. */
import { type CallStatus, callStatuses } from '@jobrun/domain/calls/call-status'
import { z } from 'zod'
import { type Parsed, refused, storable } from './twilio.ts'

const callSid = z.string().regex(/^CA[0-9a-fA-F]{32}$/, 'CallSid must be CA and 32 hexadecimal digits.')
const recordingSid = z.string().regex(/^RE[0-9a-fA-F]{32}$/, 'RecordingSid must be RE and 32 hexadecimal digits.')
const seconds = z.coerce.number().int().min(0).max(86_400).optional().catch(undefined)
const words = z.string().transform(storable)
const number = words.pipe(z.string().max(64, 'This is longer than 64 characters.'))

const call = z.object({
  CallSid: callSid,
  /** Empty or a word where the caller withholds it. */
  From: number.default(''),
  To: number.pipe(z.string().min(1, 'To is empty.')),
  ForwardedFrom: number.optional().catch(undefined),
  /** A state that we do not know yet says no more than that there is a call. */
  CallStatus: z.enum(callStatuses as [CallStatus, ...CallStatus[]]).catch('queued'),
  CallDuration: seconds,
  RecordingSid: recordingSid.optional().catch(undefined),
  RecordingUrl: z.url().max(500).optional().catch(undefined),
  RecordingDuration: seconds,
})

export interface TwilioRecording {
  sid: string
  url: string
  seconds: number | null
}

export interface TwilioCall {
  callSid: string
  from: string
  to: string
  forwardedFrom: string | null
  status: CallStatus
  durationSeconds: number | null
  recording: TwilioRecording | null
}

/** The voice webhook and the status callback of a number: the same fields, the latter with its length. */
export function readTwilioCall(fields: unknown): Parsed<TwilioCall> {
  const parsed = call.safeParse(fields)
  if (!parsed.success) return refused(parsed.error)
  const { CallSid, From, To, ForwardedFrom, CallStatus, CallDuration, ...recorded } = parsed.data
  const { RecordingSid: sid, RecordingUrl: url, RecordingDuration } = recorded
  const value = {
    callSid: CallSid,
    from: From,
    to: To,
    forwardedFrom: ForwardedFrom || null,
    status: CallStatus,
    durationSeconds: CallDuration ?? null,
    recording: sid && url ? { sid, url, seconds: RecordingDuration ?? null } : null,
  }
  return { ok: true, value }
}

/** `action` of <Record> and its status callback both come here; only the latter tells a `RecordingStatus`. */
const recorded = z.object({
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingUrl: z.url('RecordingUrl is no address.').max(500, 'RecordingUrl is too long.'),
  RecordingDuration: seconds,
  RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']).default('completed').catch('completed'),
})

/** `recording` null: nothing was recorded after all. */
export function readTwilioRecording(
  fields: unknown,
): Parsed<{ callSid: string; recording: TwilioRecording | null; isAction: boolean }> {
  const parsed = recorded.safeParse(fields)
  if (!parsed.success) return refused(parsed.error)
  const { CallSid, RecordingSid: sid, RecordingUrl: url, RecordingDuration, RecordingStatus } = parsed.data
  const exists = RecordingStatus === 'completed' || RecordingStatus === 'in-progress'
  const isAction = (fields as Record<string, unknown>).RecordingStatus === undefined
  return {
    ok: true,
    value: {
      callSid: CallSid,
      recording: exists ? { sid, url, seconds: RecordingDuration ?? null } : null,
      isAction,
    },
  }
}

/** A transcription of two minutes is some 300 words. */
const MOST_TRANSCRIBED = 8_000

const transcribed = z.object({
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingUrl: z.url().max(500).optional().catch(undefined),
  TranscriptionStatus: z.enum(['completed', 'failed']).catch('failed'),
  TranscriptionText: words.default(''),
})

export interface TwilioTranscription {
  callSid: string
  recording: TwilioRecording | null
  status: 'completed' | 'failed'
  words: string | null
}

export function readTwilioTranscription(fields: unknown): Parsed<TwilioTranscription> {
  const parsed = transcribed.safeParse(fields)
  if (!parsed.success) return refused(parsed.error)
  const { CallSid, RecordingSid: sid, RecordingUrl: url, TranscriptionStatus, TranscriptionText } = parsed.data
  const words = TranscriptionText.slice(0, MOST_TRANSCRIBED).toWellFormed().trim()
  return {
    ok: true,
    value: {
      callSid: CallSid,
      recording: url ? { sid, url, seconds: null } : null,
      status: words === '' ? 'failed' : TranscriptionStatus,
      words: words === '' ? null : words,
    },
  }
}
