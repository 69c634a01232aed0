/** The carrier's own list of calls that came to our numbers, for those of which we were never told. */
import type { CallStatus } from './call-status.ts'

export interface BookedCall {
  callSid: string
  from: string
  to: string
  forwardedFrom: string | null
  status: CallStatus
  durationSeconds: number | null
  startedAt: Date
}

export interface BookedRecording {
  callSid: string
  sid: string
  url: string
  seconds: number | null
}

/** Newest first, page by page. Throws when the carrier cannot be asked: a book with pages missing must not count as read. */
export interface CallBook {
  callsSince(since: Date): AsyncIterable<BookedCall[]>
  recordingsSince(since: Date): AsyncIterable<BookedRecording[]>
}
