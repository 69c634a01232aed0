// Events on their way to the webhook endpoint: signed, in order or not, again after a refusal, repeated on demand.
import type { Timers } from '../timers.ts'
import { signEvent } from './event-signature.ts'
import type { StripeEvent } from './records.ts'
import type { StripeSettings } from './settings.ts'
import { wireEvent } from './wire-event.ts'

/** `status` null: nobody answered in time. */
export interface EventAttempt {
  eventId: string
  type: string
  attempt: number
  status: number | null
  at: number
}

export interface EventPostDeps {
  webhookSecret: string
  settings: StripeSettings
  timers: Timers
  /** The clock that signatures are dated by. */
  now: () => Date
  log: (line: string) => void
}

const attemptsKept = 10_000

export class EventPost {
  webhookUrl: string | null = null
  readonly attempts: EventAttempt[] = []
  readonly #deps: EventPostDeps
  readonly #leaving = new AbortController()
  #batch: StripeEvent[] = []
  #inFlight = 0
  #line: Promise<void> = Promise.resolve()

  constructor(deps: EventPostDeps) {
    this.#deps = deps
  }

  /** Events waiting for their first try and tries under way; waits before a further try do not count. */
  get busy(): number {
    return this.#inFlight + this.#batch.length
  }

  send(event: StripeEvent): void {
    if (this.webhookUrl === null) return
    this.#batch.push(event)
    if (this.#batch.length === 1) this.#deps.timers.after(this.#deps.settings.eventDelayMs, () => this.#flush())
  }

  /** Posts it now, `times` times, without retries. Answers the statuses. */
  async resend(event: StripeEvent, times: number): Promise<(number | null)[]> {
    const url = this.webhookUrl
    if (url === null) throw new Error('No webhook endpoint is set: POST /sim/webhook {"url": …} first.')
    return Promise.all(Array.from({ length: times }, () => this.#try(url, event, 1)))
  }

  async post(url: string, event: StripeEvent): Promise<number> {
    const { now, webhookSecret, settings } = this.#deps
    const body = JSON.stringify(wireEvent(event, 1))
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signEvent(webhookSecret, body, Math.floor(now().getTime() / 1000)),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([this.#leaving.signal, AbortSignal.timeout(settings.eventTimeoutMs)]),
    })
    await response.arrayBuffer()
    return response.status
  }

  close(): void {
    this.#leaving.abort()
    this.#batch = []
  }

  #flush(): void {
    const { settings } = this.#deps
    const url = this.webhookUrl
    const events = settings.eventsReversed ? this.#batch.reverse() : this.#batch
    this.#batch = []
    if (url === null) return
    for (const event of events)
      for (let copy = 0; copy < settings.eventCopies; copy += 1) {
        this.#inFlight += 1
        const first = async () => {
          const status = await this.#try(url, event, 1)
          this.#inFlight -= 1
          if (!isTaken(status)) this.#again(event, 1)
        }
        if (settings.eventsAtOnce) void first()
        else this.#line = this.#line.then(first)
      }
  }

  #again(event: StripeEvent, tried: number): void {
    const wait = this.#deps.settings.eventRetryMs[tried - 1]
    if (wait === undefined) return
    this.#deps.timers.after(wait, async () => {
      if (this.webhookUrl === null) return
      const status = await this.#try(this.webhookUrl, event, tried + 1)
      if (!isTaken(status)) this.#again(event, tried + 1)
    })
  }

  async #try(url: string, event: StripeEvent, attempt: number): Promise<number | null> {
    this.#inFlight += 1
    const at = this.#deps.now().getTime()
    const status = await this.post(url, event).catch(() => null)
    this.#inFlight -= 1
    this.attempts.push({ eventId: event.id, type: event.type, attempt, status, at })
    if (this.attempts.length > attemptsKept * 2) this.attempts.splice(0, attemptsKept)
    if (!isTaken(status)) this.#deps.log(`event ${event.id} ${event.type}: ${status ?? 'no answer'}`)
    return status
  }
}

function isTaken(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300
}
