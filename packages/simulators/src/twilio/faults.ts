// What goes wrong on purpose, as set by a test or a phone page.
import type { SendFaultKind } from './failures.ts'

/** The next `times` sends, or each `every`-th of them until `times` were hit. `ms` is for `slow`. */
export interface NextSends {
  kind: SendFaultKind
  times: number
  every?: number | undefined
  ms?: number | undefined
}

export interface TwilioSettings {
  /** Messages younger than this are missing from the list. */
  listLagMs: number
  /** Each status callback is delivered this many times; 0 sends none. */
  callbackCopies: number
  callbacksReversed: boolean
  /** Each inbound text is delivered this many times at the same moment. */
  webhookCopies: number
  /** Sends `OptOutType`, as a number with Advanced Opt-Out does. */
  advancedOptOut: boolean
  /** Null: no limit. Texts wait their turn; beyond ten hours of waiting they fail with 30001. */
  segmentsPerSecond: number | null
  /** American carriers' limits for one number; beyond them a text ends undelivered with 30022 or 30023. Null: no limit. */
  usSegmentsPerSecond: number | null
  usSegmentsPerDay: number | null
  /** Whether the networks tell which handset forwarded a call. */
  forwarderTold: boolean
  /** British numbers are sold only with a regulatory bundle, otherwise 21649. */
  bundleRequired: boolean
  deliveryDelayMs: number
  webhookTimeoutMs: number
  slowMs: number
}

export const ordinarySettings: Omit<TwilioSettings, 'deliveryDelayMs'> = {
  listLagMs: 0,
  callbackCopies: 1,
  callbacksReversed: false,
  webhookCopies: 1,
  advancedOptOut: false,
  segmentsPerSecond: null,
  usSegmentsPerSecond: null,
  usSegmentsPerDay: null,
  forwarderTold: true,
  bundleRequired: false,
  webhookTimeoutMs: 15_000,
  slowMs: 3_000,
}

export interface SendFault {
  kind: SendFaultKind
  ms?: number | undefined
}

export class SendFaults {
  #queue: (NextSends & { seen: number })[] = []

  add(fault: NextSends): void {
    this.#queue.push({ ...fault, seen: 0 })
  }

  clear(): void {
    this.#queue = []
  }

  waiting(): NextSends[] {
    return this.#queue.map(({ seen: _seen, ...fault }) => fault)
  }

  /** Called once for each send. */
  take(): SendFault | null {
    const first = this.#queue[0]
    if (!first) return null
    first.seen += 1
    if (first.seen % (first.every ?? 1) !== 0) return null
    first.times -= 1
    if (first.times <= 0) this.#queue.shift()
    return { kind: first.kind, ms: first.ms }
  }
}
