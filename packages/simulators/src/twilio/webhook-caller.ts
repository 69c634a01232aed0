// Calls webhooks for the stand-in and remembers how each attempt went; closing it ends those under way.
import { openWebhookLine } from './call-webhook.ts'
import {
  deliverWebhook,
  type Webhook,
  type WebhookAttempt,
  type WebhookOutcome,
  type WebhookTarget,
} from './deliver-webhook.ts'
import type { TwilioSettings } from './faults.ts'

export interface WebhookCaller {
  call(target: WebhookTarget, webhook: Webhook): Promise<WebhookOutcome>
  /** The last 10,000, oldest first. */
  attempts(): readonly WebhookAttempt[]
  inFlight(): number
  close(): void
}

interface CallerDeps {
  accountSid: string
  authToken: string
  now: () => Date
  settings: TwilioSettings
  log: (line: string) => void
}

const attemptsKept = 10_000

export function createWebhookCaller(deps: CallerDeps): WebhookCaller {
  const line = openWebhookLine()
  const kept: WebhookAttempt[] = []
  let inFlight = 0
  let stopped = false
  const onAttempt = (attempt: WebhookAttempt) => {
    kept.push(attempt)
    if (kept.length > attemptsKept * 2) kept.splice(0, attemptsKept)
    if (attempt.failure || (attempt.status ?? 0) >= 400)
      deps.log(`webhook ${attempt.kind} ${attempt.sid}: ${attempt.failure ?? attempt.status}`)
  }
  const call = async (target: WebhookTarget, webhook: Webhook) => {
    inFlight += 1
    try {
      const timeoutMs = deps.settings.webhookTimeoutMs
      return await deliverWebhook({ ...deps, line, timeoutMs, stopped: () => stopped, onAttempt }, target, webhook)
    } finally {
      inFlight -= 1
    }
  }
  const close = () => {
    stopped = true
    line.close()
  }
  return { call, close, attempts: () => kept.slice(-attemptsKept), inFlight: () => inFlight }
}
