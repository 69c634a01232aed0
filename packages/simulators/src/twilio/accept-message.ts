// Whether Twilio takes a text, and if so its record. Checks in Twilio's order; nothing leaves from here.
import { randomBytes } from 'node:crypto'
import { type RejectionCode, rejection, type WireError } from './errors.ts'
import { failureFor } from './failures.ts'
import type { Ledger } from './ledger.ts'
import type { SimulatedMessage } from './message.ts'
import { segment } from './segments.ts'

/** The form of `POST Messages.json` as far as this stand-in reads it. */
export interface CreateForm {
  To?: string | undefined
  From?: string | undefined
  Body?: string | undefined
  MediaUrl?: string | string[] | undefined
  MessagingServiceSid?: string | undefined
  StatusCallback?: string | undefined
  ValidityPeriod?: string | undefined
  SmartEncoded?: string | undefined
}

const longestValidity = 36_000

export function acceptMessage(
  deps: { ledger: Ledger; now: () => Date },
  form: CreateForm,
): { message: SimulatedMessage } | { refused: WireError } {
  const to = asE164(form.To ?? '')
  const service = form.MessagingServiceSid?.trim() || null
  const from = form.From ? asE164(form.From) : senderOf(deps.ledger, service)
  const body = form.Body ?? ''
  const mediaUrls = [form.MediaUrl ?? []].flat().filter((url) => url !== '')
  const refused = refusal(deps.ledger, { to, from, body, hasMedia: mediaUrls.length > 0 })
  if (refused) return { refused: rejection(refused, { to: form.To ?? '', from: form.From ?? '' }) }
  const now = deps.now().getTime()
  return {
    message: {
      sid: newSid(mediaUrls.length > 0 ? 'MM' : 'SM'),
      direction: 'outbound-api',
      from,
      to,
      body,
      media: mediaUrls.map((url) => ({ sid: newSid('ME'), contentType: 'application/octet-stream', url })),
      status: service ? 'accepted' : 'queued',
      errorCode: null,
      ...segment(body, form.SmartEncoded === 'true'),
      price: null,
      automatic: false,
      statusCallback: form.StatusCallback?.trim() || null,
      messagingServiceSid: service,
      validityPeriod: validity(form.ValidityPeriod),
      createdAt: now,
      updatedAt: now,
      sentAt: null,
    },
  }
}

interface Wanted {
  to: string
  from: string
  body: string
  hasMedia: boolean
}

function refusal(ledger: Ledger, { to, from, body, hasMedia }: Wanted): RejectionCode | null {
  if (to === '') return 21604
  if (from === '') return 21603
  if (body === '' && !hasMedia) return 21602
  if (body.length > 1600) return 21617
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return 21211
  if (!ledger.numbers.has(from)) return 21606
  if (to === from) return 21266
  const effect = failureFor(to, body)
  if (effect && 'reject' in effect) return effect.reject
  return ledger.isOptedOut(to, from) ? 21610 : null
}

function senderOf(ledger: Ledger, service: string | null): string {
  if (!service) return ''
  return [...ledger.numbers.values()].find((number) => number.messagingServiceSid === service)?.phoneNumber ?? ''
}

function validity(given: string | undefined): number {
  const seconds = Number(given)
  return given && seconds >= 1 && seconds <= longestValidity ? seconds : longestValidity
}

/** Twilio forgives blanks, dashes, dots and brackets in a number. */
export function asE164(written: string): string {
  return written.trim().replace(/[\s().-]/g, '')
}

export function newSid(prefix: 'SM' | 'MM' | 'ME'): string {
  return `${prefix}${randomBytes(16).toString('hex')}`
}
