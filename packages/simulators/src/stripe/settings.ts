// What goes wrong on purpose with requests and events, as set by a test or a page.

export interface StripeSettings {
  /** Before an event is posted for the first time. */
  eventDelayMs: number
  /** Each event is posted this many times; 0 posts none (it can be listed all the same). */
  eventCopies: number
  /** Events of one act are posted last first. */
  eventsReversed: boolean
  /** Events of one act are posted at the same moment instead of one after another. */
  eventsAtOnce: boolean
  /** How long the receiver may take. */
  eventTimeoutMs: number
  /** The waits before each further try of an event that was not answered 2xx. */
  eventRetryMs: readonly number[]
  /** The API version of the webhook endpoint; events show objects as of then. */
  eventVersion: string
  /** How long a bank debit takes to arrive or fail. */
  settleAfterMs: number
  /** What a checkout that starts a trial says of its payment. */
  trialPaymentStatus: 'no_payment_required' | 'paid'
  /** What becomes of a subscription when the last try of its invoice has failed. */
  afterLastTry: 'cancel' | 'unpaid' | 'past_due'
  slowMs: number
}

export const requestFaultKinds = ['500', '503', '429', 'drop', 'drop-after', '500-after', 'slow', 'hang'] as const
export type RequestFaultKind = (typeof requestFaultKinds)[number]

/** The next `times` requests whose path holds `path`; any if not given. `…-after` has done what was asked before it fails. */
export interface NextRequests {
  kind: RequestFaultKind
  times: number
  path?: string | undefined
}

export class RequestFaults {
  #waiting: NextRequests[] = []

  add(fault: NextRequests): void {
    this.#waiting.push({ ...fault })
  }

  clear(): void {
    this.#waiting = []
  }

  waiting(): readonly NextRequests[] {
    return this.#waiting
  }

  /** Called once for each request. */
  take(path: string): RequestFaultKind | null {
    const found = this.#waiting.find((fault) => fault.path === undefined || path.includes(fault.path))
    if (!found) return null
    found.times -= 1
    if (found.times <= 0) this.#waiting = this.#waiting.filter((fault) => fault !== found)
    return found.kind
  }
}
