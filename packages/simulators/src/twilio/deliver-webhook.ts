// One webhook from first attempt to last: signature, retries as the URL's fragment asks, then the fallback URL.
// https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
import { randomUUID } from 'node:crypto'
import type { WebhookAnswer, WebhookLine } from './call-webhook.ts'
import { signForm, withoutFragment } from './signature.ts'

export interface WebhookTarget {
  url: string
  method: 'GET' | 'POST'
  fallback?: { url: string; method: 'GET' | 'POST' } | undefined
}

export type Fields = Readonly<Record<string, string>>

/** One attempt as it went; `status` null when no answer came. */
export interface WebhookAttempt {
  url: string
  sid: string
  kind: WebhookKind
  fallback: boolean
  status: number | null
  failure: 'connect' | 'read' | 'total' | null
  at: number
  tookMs: number
}

export type WebhookKind = 'inbound' | 'status' | 'voice' | 'recording' | 'transcription'

export interface WebhookDeps {
  accountSid: string
  authToken: string
  line: WebhookLine
  now: () => Date
  timeoutMs: number
  stopped: () => boolean
  onAttempt: (attempt: WebhookAttempt) => void
}

/** `status` of the last attempt, null if nobody answered; `errorCode` as Twilio's debugger would show it. */
export interface WebhookOutcome {
  status: number | null
  errorCode: 11200 | 11205 | 12300 | null
  contentType: string
  body: string
}

export interface Webhook {
  kind: WebhookKind
  sid: string
  fields: Fields
}

export async function deliverWebhook(deps: WebhookDeps, target: WebhookTarget, webhook: Webhook) {
  const first = await attempts(deps, { url: target.url, method: target.method, fallback: false }, webhook)
  if (first.errorCode === null || !target.fallback || deps.stopped()) return first
  const fields = { ...webhook.fields, ErrorCode: String(first.errorCode), ErrorUrl: withoutFragment(target.url) }
  return attempts(deps, { ...target.fallback, fallback: true }, { ...webhook, fields })
}

interface Address {
  url: string
  method: 'GET' | 'POST'
  fallback: boolean
}

async function attempts(deps: WebhookDeps, address: Address, webhook: Webhook): Promise<WebhookOutcome> {
  const rules = readOverrides(address.url, deps.timeoutMs)
  const token = randomUUID()
  const began = performance.now()
  let answer: WebhookAnswer = { kind: 'failed', why: 'total' }
  for (let attempt = 0; attempt <= rules.retries; attempt += 1) {
    const leftMs = rules.totalMs - (performance.now() - began)
    if (leftMs <= 0 || deps.stopped()) break
    answer = await attemptOnce({ deps, address, webhook, token, rules: { ...rules, leftMs } })
    if (!wantsRetry(answer, rules.retryOn)) break
  }
  return outcome(answer)
}

async function attemptOnce(one: {
  deps: WebhookDeps
  address: Address
  webhook: Webhook
  token: string
  rules: { connectMs: number; readMs: number; leftMs: number }
}): Promise<WebhookAnswer> {
  const { deps, address, webhook, token, rules } = one
  const bare = withoutFragment(address.url)
  const form = new URLSearchParams(webhook.fields).toString()
  const url = address.method === 'GET' ? `${bare}${bare.includes('?') ? '&' : '?'}${form}` : bare
  const headers = {
    accept: '*/*',
    'user-agent': 'TwilioProxy/1.1',
    'i-twilio-idempotency-token': token,
    'x-home-region': 'us1',
    'x-twilio-signature': signForm(deps.authToken, url, address.method === 'GET' ? {} : webhook.fields),
  }
  const at = deps.now().getTime()
  const began = performance.now()
  const answer = await deps.line.call({ method: address.method, url, form, headers, ...rules })
  deps.onAttempt({
    url: address.url,
    sid: webhook.sid,
    kind: webhook.kind,
    fallback: address.fallback,
    status: answer.kind === 'answered' ? answer.status : null,
    failure: answer.kind === 'failed' ? answer.why : null,
    at,
    tookMs: Math.round(performance.now() - began),
  })
  return answer
}

type RetryOn = '4xx' | '5xx' | 'ct' | 'rt' | 'all'

interface Overrides {
  retries: number
  retryOn: readonly string[]
  connectMs: number
  readMs: number
  totalMs: number
}

/** Without a fragment Twilio tries once more when it could not connect, and never otherwise. */
function readOverrides(url: string, longestMs: number): Overrides {
  const fragment = url.slice(withoutFragment(url).length + 1)
  const given = new URLSearchParams(fragment)
  const whole = (name: string, fallback: number, most: number) => {
    const value = Number(given.get(name))
    return given.has(name) && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : fallback
  }
  return {
    retries: whole('rc', 1, 5),
    retryOn: (given.get('rp') ?? 'ct').split(','),
    connectMs: whole('ct', 5_000, 10_000),
    readMs: whole('rt', longestMs, longestMs),
    totalMs: whole('tt', longestMs, longestMs),
  }
}

function wantsRetry(answer: WebhookAnswer, retryOn: readonly string[]): boolean {
  const because = retryReason(answer)
  return because !== null && (retryOn.includes('all') || retryOn.includes(because))
}

/** 429 counts as a 4xx answer and is retried only if asked for. */
function retryReason(answer: WebhookAnswer): RetryOn | null {
  if (answer.kind === 'failed') return answer.why === 'connect' ? 'ct' : 'rt'
  if (answer.status >= 500) return '5xx'
  return answer.status >= 400 ? '4xx' : null
}

const readable = ['text/xml', 'application/xml', 'text/html', 'text/plain']

function outcome(answer: WebhookAnswer): WebhookOutcome {
  if (answer.kind === 'failed')
    return { status: null, errorCode: answer.why === 'connect' ? 11205 : 11200, contentType: '', body: '' }
  const contentType = (answer.contentType.split(';')[0] ?? '').trim().toLowerCase()
  const { status, body } = answer
  if (status >= 400) return { status, errorCode: 11200, contentType, body }
  const unreadable = body.length > 0 && !readable.includes(contentType)
  return { status, errorCode: unreadable ? 12300 : null, contentType, body }
}
