// A handset texts one of our numbers: record it, answer STOP, START and HELP as Twilio does, call the webhook.

import { newSid } from './accept-message.ts'
import type { WebhookOutcome, WebhookTarget } from './deliver-webhook.ts'
import { repeatWord } from './failures.ts'
import type { TwilioSettings } from './faults.ts'
import type { IncomingNumber } from './incoming-number.ts'
import { answerKeyword, type OptOutType } from './keywords.ts'
import type { Ledger } from './ledger.ts'
import type { SimulatedMessage } from './message.ts'
import { place } from './place.ts'
import { price, segment } from './segments.ts'
import { repliesIn } from './twiml.ts'

/** `from` may be a phone number, a short code or a name. `times`: copies delivered at the same moment. */
export interface HandsetText {
  from: string
  to: string
  body: string
  media?: { contentType: string; base64: string }[] | undefined
  times?: number | undefined
}

/** `webhookStatus`: of the last attempt; null if nobody answered or the number has no URL. One per copy in `webhookStatuses`. */
export interface Received {
  messageSid: string
  webhookStatus: number | null
  webhookStatuses: (number | null)[]
}

export interface ReceiveDeps {
  accountSid: string
  ledger: Ledger
  settings: TwilioSettings
  now: () => Date
  mediaUrl: (messageSid: string, mediaSid: string) => string
  callWebhook: (target: WebhookTarget, sid: string, fields: Record<string, string>) => Promise<WebhookOutcome>
  /** Twilio's own answer, or a reply out of TwiML, on its way to the handset. */
  sendReply: (reply: { from: string; to: string; body: string; automatic: boolean }) => void
}

export async function receiveText(deps: ReceiveDeps, text: HandsetText): Promise<Received> {
  const number = deps.ledger.numbers.get(text.to)
  if (!number) throw new UnknownNumber(text.to)
  const message = record(deps, text, number)
  const keyword = keywordOf(deps, message)
  if (!number.smsUrl) return { messageSid: message.sid, webhookStatus: null, webhookStatuses: [] }
  const target: WebhookTarget = {
    url: number.smsUrl,
    method: number.smsMethod,
    fallback: number.smsFallbackUrl ? { url: number.smsFallbackUrl, method: number.smsFallbackMethod } : undefined,
  }
  const copies = text.times ?? (text.body.includes(repeatWord) ? 5 : deps.settings.webhookCopies)
  const fields = inboundFields(deps, message, keyword)
  const outcomes = await Promise.all(
    Array.from({ length: copies }, () => deps.callWebhook(target, message.sid, fields)),
  )
  for (const outcome of outcomes) sendTwimlReplies(deps, message, outcome)
  const webhookStatuses = outcomes.map(({ status }) => status)
  return { messageSid: message.sid, webhookStatus: webhookStatuses.at(-1) ?? null, webhookStatuses }
}

export class UnknownNumber extends Error {
  constructor(phoneNumber: string) {
    super(`No number ${phoneNumber} in this account; add it with POST /sim/numbers {"phoneNumber": …} first.`)
  }
}

function record(deps: ReceiveDeps, text: HandsetText, number: IncomingNumber): SimulatedMessage {
  const at = deps.now().getTime()
  const media = (text.media ?? []).map((item) => ({ sid: newSid('ME'), ...item }))
  const counted = segment(text.body)
  const message: SimulatedMessage = {
    sid: newSid(media.length > 0 ? 'MM' : 'SM'),
    direction: 'inbound',
    from: text.from,
    to: text.to,
    body: text.body,
    media,
    status: 'received',
    errorCode: null,
    ...counted,
    price: price('in', text.from, counted.segments),
    automatic: false,
    statusCallback: null,
    messagingServiceSid: number.messagingServiceSid,
    validityPeriod: 0,
    createdAt: at,
    updatedAt: at,
    sentAt: at,
  }
  deps.ledger.addMessage(message)
  return message
}

function keywordOf(deps: ReceiveDeps, { from, to, body }: SimulatedMessage): OptOutType | null {
  const before = deps.ledger.isOptedOut(from, to)
  const answer = answerKeyword(body, before)
  if (!answer) return null
  if (answer.optedOut !== before)
    deps.ledger.setOptOut({ handset: from, number: to }, answer.optedOut, deps.now().getTime())
  if (answer.reply) deps.sendReply({ from: to, to: from, body: answer.reply, automatic: true })
  return answer.type
}

function inboundFields(deps: ReceiveDeps, message: SimulatedMessage, keyword: OptOutType | null) {
  return {
    ...place('To', message.to),
    ...place('From', message.from),
    AccountSid: deps.accountSid,
    ApiVersion: '2010-04-01',
    Body: message.body,
    From: message.from,
    MessageSid: message.sid,
    NumMedia: String(message.media.length),
    NumSegments: String(message.segments),
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: 'received',
    To: message.to,
    ...(message.messagingServiceSid ? { MessagingServiceSid: message.messagingServiceSid } : {}),
    ...(keyword && deps.settings.advancedOptOut ? { OptOutType: keyword } : {}),
    ...Object.fromEntries(
      message.media.flatMap(({ sid, contentType }, index) => [
        [`MediaContentType${index}`, contentType],
        [`MediaUrl${index}`, deps.mediaUrl(message.sid, sid)],
      ]),
    ),
  }
}

function sendTwimlReplies(deps: ReceiveDeps, message: SimulatedMessage, outcome: WebhookOutcome): void {
  if (outcome.errorCode !== null) return
  for (const body of repliesIn(outcome.contentType, outcome.body))
    deps.sendReply({ from: message.to, to: message.from, body, automatic: false })
}
