/**
 * Texts by Twilio's REST API. Translates what came of a send into the closed list of outcomes; only an answer that
 * certainly means "not sent" is `refused`. Never repeats a send: Messages create has no idempotency key, also not in a
 * header (twilio-oai).
 */
import type { Carrier, OutgoingText, SentText } from '@jobrun/domain/outbox/carrier'
import { failureOf, type SendOutcome } from '@jobrun/domain/outbox/send-failure'
import twilio from 'twilio'
import { readBook } from './twilio-book.ts'
import { TwilioLine } from './twilio-line.ts'
import { asDeliveryStatus } from './twilio-status.ts'

const USUAL_LIMIT_MS = 8_000

export interface TwilioCarrierOptions {
  accountSid: string
  authToken: string
  /** Another origin in place of Twilio's, e.g. a stand-in's; null: Twilio. */
  apiBaseUrl: string | null
  /** For one send or one look-up in all, 8 s if not given. */
  limitMs?: number
}

export function createTwilioCarrier(options: TwilioCarrierOptions): Carrier {
  const { accountSid, authToken, apiBaseUrl, limitMs = USUAL_LIMIT_MS } = options
  const client = twilio(accountSid, authToken, {
    httpClient: new TwilioLine({ apiBaseUrl, limitMs }),
    // The SDK's debug log prints requests, bodies and numbers included.
    logLevel: 'none',
  })
  return {
    async send(text) {
      try {
        const created = await client.messages.create(formOf(text))
        return isSid(created.sid) ? { kind: 'accepted', sid: created.sid } : unknown('an answer without a sid')
      } catch (failure) {
        return outcomeOf(failure)
      }
    },
    async listSent({ from, to, most }) {
      try {
        const page = await client.messages.page({ from, to, pageSize: most })
        const outbound = page.instances.filter((message) => message.direction.startsWith('outbound'))
        return outbound.slice(0, most).map(asSentText)
      } catch {
        return null
      }
    },
    bookSince: (since) => readBook(client, since),
  }
}

function formOf({ from, to, body, statusCallback, validitySeconds }: OutgoingText) {
  return { from, to, body, statusCallback, validityPeriod: validitySeconds }
}

/** 408 is the one 4xx after which the text may be on its way. */
function outcomeOf(failure: unknown): SendOutcome {
  const status = numberIn(failure, 'status')
  if (status === null) return unknown(reasonOf(failure))
  if (status < 400 || status >= 500 || status === 408) return unknown(`HTTP ${status}`)
  const code = numberIn(failure, 'code')
  const detail = code === null ? `HTTP ${status}` : `HTTP ${status}, Twilio error ${code}`
  return { kind: 'refused', failure: failureOf(code, status), code, detail }
}

function unknown(detail: string): SendOutcome {
  return { kind: 'unknown', detail }
}

/** A word for the trace; the messages of errors may quote the text or the number, so they are left out. */
function reasonOf(failure: unknown): string {
  if (failure instanceof SyntaxError) return 'an answer that cannot be read'
  const code = (failure as { code?: unknown } | null)?.code
  if (code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT') return 'no answer in time'
  return typeof code === 'string' ? `no answer: ${code}` : 'no answer'
}

/** Only the SDK's own exceptions have a number here; those of the network have words. */
function numberIn(failure: unknown, name: 'status' | 'code'): number | null {
  const value = (failure as Record<string, unknown> | null)?.[name]
  return typeof value === 'number' && value > 0 ? value : null
}

function isSid(sid: unknown): sid is string {
  return typeof sid === 'string' && sid !== ''
}

interface ListedMessage {
  sid: unknown
  body: unknown
  status: unknown
  errorCode: unknown
  dateCreated: unknown
}

/** Throws on a message that cannot be read: a list with a hole in it would make a sent text look unsent. */
function asSentText({ sid, body, status, errorCode, dateCreated }: ListedMessage): SentText {
  if (!isSid(sid) || !(dateCreated instanceof Date)) throw new Error('a message without sid or date')
  return {
    sid,
    body: typeof body === 'string' ? body : '',
    status: asDeliveryStatus(status),
    errorCode: typeof errorCode === 'number' ? errorCode : null,
    createdAt: dateCreated,
  }
}
