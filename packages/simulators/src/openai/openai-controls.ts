// What a test, a phone page or the demo world may do with the stand-in besides asking it.
import type { NextAnswers } from './failures.ts'
import type { OpenAiSettings, RequestSeen } from './serve-completions.ts'

export interface OpenAiControls {
  state(): { settings: OpenAiSettings; next: readonly NextAnswers[]; requestCount: number }
  set(settings: Partial<OpenAiSettings>): void
  failNext(failure: Omit<NextAnswers, 'times'> & { times?: number }): void
  clearFaults(): void
  /** The last 2,000 questions asked with a right key, oldest first. */
  requests(): readonly RequestSeen[]
  /** Every request ever received, also those refused. */
  requestCount(): number
}
