/**
 * What can come of asking Twilio to send, as a closed list that says what to do. Source: Twilio's error pages, read
 * with the policies in docs/delivery.md.
 */
export type SendOutcome =
  | { kind: 'accepted'; sid: string }
  | { kind: 'refused'; failure: SendFailure; code: number | null; detail: string }
  /** It may have been sent: reconcile, never resend blindly. */
  | { kind: 'unknown'; detail: string }

export const sendFailures = {
  throttled: { then: 'retry', tellOwner: false, wakeSomeone: true },
  unreachable: { then: 'retry', tellOwner: false, wakeSomeone: false },
  /** One more try shows whether it was the carrier's mishap or the number is dead. */
  doubtful: { then: 'retry', tellOwner: false, wakeSomeone: false },
  /** Quiet hours, or the day's allowance is used up: later, not soon. */
  notNow: { then: 'retry', tellOwner: false, wakeSomeone: true },
  optedOut: { then: 'opt-out', tellOwner: false, wakeSomeone: false },
  badNumber: { then: 'fail', tellOwner: true, wakeSomeone: false },
  blocked: { then: 'fail', tellOwner: true, wakeSomeone: false },
  filtered: { then: 'fail', tellOwner: true, wakeSomeone: true },
  ourAccount: { then: 'hold', tellOwner: false, wakeSomeone: true },
  ourBug: { then: 'fail', tellOwner: true, wakeSomeone: true },
  unexplained: { then: 'fail', tellOwner: true, wakeSomeone: false },
} as const satisfies Record<
  string,
  { then: 'retry' | 'opt-out' | 'fail' | 'hold'; tellOwner: boolean; wakeSomeone: boolean }
>
export type SendFailure = keyof typeof sendFailures

const failureByCode: Readonly<Record<number, SendFailure>> = {
  20003: 'ourAccount',
  20404: 'ourAccount',
  20429: 'throttled',
  21211: 'badNumber',
  21214: 'badNumber',
  21217: 'badNumber',
  21408: 'ourAccount',
  21606: 'ourAccount',
  21608: 'ourAccount',
  21610: 'optedOut',
  21611: 'throttled',
  21612: 'ourAccount',
  21614: 'badNumber',
  21617: 'ourBug',
  30001: 'throttled',
  30002: 'ourAccount',
  30003: 'unreachable',
  30004: 'blocked',
  30005: 'doubtful',
  30006: 'badNumber',
  30007: 'filtered',
  30008: 'doubtful',
  30022: 'throttled',
  30023: 'notNow',
  30024: 'ourAccount',
  30034: 'ourAccount',
  30047: 'notNow',
  30410: 'unexplained',
  30610: 'notNow',
}

/** The failure that Twilio's error code, or failing that the HTTP status of its answer, stands for. */
export function failureOf(code: number | null, httpStatus: number | null): SendFailure {
  const known = code === null ? undefined : failureByCode[code]
  if (known) return known
  if (httpStatus === 401 || httpStatus === 403) return 'ourAccount'
  if (httpStatus === 429) return 'throttled'
  return 'unexplained'
}

const UNKNOWN_HANDSET = 30005

/** Given up for what the number is, not for what became of this text: the next one would go the same way. */
export function showsDeadNumber(failure: SendFailure, code: number | null): boolean {
  return failure === 'badNumber' || failure === 'blocked' || (failure === 'doubtful' && code === UNKNOWN_HANDSET)
}

const MINUTE_MS = 60_000

/** Milliseconds until each further try. */
const waits: Readonly<Partial<Record<SendFailure, readonly number[]>>> = {
  throttled: [2_000, 4_000, 8_000, 16_000, 32_000, MINUTE_MS, MINUTE_MS, MINUTE_MS, MINUTE_MS],
  unreachable: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS],
  doubtful: [MINUTE_MS],
  notNow: Array.from({ length: 12 }, () => 60 * MINUTE_MS),
}

/** Milliseconds until the next try; null when there have been enough. `attempt` counts from 1. */
export function retryAfterMs(failure: SendFailure, attempt: number): number | null {
  return waits[failure]?.[attempt - 1] ?? null
}
