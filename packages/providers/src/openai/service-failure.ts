/** Why a call to the AI gave no completion at all. Details hold the status and the service's own code, never its words. */
import type { AiFailure } from '@jobrun/domain/pipeline/brain'
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'

export interface ServiceFailure {
  why: Extract<AiFailure, 'late' | 'rejected' | 'throttled' | 'service-error' | 'unreachable' | 'junk'>
  detail: string
  mayRetry: boolean
  /** What the service asked to wait before another try; null if it did not say. */
  retryAfterMs: number | null
  /** Whether it speaks against the service rather than against this one question. */
  tripsBreaker: boolean
}

/** `timeIsOver`: our own limit or the caller's signal ended the call, whatever the error looks like. */
export function serviceFailureOf(error: unknown, timeIsOver: boolean): ServiceFailure {
  if (timeIsOver || error instanceof APIUserAbortError) return failure('late', 'no whole answer in time')
  if (error instanceof APIConnectionTimeoutError) return failure('late', 'the connection timed out', { mayRetry: true })
  if (error instanceof SyntaxError) return failure('junk', 'a body that is not JSON', { tripsBreaker: false })
  if (error instanceof APIConnectionError || !(error instanceof APIError) || error.status === undefined)
    return failure('unreachable', `no connection: ${networkCode(error)}`, { mayRetry: true })
  return byStatus(error, error.status)
}

/** 408 and 504 are time-outs at the service's side, 409 a lock that somebody else held. A 400 or 422 may come of one customer's text alone. */
function byStatus(error: APIError, status: number): ServiceFailure {
  const detail = `HTTP ${status}${wordOf(error.code ?? error.type)}`
  const retryAfterMs = waitAsked(error.headers)
  if (status === 429) return failure('throttled', detail, { mayRetry: true, retryAfterMs })
  if (status === 408 || status === 409 || status >= 500)
    return failure('service-error', detail, { mayRetry: true, retryAfterMs })
  return failure('rejected', detail, { tripsBreaker: status !== 400 && status !== 413 && status !== 422 })
}

function failure(why: ServiceFailure['why'], detail: string, rest: Partial<ServiceFailure> = {}): ServiceFailure {
  return { why, detail, mayRetry: false, retryAfterMs: null, tripsBreaker: true, ...rest }
}

function wordOf(code: unknown): string {
  return typeof code === 'string' && /^[a-z0-9_.-]{1,60}$/i.test(code) ? ` ${code}` : ''
}

/** Seconds or `retry-after-ms`; a date is not read, since our clock may differ from theirs. */
function waitAsked(headers: Headers | undefined): number | null {
  const ms = numberIn(headers, 'retry-after-ms')
  if (ms !== null) return ms
  const seconds = numberIn(headers, 'retry-after')
  if (seconds !== null) return seconds * 1_000
  return headers?.has('retry-after') ? Number.POSITIVE_INFINITY : null
}

function numberIn(headers: Headers | undefined, name: string): number | null {
  const written = headers?.get(name)
  return written && /^\d+(\.\d+)?$/.test(written) ? Number(written) : null
}

function networkCode(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string') return code
  }
  return 'unknown'
}
