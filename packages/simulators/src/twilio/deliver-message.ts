// What becomes of an accepted text: queued → sending → sent → delivered, or the end its failure asks for, with status callbacks.
import type { Timers } from '../timers.ts'
import { A2pLimits } from './a2p-limits.ts'
import type { WebhookTarget } from './deliver-webhook.ts'
import { type FailureEffect, failureFor } from './failures.ts'
import type { TwilioSettings } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { isLandline } from './line-type.ts'
import type { MessageStatus, SimulatedMessage } from './message.ts'
import { price } from './segments.ts'

export interface DeliveryDeps {
  accountSid: string
  ledger: Ledger
  settings: TwilioSettings
  timers: Timers
  now: () => Date
  /** A text to another of our numbers has arrived there. */
  onArrival: (message: SimulatedMessage) => Promise<unknown>
  callBack: (target: WebhookTarget, sid: string, fields: Record<string, string>) => Promise<unknown>
}

interface Step {
  status: MessageStatus
  errorCode: number | null
}

const longestQueueMs = 10 * 60 * 60 * 1000

export class Deliveries {
  #inProgress = 0
  readonly #deps: DeliveryDeps
  readonly #freeAt = new Map<string, number>()
  readonly #failedOnce = new Set<string>()
  readonly #a2p = new A2pLimits()

  constructor(deps: DeliveryDeps) {
    this.#deps = deps
  }

  /** Texts still on their way, their callbacks included. */
  get inProgress(): number {
    return this.#inProgress
  }

  start(message: SimulatedMessage): void {
    const { settings } = this.#deps
    const effect = failureFor(message.to, message.body)
    const wait = this.#queueFor(message)
    const steps = wait > longestQueueMs ? failedWith(30001) : this.#steps(message, effect)
    if (steps.length === 0) return
    this.#inProgress += 1
    const validMs = message.validityPeriod * 1000
    if (wait > validMs) this.#run(message, { steps: failedWith(30036), effect, firstAfter: validMs })
    else this.#run(message, { steps, effect, firstAfter: wait + settings.deliveryDelayMs / steps.length })
  }

  /** Milliseconds this text waits behind earlier ones of its number. */
  #queueFor(message: SimulatedMessage): number {
    const limit = this.#deps.settings.segmentsPerSecond
    if (limit === null) return 0
    const present = this.#deps.now().getTime()
    const free = Math.max(present, this.#freeAt.get(message.from) ?? 0)
    this.#freeAt.set(message.from, free + (message.segments / limit) * 1000)
    return free - present
  }

  #steps(message: SimulatedMessage, effect: FailureEffect | null): Step[] {
    const usual = [step('sending'), step('sent')]
    if (effect && 'stuckAt' in effect) return effect.stuckAt === 'queued' ? [] : usual
    const limited = this.#a2p.errorFor(message, this.#deps.settings, this.#deps.now().getTime())
    if (limited) return [...usual, step('undelivered', limited)]
    const own = this.#deps.ledger.numbers.has(message.to)
    if (!effect && !own && isLandline(message.to)) return [...usual, step('undelivered', 30006)]
    if (!effect || !('end' in effect)) return [...usual, step('delivered')]
    if (effect.onlyFirst && this.#failedOnce.has(message.to)) return [...usual, step('delivered')]
    if (effect.onlyFirst) this.#failedOnce.add(message.to)
    return effect.end === 'failed' ? failedWith(effect.code) : [...usual, step('undelivered', effect.code)]
  }

  #run(message: SimulatedMessage, plan: { steps: Step[]; effect: FailureEffect | null; firstAfter: number }): void {
    const { timers, settings } = this.#deps
    const reports: Step[] = []
    const reversed = settings.callbacksReversed || isCallbacks(plan.effect, 'reversed')
    let reported: Promise<unknown> = Promise.resolve()
    const next = (index: number) => {
      const at = plan.steps[index]
      if (!at) {
        const late = reversed ? reports.reverse() : []
        for (const report of late) reported = reported.then(() => this.#report(message, report, plan.effect))
        void reported.finally(() => {
          this.#inProgress -= 1
        })
        return
      }
      this.#change(message, at)
      const isOwn = this.#deps.ledger.numbers.has(message.to)
      if (at.status === 'delivered' && isOwn) reported = reported.then(() => this.#deps.onArrival(message))
      if (reversed) reports.push(at)
      else reported = reported.then(() => this.#report(message, at, plan.effect))
      timers.after(settings.deliveryDelayMs / plan.steps.length, () => next(index + 1))
    }
    timers.after(plan.firstAfter, () => next(0))
  }

  #change(message: SimulatedMessage, { status, errorCode }: Step): void {
    const { ledger, now } = this.#deps
    const at = now().getTime()
    const charged = status === 'delivered' || status === 'undelivered'
    ledger.changeMessage(message.sid, {
      status,
      errorCode,
      updatedAt: at,
      ...(status === 'sent' ? { sentAt: at } : {}),
      ...(charged ? { price: price('out', message.to, message.segments) } : {}),
    })
  }

  async #report(message: SimulatedMessage, report: Step, effect: FailureEffect | null): Promise<void> {
    const { accountSid, settings, callBack } = this.#deps
    if (!message.statusCallback || isCallbacks(effect, 'none')) return
    const fields = statusFields(accountSid, message, report)
    const copies = isCallbacks(effect, 'twice') ? 2 : settings.callbackCopies
    for (let copy = 0; copy < copies; copy += 1)
      await callBack({ url: message.statusCallback, method: 'POST' }, message.sid, fields)
  }
}

function statusFields(accountSid: string, message: SimulatedMessage, { status, errorCode }: Step) {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    To: message.to,
    ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
  }
}

const step = (status: MessageStatus, errorCode: number | null = null): Step => ({ status, errorCode })
const failedWith = (code: number): Step[] => [step('failed', code)]

function isCallbacks(effect: FailureEffect | null, how: 'twice' | 'reversed' | 'none'): boolean {
  return effect !== null && 'callbacks' in effect && effect.callbacks === how
}
